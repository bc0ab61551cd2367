/// Σ parts / Σ wholes over independent runs: the classical ratio estimator (Cochran, *Sampling Techniques*,
/// 6.3).
package struct Ratio {
  /// Σ parts / Σ wholes.
  package let value: Double
  /// Σ wholes.
  package let wholes: Double
  private let runs: [(part: Double, whole: Double)]

  /// - Parameter runs: their wholes must not all be 0.
  package init(_ runs: [(part: Double, whole: Double)]) {
    self.runs = runs
    wholes = runs.reduce(0) { $0 + $1.whole }
    value = runs.reduce(0) { $0 + $1.part } / wholes
  }

  /// The mean of the wholes.
  package var mean: Double { wholes / Double(runs.count) }

  /// The difference between the part of each run and the part that the ratio predicts.
  package var rests: [Double] { runs.map { $0.part - value * $0.whole } }

  /// The standard error; 0 for a single run, which says nothing of it.
  package var error: Double {
    guard runs.count > 1 else { return 0 }
    let count = Double(runs.count)
    let squares = rests.reduce(0) { $0 + $1 * $1 }
    return (squares / (count - 1) / count).squareRoot() / mean
  }
}

/// The 95 % interval of a ratio of two sums over independent runs, for example of the mean time of all operations
/// where those of one run depend on each other. For shares there is `KornGraubard`.
///
/// The runs are the observations, not the operations: the classical ratio estimator with Student's t
/// (Cochran, *Sampling Techniques*, 6.3; Law, *Simulation Modeling and Analysis*, 9.5).
public enum RatioInterval {
  /// Σ parts / Σ wholes, with its interval.
  ///
  /// A single run bounds nothing: its interval is all numbers.
  ///
  /// - Parameters:
  ///   - runs: one pair for each run; their wholes must not all be 0.
  ///   - tail: the probability beyond each end; strictly between 0 and ½.
  public static func interval(
    _ runs: [(part: Double, whole: Double)], tail: Double = 0.025
  ) -> Estimate {
    let ratio = Ratio(runs)
    let margin =
      runs.count > 1
      ? StudentT.quantile(tail: tail, degrees: Double(runs.count - 1)) * ratio.error : .infinity
    return Estimate(value: ratio.value, low: ratio.value - margin, high: ratio.value + margin)
  }
}

/// The interval of the difference of two ratios over the same independent runs.
///
/// Both have the same random faults in a run, so the spread of their differences between runs is estimated (the
/// classical ratio estimator, as in `RatioInterval`, with the residuals subtracted run by run).
public enum RatioDifference {
  /// The parts and wholes of both in one run.
  public struct Run {
    /// The strategy that the other is compared with.
    public let baseline: (part: Double, whole: Double)
    /// The strategy that is compared.
    public let other: (part: Double, whole: Double)

    /// Creates a value from its parts.
    public init(
      baseline: (part: Double, whole: Double), other: (part: Double, whole: Double)
    ) {
      self.baseline = baseline
      self.other = other
    }
  }

  /// Returns the other's ratio less the baseline's.
  ///
  /// A single run bounds nothing: its interval is all numbers.
  ///
  /// - Parameters:
  ///   - runs: the wholes of each of both must not all be 0.
  ///   - tail: the probability beyond each end; strictly between 0 and ½.
  public static func interval(_ runs: [Run], tail: Double = 0.025) -> Estimate {
    let baseline = Ratio(runs.map { $0.baseline })
    let other = Ratio(runs.map { $0.other })
    let value = other.value - baseline.value
    guard runs.count > 1 else {
      return Estimate(value: value, low: -.infinity, high: .infinity)
    }
    let count = Double(runs.count)
    var squares = 0.0
    for (rest, baselineRest) in zip(other.rests, baseline.rests) {
      let difference = rest / other.mean - baselineRest / baseline.mean
      squares += difference * difference
    }
    let error = (squares / (count - 1) / count).squareRoot()
    let margin = StudentT.quantile(tail: tail, degrees: count - 1) * error
    return Estimate(value: value, low: value - margin, high: value + margin)
  }
}
