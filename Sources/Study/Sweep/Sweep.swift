import EndToEnd

/// The comparison of a model's strategies at many points: one or two of its values are others at each.
///
/// Chances are drawn for what they are about, not in the order in which they come up. So trial n has the same
/// random faults at every point, as it has under every strategy: any difference between points is caused by the model.
public struct Sweep: Hashable, Sendable {
  /// The paths in the model of the values that vary: one or two.
  public let parameters: [String]
  /// Those with the same value of the first parameter, where there are two, follow each other.
  public let points: [Point]
  /// The measure that is smallest for the best strategy.
  public let order: ComparisonOrder

  /// One set of values, and what came of it.
  public struct Point: Hashable, Sendable {
    /// One for each parameter.
    public let values: [SweepValue]
    /// The comparison.
    public let comparison: Comparison

    /// Creates a value from its parts.
    public init(values: [SweepValue], comparison: Comparison) {
      self.values = values
      self.comparison = comparison
    }
  }

  /// - Precondition: at least one point; all have the same strategies, and what they are ordered by.
  public init(parameters: [String], points: [Point], order: ComparisonOrder) {
    precondition(!points.isEmpty, "a sweep has points")
    self.parameters = parameters
    self.points = points
    self.order = order
  }

  /// The points by the value of the first of two parameters; all of them where there is only one.
  public var lines: [[Point]] {
    var lines: [[Point]] = []
    for point in points {
      if let last = lines.last?.last, parameters.count == 1 || last.values[0] == point.values[0] {
        lines[lines.count - 1].append(point)
      } else {
        lines.append([point])
      }
    }
    return lines
  }

  /// A Boolean value that indicates whether all numbers are exact.
  public var isExact: Bool {
    points.allSatisfy { point in
      point.comparison.results.allSatisfy { result in
        if case .exact = result.method { true } else { false }
      }
    }
  }
}
