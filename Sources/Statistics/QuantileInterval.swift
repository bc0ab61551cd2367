import Simulation

/// The sorted observations that bound a quantile, with 95 % confidence by default.
///
/// Between the observations of rank r and s the q-quantile lies at least as often as a binomial count
/// of n trials with probability q lies in r ... s − 1, for any distribution (David and Nagaraja,
/// *Order Statistics*, 7.1).
public enum QuantileInterval {
  /// The ranks of the estimate and of the ends of its interval, counted from 1.
  ///
  /// - Parameters:
  ///   - quantile: strictly between 0 and 1.
  ///   - trials: at least 1.
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  /// - Returns: `nil` for an end that no observation bounds, because there are too few.
  ///
  /// ```swift
  /// // Of 100 sorted observations the 40th and the 61st bound the median.
  /// QuantileInterval.ranks(quantile: 0.5, of: 100)  // (rank: 50, low: 40, high: 61)
  /// ```
  public static func ranks(
    quantile: Double, of trials: UInt64, tail: Double = 0.025
  ) -> (rank: UInt64, low: UInt64?, high: UInt64?) {
    precondition(trials > 0 && quantile > 0 && quantile < 1, "a quantile of some observations")
    let n = Double(trials)
    let rank = min(max((n * quantile).rounded(.up), 1), n)
    return (UInt64(rank), low(quantile, n, tail), high(quantile, n, tail))
  }

  /// The largest rank r for which fewer than r come in at most so small a share of all cases.
  private static func low(_ quantile: Double, _ n: Double, _ tail: Double) -> UInt64? {
    // The last k for which k or less come so rarely, among those below the mean.
    let k = lastTrue(below: n * quantile) { k in
      BinomialTail.atMost(k, in: n, p: quantile, q: 1 - quantile) <= tail
    }
    return k.map { UInt64($0) + 1 }
  }

  /// The smallest rank s for which s or more come in at most so small a share of all cases.
  private static func high(_ quantile: Double, _ n: Double, _ tail: Double) -> UInt64? {
    // The mirror image: that number of observations or fewer above the quantile.
    let k = lastTrue(below: n * (1 - quantile)) { k in
      BinomialTail.atMost(k, in: n, p: 1 - quantile, q: quantile) <= tail
    }
    return k.map { UInt64(n) - UInt64($0) }
  }

  /// The largest whole number from 0 to below a bound for which a condition holds that no larger one
  /// than another that fails it can meet; `nil` if it fails for 0.
  private static func lastTrue(below bound: Double, _ holds: (Double) -> Bool) -> Double? {
    var low = 0.0
    var high = bound.rounded(.down)
    if !holds(0) { return nil }
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }
}
