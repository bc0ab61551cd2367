import Simulation

/// The interval, of 95 % unless told otherwise, of a probability from a count (Clopper and Pearson, *The Use of Confidence or
/// Fiducial Limits Illustrated in the Case of the Binomial*, Biometrika 26, 1934).
///
/// It covers the true probability at least so often for every probability and every number
/// of trials, and so holds for counts of 0 and of all as well.
public enum ClopperPearson {
  /// The share of trials in which something happened, with its interval.
  ///
  /// Takes some hundred times the standard deviation of the count in steps.
  ///
  /// - Parameters:
  ///   - count: at most `trials`.
  ///   - trials: in 1 ... 10¹⁵.
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  ///
  /// ```swift
  /// ClopperPearson.interval(count: 0, of: 1_000_000).high  // 3.7e-6: not observed is not impossible
  /// ```
  public static func interval(
    count: UInt64, of trials: UInt64, tail: Double = 0.025
  ) -> Estimate {
    precondition(trials > 0 && count <= trials, "a count is a part of at least one trial")
    let k = Double(count)
    let n = Double(trials)
    return Estimate(value: k / n, low: low(k, n, tail), high: high(k, n, tail))
  }

  /// The probability under which `k` or more come as rarely as `tail` says.
  private static func low(_ k: Double, _ n: Double, _ tail: Double) -> Double {
    if k == 0 { return 0 }
    if k == n { return Elementary.exponential(of: Elementary.logarithm(of: tail) / n) }
    return root(of: tail, near: guess(k, n, -1), in: 0...(k / n), rises: true) { p in
      let q = 1 - p
      let slope = BinomialTail.probability(of: k, in: n, p: p, q: q) * k / p
      return (BinomialTail.atLeast(k, in: n, p: p, q: q), slope)
    }
  }

  /// The probability under which `k` or less come as rarely as `tail` says.
  private static func high(_ k: Double, _ n: Double, _ tail: Double) -> Double {
    if k == n { return 1 }
    if k == 0 { return -Elementary.exponentialMinusOne(Elementary.logarithm(of: tail) / n) }
    return root(of: tail, near: guess(k, n, 1), in: (k / n)...1, rises: false) { p in
      let q = 1 - p
      let slope = -BinomialTail.probability(of: k, in: n, p: p, q: q) * (n - k) / q
      return (BinomialTail.atMost(k, in: n, p: p, q: q), slope)
    }
  }

  /// The first guess: the end of Wilson's 95 % interval, which is near enough for any other.
  private static func guess(_ k: Double, _ n: Double, _ sign: Double) -> Double {
    let z = 1.959963984540054
    let middle = (k + z * z / 2) / (n + z * z)
    let spread = z / (n + z * z) * (k * (n - k) / n + z * z / 4).squareRoot()
    return middle + sign * spread
  }

  /// The point at which a monotone probability is `tail`: Newton's method on its logarithm, and
  /// bisection whenever
  /// that would leave the bracket.
  private static func root(
    of tail: Double, near start: Double, in bracket: ClosedRange<Double>, rises: Bool,
    _ probability: (Double) -> (value: Double, slope: Double)
  ) -> Double {
    var low = bracket.lowerBound
    var high = bracket.upperBound
    var p = start > low && start < high ? start : (low + high) / 2
    for _ in 0..<200 {
      let (value, slope) = probability(p)
      if (value < tail) == rises { low = p } else { high = p }
      let step = Elementary.logarithm(of: value / tail) * value / slope
      var next = p - step
      if !(next > low && next < high) { next = (low + high) / 2 }
      if (next - p).magnitude <= 1e-15 * next { return next }
      p = next
    }
    return p
  }
}
