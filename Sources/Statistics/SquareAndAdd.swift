/// The interval of a difference from those of its two terms, which are not both at their far ends at once:
/// how far the ends are from the estimates is put together as errors are, by squares, with what the two
/// have in common (Newcombe, *Improved Confidence Intervals for the Difference Between Binomial Proportions
/// Based on Paired Data*, Statistics in Medicine 17, 1998; Zou and Donner, *Construction of Confidence Limits
/// About Effect Measures*, Statistics in Medicine 27, 2008).
package enum SquareAndAdd {
  /// One value less another.
  ///
  /// - Parameter correlation: that of the two estimates; in -1 ... 1.
  package static func difference(
    _ one: Estimate, less other: Estimate, correlation: Double
  ) -> Estimate {
    func together(_ one: Double, _ other: Double) -> Double {
      // Never below 0 but for rounding.
      max(one * one - 2 * correlation * one * other + other * other, 0).squareRoot()
    }
    let value = one.value - other.value
    return Estimate(
      value: value, low: value - together(one.value - one.low, other.high - other.value),
      high: value + together(one.high - one.value, other.value - other.low))
  }
}
