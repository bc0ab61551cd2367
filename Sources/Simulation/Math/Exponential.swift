extension Elementary {
  /// The exponential function.
  ///
  /// At most 1 ulp from the true value. Above 709.78 it overflows to +∞; below −708.39 the result
  /// is subnormal, below −745.13 it is 0.
  @inlinable
  public static func exponential(of x: Double) -> Double {
    exponential(of: x, plus: 0)
  }

  /// e^(x + correction), for a correction below the last place of x.
  @inlinable
  static func exponential(of x: Double, plus correction: Double) -> Double {
    if !(x.magnitude < 708) { return exponentialAtTheEdge(of: x, plus: correction) }
    let (k, growth) = reducedExponential(of: x, plus: correction)
    return (1 + (growth.low + growth.high)) * powerOfTwo(k)
  }

  /// The exponential where it overflows, underflows or is subnormal; the ordinary case is
  /// elsewhere, so that it can be inlined.
  @usableFromInline
  static func exponentialAtTheEdge(of x: Double, plus correction: Double) -> Double {
    if x.isNaN { return x }
    if x > 710 { return .infinity }
    if x < -746 { return 0 }
    let (k, growth) = reducedExponential(of: x, plus: correction)
    let y = 1 + (growth.low + growth.high)
    // In two steps, of which only the last may round.
    return k > 0 ? y * 0x1p1000 * powerOfTwo(k - 1_000) : y * 0x1p-1000 * powerOfTwo(k + 1_000)
  }

  /// e^x − 1, without losing the digits of a small x.
  ///
  /// At most 1.3 ulp from the true value. Above 709.78 it overflows to +∞.
  @inlinable
  public static func exponentialMinusOne(_ x: Double) -> Double {
    // Beyond, the 1 is less than a quarter of the last place of the result, or all of it.
    if !(x.magnitude < 40) { return x < 0 ? -1 : exponential(of: x) }
    // Nothing of a subnormal number may go through a product.
    if x.magnitude < 0x1p-54 { return x }
    let (k, growth) = reducedExponential(of: x, plus: 0)
    // 2^k (1 + growth) − 1
    let sum = exactSum(1 - powerOfTwo(-k), growth.high)
    return powerOfTwo(k) * (sum.high + (growth.low + sum.low))
  }

  /// x + correction = k ln 2 + r with |r| ≤ ½ ln 2: k, and e^r − 1 in two parts of which the first
  /// is the far larger one.
  ///
  /// e^r − 1 = r + r c / (2 − c), where c is r less a minimax polynomial of r²: that of fdlibm's
  /// `e_exp.c` (Sun Microsystems, 1993).
  @inlinable
  static func reducedExponential(
    of x: Double, plus correction: Double
  ) -> (k: Int, growth: (high: Double, low: Double)) {
    // Adding 1.5 · 2⁵² rounds to a whole number and leaves it in the last bits.
    let rounder = 0x1.8p52
    let shifted = x * 1.44269504088896338700 + rounder
    let k = shifted - rounder
    let high = x - k * logarithmOfTwo.high
    let low = k * logarithmOfTwo.low - correction
    let r = high - low
    let square = r * r
    let c =
      r - square
      * (1.66666666666666019037e-01 + square
        * (-2.77777777770155933842e-03 + square
          * (6.61375632143793436117e-05 + square
            * (-1.65339022054652515390e-06 + square * 4.13813679705723846039e-08))))
    return (
      Int(truncatingIfNeeded: Int32(truncatingIfNeeded: shifted.bitPattern)),
      (high, r * c / (2 - c) - low)
    )
  }

  /// 2^k, for k of −1,022 to 1,023.
  @inlinable
  static func powerOfTwo(_ k: Int) -> Double {
    Double(bitPattern: UInt64(truncatingIfNeeded: k &+ 1_023) &<< 52)
  }
}
