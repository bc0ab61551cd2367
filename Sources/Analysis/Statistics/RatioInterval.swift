/// The 95 % interval of a ratio of two sums over independent runs, such as the share of all operations
/// that are lost where the operations of one run depend on each other.
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
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  public static func interval(
    _ runs: [(part: Double, whole: Double)], tail: Double = 0.025
  ) -> Estimate {
    var parts = 0.0
    var wholes = 0.0
    for run in runs {
      parts += run.part
      wholes += run.whole
    }
    let ratio = parts / wholes
    let count = Double(runs.count)
    guard runs.count > 1 else {
      return Estimate(value: ratio, low: -.infinity, high: .infinity)
    }
    var squares = 0.0
    for run in runs {
      let rest = run.part - ratio * run.whole
      squares += rest * rest
    }
    let mean = wholes / count
    let error = (squares / (count - 1) / count).squareRoot() / mean
    let margin = StudentT.quantile(tail: tail, degrees: count - 1) * error
    return Estimate(value: ratio, low: ratio - margin, high: ratio + margin)
  }
}
