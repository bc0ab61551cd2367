import Simulation

/// The interval of a mean, from exact sums: the mean ± a number of standard errors, 1.96 for 95%.
public enum MeanInterval {
  /// The mean of a number of whole numbers, in another unit.
  ///
  /// - Parameters:
  ///   - sum: of the numbers.
  ///   - sumOfSquares: of the numbers' squares; `UInt128.max` stands for a sum that became too large.
  ///   - count: how many there are; at least 1.
  ///   - unit: what one of them is, in the unit of the estimate.
  public static func interval(
    sum: UInt128, sumOfSquares: UInt128, count: UInt64, unit: Double
  ) -> Estimate {
    let mean = Double(sum) / Double(count)
    if sumOfSquares == .max {
      return Estimate(value: mean * unit, low: 0, high: .infinity)
    }
    // Σx² − (Σx)²/n, with the mean split into a whole part, which is taken off exactly, and a rest
    // below 1, of which nothing can cancel.
    let whole = sum / UInt128(count)
    let rest = Double(sum - whole * UInt128(count)) / Double(count)
    let n = UInt128(count)
    // Σ(x − whole)² = Σx² − 2·whole·Σx + n·whole²; modulo 2¹²⁸, where the true value fits.
    let squares = sumOfSquares &- 2 &* whole &* sum &+ n &* whole &* whole
    let deviations = Double(squares) - Double(count) * rest * rest
    return interval(
      mean: mean * unit, squaredDeviations: deviations * unit * unit, count: count)
  }

  /// A mean with the sum of the squared deviations from it.
  ///
  /// A single observation bounds nothing: its interval is all numbers.
  ///
  /// - Parameter tail: what each end leaves out; strictly between 0 and ½.
  public static func interval(
    mean: Double, squaredDeviations: Double, count: UInt64, tail: Double = 0.025
  ) -> Estimate {
    precondition(count > 0, "a mean needs an observation")
    if count == 1 { return Estimate(value: mean, low: -.infinity, high: .infinity) }
    let n = Double(count)
    let variance = max(squaredDeviations, 0) / (n - 1)
    return interval(mean: mean, standardError: (variance / n).squareRoot(), tail: tail)
  }

  /// A mean of known standard error.
  ///
  /// - Parameter tail: what each end leaves out; strictly between 0 and ½.
  package static func interval(mean: Double, standardError: Double, tail: Double = 0.025)
    -> Estimate
  {
    let margin = -Elementary.normalQuantile(tail) * standardError
    return Estimate(value: mean, low: mean - margin, high: mean + margin)
  }
}
