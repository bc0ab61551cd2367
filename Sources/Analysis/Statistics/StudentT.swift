import Simulation

/// Student's distribution, for the mean of a few independent observations.
enum StudentT {
  /// The value that is exceeded with a probability.
  ///
  /// Bisection on the tail: it falls from ½ to 0, and what is wanted is the same double everywhere.
  ///
  /// - Parameters:
  ///   - tail: strictly between 0 and ½.
  ///   - degrees: of freedom; at least 1.
  static func quantile(tail: Double, degrees: Double) -> Double {
    var low = 0.0
    var high = 1.0
    while self.tail(beyond: high, degrees: degrees) > tail { high *= 2 }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if self.tail(beyond: middle, degrees: degrees) > tail { low = middle } else { high = middle }
    }
    return high
  }

  /// The probability of a value above t: half the regularised incomplete beta function
  /// I(ν / (ν + t²); ν / 2, ½) (Abramowitz and Stegun, 26.7.1).
  static func tail(beyond t: Double, degrees: Double) -> Double {
    if t == 0 { return 0.5 }
    let square = t * t
    return 0.5
      * incompleteBeta(
        degrees / (degrees + square), complement: square / (degrees + square), degrees / 2, 0.5)
  }

  /// I(x; a, b), by the continued fraction of *Numerical Recipes*, 6.4, in whichever of x and 1 − x
  /// it converges.
  private static func incompleteBeta(
    _ x: Double, complement: Double, _ a: Double, _ b: Double
  ) -> Double {
    let logarithm =
      Elementary.logGamma(a + b) - Elementary.logGamma(a) - Elementary.logGamma(b)
      + a * Elementary.logarithm(of: x) + b * Elementary.logarithm(of: complement)
    let front = Elementary.exponential(of: logarithm)
    if x < (a + 1) / (a + b + 2) { return front * fraction(x, a, b) / a }
    return 1 - front * fraction(complement, b, a) / b
  }

  /// Lentz's method.
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func apart(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / apart(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...1_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / apart(1 + even * d)
      c = apart(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / apart(1 + odd * d)
      c = apart(1 + odd / c)
      result *= d * c
      if (d * c - 1).magnitude < 1e-15 { break }
    }
    return result
  }
}
