/// The 95 % interval of a ratio of two sums over independent runs, such as the mean time of all operations
/// where those of one run depend on each other. (For shares there is `KornGraubard`.)
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
    let (ratio, error) = ratio(of: runs)
    let margin =
      runs.count > 1
      ? StudentT.quantile(tail: tail, degrees: Double(runs.count - 1)) * error : .infinity
    return Estimate(value: ratio, low: ratio - margin, high: ratio + margin)
  }

  /// Σ parts / Σ wholes, with its standard error; that is 0 for a single run, which says nothing of it.
  static func ratio(of runs: [(part: Double, whole: Double)]) -> (value: Double, error: Double) {
    var parts = 0.0
    var wholes = 0.0
    for run in runs {
      parts += run.part
      wholes += run.whole
    }
    let ratio = parts / wholes
    let count = Double(runs.count)
    guard runs.count > 1 else { return (ratio, 0) }
    var squares = 0.0
    for run in runs {
      let rest = run.part - ratio * run.whole
      squares += rest * rest
    }
    let mean = wholes / count
    return (ratio, (squares / (count - 1) / count).squareRoot() / mean)
  }
}
