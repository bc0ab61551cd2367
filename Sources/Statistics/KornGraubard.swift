import Simulation

/// The 95 % interval of a probability from counts in independent runs, where the trials of one run depend
/// on each other (Korn and Graubard, *Confidence Intervals for Proportions with Small Expected Number of
/// Positive Counts Estimated From Survey Data*, Survey Methodology 24, 1998).
///
/// The spread between runs gives an effective number of trials: that of independent trials that would tell as
/// much. The interval is that of Clopper and Pearson for this number. An event that is rare, and then frequent
/// within one run, has an interval that reaches far above its share. Student's t is symmetric around the share,
/// and misses the true value too often there.
public enum KornGraubard {
  /// Σ counts / Σ trials, with its interval.
  ///
  /// Never as if there were more trials than there were: where all runs are alike, or the count is 0 or all, the
  /// interval is that of Clopper and Pearson for all trials, as if they were independent.
  /// A single run bounds nothing: its interval is 0 ... 1.
  ///
  /// - Parameters:
  ///   - runs: how many trials of each run are counted, as whole numbers; together they have at least one.
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  ///
  /// ```swift
  /// // Two runs of 100 operations. All ten failures are in one of them, so they say less than ten would.
  /// KornGraubard.interval([(part: 10, whole: 100), (part: 0, whole: 100)])
  /// ```
  public static func interval(
    _ runs: [(part: Double, whole: Double)], tail: Double = 0.025
  ) -> Estimate {
    let ratio = Ratio(runs)
    guard runs.count > 1 else { return Estimate(value: ratio.value, low: 0, high: 1) }
    let effective = effectiveTrials(ratio, runs: runs.count, tail: tail)
    guard effective < ratio.wholes else {
      let count = runs.reduce(0) { $0 + UInt64($1.part) }
      return ClopperPearson.interval(count: count, of: UInt64(ratio.wholes), tail: tail)
    }
    return interval(ratio.value, of: effective, tail: tail)
  }

  /// The number of independent trials that would tell as much as all of some runs; at most their
  /// number.
  package static func effectiveTrials(_ ratio: Ratio, runs: Int, tail: Double) -> Double {
    let (trials, error) = (ratio.wholes, ratio.error)
    let independent = ratio.value * (1 - ratio.value) / (error * error)
    let factor =
      StudentT.quantile(tail: tail, degrees: max(trials - 1, 1))
      / StudentT.quantile(tail: tail, degrees: Double(runs - 1))
    let effective = independent * factor * factor
    // Not a number where runs do not differ and the share is 0 or 1.
    return effective < trials ? effective : trials
  }

  /// The interval of Clopper and Pearson for a share of trials, neither of which need be a whole number.
  package static func interval(_ share: Double, of trials: Double, tail: Double) -> Estimate {
    let (seen, unseen) = (share * trials, (1 - share) * trials)
    return Estimate(
      value: share, low: seen > 0 ? quantile(tail, seen, unseen + 1) : 0,
      high: unseen > 0 ? quantile(1 - tail, seen + 1, unseen) : 1)
  }

  /// A quantile of the beta distribution, which an end of Clopper and Pearson's interval is, whether counts
  /// are whole or not.
  ///
  /// Newton's method on the logarithm of the probability, and bisection whenever that would leave the
  /// bracket.
  package static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    var x = a / (a + b)
    for _ in 0..<200 {
      let value = IncompleteBeta.value(at: x, complement: 1 - x, a, b)
      if value < probability { low = x } else { high = x }
      let slope = IncompleteBeta.density(at: x, complement: 1 - x, a, b)
      var next = x - Elementary.logarithm(of: value / probability) * value / slope
      if !(next > low && next < high) { next = (low + high) / 2 }
      if (next - x).magnitude <= 1e-14 * next { return next }
      x = next
    }
    return x
  }
}
