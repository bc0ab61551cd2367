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
    let ratio = Ratio(runs)
    let margin =
      runs.count > 1
      ? StudentT.quantile(tail: tail, degrees: Double(runs.count - 1)) * ratio.error : .infinity
    return Estimate(value: ratio.value, low: ratio.value - margin, high: ratio.value + margin)
  }
}
