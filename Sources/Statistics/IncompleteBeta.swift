import Simulation

/// The regularised incomplete beta function, by the continued fraction of *Numerical Recipes*, 6.4.
package enum IncompleteBeta {
  /// I(x; a, b), in whichever of x and 1 − x the fraction converges; in some √(a + b) steps.
  ///
  /// - Parameters:
  ///   - x: strictly between 0 and 1.
  ///   - complement: 1 − x.
  ///   - a: above 0, as is b.
  package static func value(at x: Double, complement: Double, _ a: Double, _ b: Double) -> Double {
    let front = density(at: x, complement: complement, a, b) * x * complement
    if x < (a + 1) / (a + b + 2) { return front * fraction(x, a, b) / a }
    return 1 - front * fraction(complement, b, a) / b
  }

  /// Its slope: the density of the beta distribution.
  package static func density(at x: Double, complement: Double, _ a: Double, _ b: Double) -> Double
  {
    Elementary.exponential(
      of: Elementary.logGamma(a + b) - Elementary.logGamma(a) - Elementary.logGamma(b)
        + (a - 1) * Elementary.logarithm(of: x) + (b - 1) * Elementary.logarithm(of: complement))
  }

  /// Lentz's method.
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func apart(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / apart(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...1_000_000 {
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
