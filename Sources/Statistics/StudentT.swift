import Simulation

/// Student's distribution, for the mean of a few independent observations.
package enum StudentT {
  /// The value that is exceeded with a probability.
  ///
  /// Bisection on the tail: it falls from ½ to 0, and what is wanted is the same double everywhere.
  ///
  /// - Parameters:
  ///   - tail: strictly between 0 and ½.
  ///   - degrees: of freedom; at least 1.
  package static func quantile(tail: Double, degrees: Double) -> Double {
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
  package static func tail(beyond t: Double, degrees: Double) -> Double {
    if t == 0 { return 0.5 }
    let square = t * t
    return 0.5
      * IncompleteBeta.value(
        at: degrees / (degrees + square), complement: square / (degrees + square), degrees / 2, 0.5)
  }
}
