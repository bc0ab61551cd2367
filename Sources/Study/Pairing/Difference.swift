import EndToEnd
import Statistics

/// The difference in a measure between a strategy and the baseline.
public struct Difference: Hashable, Sendable {
  /// The measure.
  public let measure: Measure
  /// The strategy's value minus the baseline's, with an interval that holds together with all others of the
  /// comparison.
  public let estimate: Estimate
  /// For a share that was counted in the same trials of both, the number of trials in which it occurred under each.
  public let concordance: PairedCounts?

  /// Creates a difference from its parts.
  init(_ measure: Measure, _ estimate: Estimate, _ concordance: PairedCounts? = nil) {
    self.measure = measure
    self.estimate = estimate
    self.concordance = concordance
  }
}

/// The differences between a strategy and the baseline.
public struct Differences: Hashable, Sendable {
  /// The name of the strategy that all others are compared with.
  public let baseline: String
  /// In the order of `Measure.differing`, without those that do not apply; none of the baseline itself.
  public let all: [Difference]
  /// The number of intervals, of all strategies, that hold at once with 95 % (Bonferroni); 0 where the differences are
  /// exact.
  public let family: Int

  /// The element for a key; `nil` if there is none.
  public subscript(measure: Measure) -> Difference? { all.first { $0.measure == measure } }
}

extension Comparison {
  /// The name of the strategy that all others are compared with; `nil` if they are not.
  public var baseline: String? { results.first { $0.differences != nil }?.differences?.baseline }

  /// Returns the same results, each with its differences from the baseline.
  ///
  /// - Parameter difference: returns the difference in a measure that both have, between the baseline and the result at
  ///   an index, with an interval of this tail at each end.
  func differing(
    from index: Int, isExact: Bool, by difference: (Measure, Int, Double) -> Difference
  ) -> Comparison {
    let baseline = results[index]
    let measures = results.map { result in
      Measure.differing.filter { result[$0] != nil && baseline[$0] != nil }
    }
    var family = 0
    for other in results.indices where other != index { family += measures[other].count }
    let tail = 0.025 / Double(max(family, 1))
    let compared = results.indices.map { other in
      var result = results[other]
      result.differences = Differences(
        baseline: baseline.strategy,
        all: other == index ? [] : measures[other].map { difference($0, other, tail) },
        family: isExact ? 0 : family)
      return result
    }
    return Comparison(model, results: compared)
  }

  /// Returns the same results of an exact method, with their differences from the baseline.
  ///
  /// The paths that were not followed may add to either side.
  ///
  /// - Precondition: there is such a strategy.
  public func differingExactly(from baseline: String) -> Comparison {
    guard let index = results.firstIndex(where: { $0.strategy == baseline }) else {
      preconditionFailure("the baseline is one of the strategies")
    }
    return differing(from: index, isExact: true) { measure, other, _ in
      guard let one = results[index][measure]?.estimate,
        let another = results[other][measure]?.estimate
      else { preconditionFailure("only what both have is compared") }
      let difference = another - one
      // Sums of the same terms in another order differ by rounding.
      let isRounding = difference.value.magnitude <= 1e-13 * max(one.value, another.value)
      return Difference(measure, isRounding && !difference.isOpen ? .exactly(0) : difference)
    }
  }
}

extension Estimate {
  /// A Boolean value that indicates whether its interval is longer than rounding errors are.
  fileprivate var isOpen: Bool { high - low > 1e-13 * (abs(low) + abs(high) + abs(value)) }

  /// Returns the difference of two quantities that may lie anywhere in their intervals.
  static func - (one: Estimate, other: Estimate) -> Estimate {
    Estimate(
      value: one.value - other.value, low: one.low - other.high, high: one.high - other.low)
  }
}
