/// The interval of the difference of two ratios over the same independent runs.
///
/// Both have the same luck in a run, so what is estimated is the spread of their differences between runs
/// (the classical ratio estimator, as in `RatioInterval`, with the residuals subtracted run by run).
public enum RatioDifference {
  /// What one run says about both.
  public struct Run {
    public let baseline: (part: Double, whole: Double)
    public let other: (part: Double, whole: Double)

    public init(
      baseline: (part: Double, whole: Double), other: (part: Double, whole: Double)
    ) {
      self.baseline = baseline
      self.other = other
    }
  }

  /// The other's ratio less the baseline's.
  ///
  /// A single run bounds nothing: its interval is all numbers.
  ///
  /// - Parameters:
  ///   - runs: the wholes of each of both must not all be 0.
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  public static func interval(_ runs: [Run], tail: Double = 0.025) -> Estimate {
    let baseline = Ratio(runs.map(\.baseline))
    let other = Ratio(runs.map(\.other))
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
