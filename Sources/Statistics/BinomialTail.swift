import Simulation

/// The binomial distribution: k of n independent trials, each with probability p.
package enum BinomialTail {
  /// The probability of exactly k.
  ///
  /// Loader's saddle-point form (*Fast and Accurate Computation of Binomial Probabilities*, 2000): no
  /// factorial is formed, so nothing cancels for n up to 10¹⁵.
  ///
  /// - Parameters:
  ///   - p: strictly between 0 and 1.
  ///   - q: 1 − p, given beside p so that neither loses its digits.
  package static func probability(of k: Double, in n: Double, p: Double, q: Double) -> Double {
    if k == 0 { return Elementary.exponential(of: n * Elementary.logarithmOfOnePlus(-p)) }
    if k == n { return Elementary.exponential(of: n * Elementary.logarithmOfOnePlus(-q)) }
    let exponent =
      stirlingError(n) - stirlingError(k) - stirlingError(n - k)
      - deviance(k, n * p) - deviance(n - k, n * q)
    return Elementary.exponential(of: exponent)
      * (n / (2 * Double.pi * k * (n - k))).squareRoot()
  }

  /// The probability of k or more, where that is the smaller tail: p below k / n.
  ///
  /// Sums the terms outwards from k. Each is smaller than the one before, and all are positive, so
  /// nothing cancels, and some ten standard deviations of them are enough.
  package static func atLeast(_ k: Double, in n: Double, p: Double, q: Double) -> Double {
    let odds = p / q
    var sum = 1.0
    var term = 1.0
    var count = k
    while count < n {
      term *= (n - count) / (count + 1) * odds
      count += 1
      sum += term
      if term < sum * 1e-17 { break }
    }
    return probability(of: k, in: n, p: p, q: q) * sum
  }

  /// The probability of k or less, where that is the smaller tail: p above k / n.
  package static func atMost(_ k: Double, in n: Double, p: Double, q: Double) -> Double {
    atLeast(n - k, in: n, p: q, q: p)
  }

  /// ln n! − ln(√(2πn) (n/e)ⁿ), for whole n.
  private static func stirlingError(_ n: Double) -> Double {
    if n < 16 {
      var factorial = 1.0
      var factor = 2.0
      while factor <= n {
        factorial *= factor
        factor += 1
      }
      if n == 0 { return 0 }
      return Elementary.logarithm(of: factorial) - 0.5 * Elementary.logarithm(of: 2 * .pi * n)
        - n * Elementary.logarithm(of: n) + n
    }
    let square = n * n
    let series =
      1.0 / 12
      - (1.0 / 360 - (1.0 / 1_260 - (1.0 / 1_680 - 1.0 / 1_188 / square) / square)
        / square)
      / square
    return series / n
  }

  /// x ln(x / m) + m − x, without cancellation where x is near m.
  private static func deviance(_ x: Double, _ m: Double) -> Double {
    if (x - m).magnitude >= 0.1 * (x + m) {
      return x * Elementary.logarithm(of: x / m) + m - x
    }
    let v = (x - m) / (x + m)
    var sum = (x - m) * v
    var term = 2 * x * v
    var divisor = 3.0
    while true {
      term *= v * v
      let next = sum + term / divisor
      if next == sum { return sum }
      sum = next
      divisor += 2
    }
  }
}
