/// Elementary functions that give the same bits on every processor.
///
/// The mathematical library of each platform rounds in its own way, so a result that went through it
/// could differ from machine to machine. These functions use IEEE 754 additions, multiplications,
/// divisions and square roots, and the bits of a number; nothing is fused or reordered.
public enum Elementary {}

extension Elementary {
  /// The natural logarithm.
  ///
  /// At most 1 ulp from the true value. Of 0 it is −∞, of a negative number NaN, of +∞ it is +∞.
  ///
  /// With x = 2^k · (1 + f), 1 + f near 1 and s = f / (2 + f): log(1 + f) = 2 artanh(s), by the
  /// minimax polynomial of fdlibm's `e_log.c` (Sun Microsystems, 1993).
  @inlinable
  public static func logarithm(of x: Double) -> Double {
    if !(x >= Double.leastNormalMagnitude) || x == .infinity { return logarithmAtTheEdge(of: x) }
    // The bits of √½ are taken off, so that 1 + f lies between √½ and √2.
    let offset: UInt64 = 0x3fe6_a09e_0000_0000
    let shifted = x.bitPattern &- offset
    let exponent = Int64(bitPattern: shifted) >> 52
    let mantissa = (shifted & 0x000f_ffff_ffff_ffff) &+ offset
    let f = Double(bitPattern: mantissa) - 1
    let k = Double(exponent)

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
    // ln 2 in two parts: k times the first is exact.
    return s * (halfSquare + (even + odd)) + k * 1.90821492927058770002e-10 - halfSquare + f
      + k * 6.93147180369123816490e-01
  }

  @usableFromInline
  static func logarithmAtTheEdge(of x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    // Below the normal numbers: 2⁵⁴ times as much is normal, and 54 ln 2 is taken off in two parts.
    return logarithm(of: x * 0x1p54) - 37.42994775023704671
  }

  /// The exponential function.
  ///
  /// At most 1 ulp from the true value where that is a normal number; below, at most half a unit of
  /// the last place more. Overflows to +∞ and underflows to 0.
  ///
  /// With x = k ln 2 + r, |r| ≤ ½ ln 2: 2^k · e^r, by the rational approximation of fdlibm's
  /// `e_exp.c` (Sun Microsystems, 1993).
  @inlinable
  public static func exponential(of x: Double) -> Double {
    if !(x > -746) { return x.isNaN ? x : 0 }
    if x > 709.782712893383973096 { return .infinity }
    let k = (x * 1.44269504088896338700 + (x < 0 ? -0.5 : 0.5)).rounded(.towardZero)
    let high = x - k * 6.93147180369123816490e-01
    let low = k * 1.90821492927058770002e-10
    let r = high - low
    let square = r * r
    let c =
      r - square
      * (1.66666666666666019037e-01 + square
        * (-2.77777777770155933842e-03 + square
          * (6.61375632143793436117e-05 + square
            * (-1.65339022054652515390e-06 + square * 4.13813679705723846039e-08))))
    let y = 1 + (r * c / (2 - c) - low + high)
    return scaled(y, by: Int(k))
  }

  /// y · 2^k, for y near 1 and k of −1,077 to 1,024.
  @inlinable
  static func scaled(_ y: Double, by k: Int) -> Double {
    if k >= -1_021 && k <= 1_023 {
      return y * Double(bitPattern: UInt64(k + 1_023) << 52)
    }
    // In two steps, of which only the last may round.
    if k > 1_023 { return y * 0x1p1023 * 2 }
    return y * 0x1p-1021 * Double(bitPattern: UInt64(k + 1_021 + 1_023) << 52)
  }

  /// e^x − 1, without losing the digits of a small x.
  ///
  /// At most 4 ulp from the true value (Kahan's correction of the rounding of e^x; Higham, *Accuracy
  /// and Stability of Numerical Algorithms*, 1.14.1).
  public static func exponentialMinusOne(_ x: Double) -> Double {
    let power = exponential(of: x)
    if power == 1 { return x }
    let difference = power - 1
    if difference == -1 || power == .infinity { return difference }
    return difference * x / logarithm(of: power)
  }

  /// A power of a number.
  ///
  /// The relative error is at most (2 + |exponent · ln base|) · 2⁻⁵²: the logarithm's, made larger by
  /// the exponential.
  ///
  /// - Parameter base: positive or zero.
  @inlinable
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 { return 1 }
    return exponential(of: exponent * logarithm(of: base))
  }
}
