import Simulation

/// The interval, of 95 % unless told otherwise, of the mean of weights of which most are 0 (Fay and
/// Feuer, *Confidence Intervals for Directly Standardized Rates: A Method Based on the Gamma
/// Distribution*, Statistics in Medicine 16, 1997).
///
/// Where all weights are 1 it is the exact interval of a Poisson count, which is a little longer than
/// that of Clopper and Pearson; where there are many it is the normal one. The upper end allows for one
/// more hit that weighs as much as the largest seen. What weighs more, and was never seen, nothing can
/// allow for: that is what `WeightDiagnosis` is for.
package enum GammaInterval {
  /// - Parameters:
  ///   - sum: of the weights, in units of the largest; at least 1.
  ///   - variance: of that sum, in the square of the same unit; at least 1. Of weights that come by themselves it is
  ///     the sum of their squares.
  ///   - largest: of the weights; positive.
  ///   - trials: how many there were, those of weight 0 included.
  ///   - tail: what each end leaves out; strictly between 0 and ½.
  package static func interval(
    sum: Double, variance: Double, largest: Double, of trials: UInt64, tail: Double = 0.025
  ) -> Estimate {
    let n = Double(trials)
    let low = variance / sum * quantile(tail, shape: sum * sum / variance)
    let shape = (sum + 1) * (sum + 1) / (variance + 1)
    let high = (variance + 1) / (sum + 1) * quantile(1 - tail, shape: shape)
    return Estimate(
      value: sum * largest / n, low: low * largest / n, high: high * largest / n)
  }

  /// A quantile of the gamma distribution of scale 1.
  ///
  /// For large shapes Wilson and Hilferty's cube (*The Distribution of Chi-Square*, 1931), which is then
  /// right to a millionth; for others bisection.
  package static func quantile(_ p: Double, shape: Double) -> Double {
    let third = 1 / (9 * shape)
    let root = 1 - third + Elementary.normalQuantile(p) * third.squareRoot()
    if shape >= 1_000 { return shape * root * root * root }
    var low = 0.0
    var high = max(shape, 1)
    while atMost(high, shape: shape) < p { high *= 2 }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if atMost(middle, shape: shape) < p { low = middle } else { high = middle }
    }
    return high
  }

  /// The regularised lower incomplete gamma function P(a, x) (*Numerical Recipes*, 6.2).
  package static func atMost(_ x: Double, shape a: Double) -> Double {
    if x <= 0 { return 0 }
    let front = Elementary.exponential(
      of: a * Elementary.logarithm(of: x) - x - Elementary.logGamma(a))
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var n = a
      while term > sum * 1e-16 {
        n += 1
        term *= x / n
        sum += term
      }
      return front * sum
    }
    // Lentz's method for the complement.
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var result = d
    for step in 1...10_000 {
      let i = Double(step)
      let factor = -i * (i - a)
      b += 2
      d = 1 / (factor * d + b)
      c = b + factor / c
      result *= d * c
      if (d * c - 1).magnitude < 1e-15 { break }
    }
    return 1 - front * result
  }
}
