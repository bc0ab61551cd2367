extension Elementary {
  /// The natural logarithm.
  ///
  /// At most 0.9 ulp from the true value. Of 0 it is −∞, of a negative number NaN, of +∞ it is +∞.
  @inlinable
  public static func logarithm(of x: Double) -> Double {
    // One comparison of integers sorts out zero, subnormal and negative numbers, +∞ and NaN.
    if x.bitPattern &- 0x0010_0000_0000_0000 >= 0x7fe0_0000_0000_0000 {
      return logarithmAtTheEdge(of: x)
    }
    return logarithm(ofNormal: x)
  }

  /// The natural logarithm of a normal, positive and finite number, without a branch.
  @inlinable
  static func logarithm(ofNormal x: Double) -> Double {
    let (exponent, f) = splitAroundOne(x)
    return logarithm(exponent: exponent, f: f, low: exponent * logarithmOfTwo.low)
  }

  /// The logarithm of zero, of a negative or subnormal number, of infinity and of no number.
  @usableFromInline
  static func logarithmAtTheEdge(of x: Double) -> Double {
    if x == 0 { return -.infinity }
    if !(x > 0) { return .nan }
    if x == .infinity { return x }
    // A subnormal number: 2⁵⁴ times as much is normal.
    let (exponent, f) = splitAroundOne(x * 0x1p54)
    return logarithm(exponent: exponent - 54, f: f, low: (exponent - 54) * logarithmOfTwo.low)
  }

  /// ln (1 + x), without losing the digits of a small x.
  ///
  /// At most 0.9 ulp from the true value. Of −1 it is −∞, of less NaN, of +∞ it is +∞.
  @inlinable
  public static func logarithmOfOnePlus(_ x: Double) -> Double {
    let sum = exactSum(1, x)
    if !(sum.high > 0) || sum.high == .infinity { return logarithm(of: sum.high) }
    let (exponent, f) = splitAroundOne(sum.high)
    let low = exponent * logarithmOfTwo.low + sum.low / sum.high
    return logarithm(exponent: exponent, f: f, low: low)
  }

  /// ln 2 in two parts: a whole number of up to eleven bits times the first is exact.
  @inlinable
  static var logarithmOfTwo: (high: Double, low: Double) {
    (6.93147180369123816490e-01, 1.90821492927058770002e-10)
  }

  /// A number as 2 ^ exponent · (1 + f), with 1 + f between √½ and √2.
  ///
  /// - Parameter x: normal, positive and finite.
  @inlinable
  static func splitAroundOne(_ x: Double) -> (exponent: Double, f: Double) {
    let bitsOfRootOfHalf: UInt64 = 0x3fe6_a09e_0000_0000
    let shifted = x.bitPattern &- bitsOfRootOfHalf
    // As a number between 0 and 2048, the low bits of 2⁵²: a processor can do so for several at once.
    let exponent = Double(bitPattern: (shifted &+ 1024 << 52) >> 52 | 0x4330_0000_0000_0000)
    let mantissa = (shifted & 0x000f_ffff_ffff_ffff) &+ bitsOfRootOfHalf
    return (exponent - (0x1p52 + 1024), Double(bitPattern: mantissa) - 1)
  }

  /// exponent · (high part of ln 2) + ln (1 + f) + low.
  ///
  /// With s = f / (2 + f), ln (1 + f) = 2 artanh s = f − s (f − R), where R is a minimax polynomial
  /// of s²: that of fdlibm's `e_log.c` (Sun Microsystems, 1993).
  @inlinable
  static func logarithm(exponent: Double, f: Double, low: Double) -> Double {
    let halfSquare = 0.5 * f * f
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let odd =
      z
      * (6.666666666666735130e-01 + w
        * (2.857142874366239149e-01 + w
          * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    let even =
      w
      * (3.999999999940941908e-01 + w
        * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    return s * (halfSquare + (even + odd)) + low - halfSquare + f + exponent * logarithmOfTwo.high
  }
}
