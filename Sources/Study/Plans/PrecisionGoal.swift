import EndToEnd
import Statistics

/// The precision that some measures must reach, which chooses the number of trials or runs.
public struct PrecisionGoal: Hashable, Sendable {
  /// The precision to reach.
  public let precision: Precision
  /// The measures that must be precise.
  public let measures: [Measure]

  /// - Parameter measures: the measures that must be precise; usually the shares of writes on which the two
  ///   sides disagree, that are lost, stored twice, or unsure.
  public init(_ precision: Precision, of measures: [Measure] = PrecisionGoal.usualMeasures) {
    self.precision = precision
    self.measures = measures
  }

  /// The measures that must be precise if a user does not say which.
  public static let usualMeasures: [Measure] =
    [OutcomeClass.disagree, .lost, .duplicate, .unsure].map(Measure.share)

  /// The measures that can be precise: those with an interval that more trials make shorter.
  public static func possibleMeasures(hasClients: Bool) -> [Measure] {
    Measure.differing.filter { measure in
      switch measure {
      case .timeMedian, .timePercentile99: false
      case .goodput, .queueMean, .waitMean, .utilization, .turnedAway: hasClients
      default: true
      }
    }
  }

  /// A measure of a strategy that is less precise than was asked for.
  public struct Shortfall: Hashable, Sendable {
    /// The strategy.
    public let strategy: String
    /// The measure.
    public let measure: Measure
    /// A Boolean value that indicates whether the outcome was not observed at all, so that it is only bounded.
    public let isUnseen: Bool
  }

  /// The measures that are less precise than was asked for, strategy by strategy.
  public func shortfalls(of results: [StrategyResult]) -> [Shortfall] {
    results.flatMap { result in
      measures.compactMap { measure in
        guard let estimate = result[measure], !precision.isReached(by: estimate.estimate) else {
          return nil
        }
        return Shortfall(
          strategy: result.strategy, measure: measure, isUnseen: estimate.count == 0)
      }
    }
  }
}
