import EndToEnd
import Statistics

/// A property that a model states about a strategy.
public enum Property: Hashable, Sendable {
  /// No write ends in the class.
  case never(OutcomeClass)
  /// A figure is not above a bound.
  case atMost(Figure, Double)
  /// A figure differs from a value by at most this part of the value.
  case expected(Figure, Double, tolerance: Double)

  /// The key of model files that states it.
  public var key: String {
    switch self {
    case .never: "never"
    case .atMost: "atMost"
    case .expected: "expect"
    }
  }

  /// The figure that it is about.
  public var figure: Figure {
    switch self {
    case .never(let outcomeClass): .rate(outcomeClass)
    case .atMost(let figure, _), .expected(let figure, _, _): figure
    }
  }
}

extension Property {
  /// Every property that a model states about a strategy, in the order of the keys.
  public static func all(of strategy: Strategy, in model: Model) -> [Property] {
    let expectations = model.expectations.filter { $0.strategy == strategy.name }
    return model.never.map { .never($0) }
      + Figure.all.compactMap { figure in
        model.atMost[figure].map { .atMost(figure, $0) }
      }
      + expectations.flatMap { expectation in
        Figure.all.compactMap { figure in
          expectation.values[figure].map {
            .expected(figure, $0, tolerance: expectation.tolerance)
          }
        }
      }
  }

  /// The answer that an interval of the figure gives; `nil` if the interval does not decide.
  ///
  /// Differences of a 10⁻¹² part are those of rounding, and do not count.
  package func answer(for estimate: Estimate) -> Bool? {
    let (low, high): (Double, Double)
    switch self {
    case .never: (low, high) = (-.infinity, 0)
    case .atMost(_, let bound): (low, high) = (-.infinity, bound)
    case .expected(_, let value, let tolerance):
      let margin = abs(value) * tolerance
      (low, high) = (value - margin, value + margin)
    }
    func slack(_ bound: Double) -> Double { bound.isFinite ? abs(bound) * 1e-12 : 0 }
    if estimate.low > high + slack(high) || estimate.high < low - slack(low) { return false }
    if estimate.low >= low - slack(low), estimate.high <= high + slack(high) { return true }
    return nil
  }
}

extension Figure {
  /// The measure that reports the figure.
  public var measure: Measure {
    switch self {
    case .rate(let outcomeClass): .share(outcomeClass)
    case .attempts: .attemptsMean
    case .requests: .requestsMean
    case .copies: .copiesMean
    case .time: .timeMean
    case .cost: .costMean
    }
  }
}
