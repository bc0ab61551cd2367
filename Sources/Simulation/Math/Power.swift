extension Elementary {
  /// A power of a number.
  ///
  /// At most 2 ulp from the true value. A number to the power of 0 is 1, and 1 to any power.
  ///
  /// - Parameter base: positive or zero; a negative one gives NaN.
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 || base == 1 { return 1 }
    if base.isNaN || exponent.isNaN || base < 0 { return .nan }
    if base == 0 || base == .infinity || exponent.isInfinite {
      return (base > 1) == (exponent > 0) ? .infinity : 0
    }
    // An error of the logarithm counts as often as the exponent says, so it has twice the digits.
    let logarithm = longLogarithm(of: base)
    let rough = exponent * logarithm.high
    if !(rough.magnitude < 750) { return rough > 0 ? .infinity : 0 }
    let product = exactProduct(exponent, logarithm.high)
    return exponential(of: product.high, plus: product.low + exponent * logarithm.low)
  }

  /// The natural logarithm in two parts, the second below the last place of the first, to a relative
  /// error of 2⁻⁶³.
  ///
  /// As in `logarithm(of:)`, but with the first two terms of the series of artanh in two parts.
  ///
  /// - Parameter x: positive, finite, and not 1.
  static func longLogarithm(of x: Double) -> (high: Double, low: Double) {
    let isSubnormal = x < .leastNormalMagnitude
    let (exponentOfNormal, f) = splitAroundOne(isSubnormal ? x * 0x1p54 : x)
    let exponent = isSubnormal ? exponentOfNormal - 54 : exponentOfNormal

    // s = f / (2 + f)
    let divisor = exactSum(2, f)
    let quotient = f / divisor.high
    let back = exactProduct(quotient, divisor.high)
    let s = (
      high: quotient,
      low: (((f - back.high) - back.low) - quotient * divisor.low) / divisor.high
    )

    // 2 artanh s = 2 s + ⅔ s³ + s⁵ (2/5 + 2/7 s² + …)
    let square = exactProduct(s.high, s.high)
    let z = square.high
    let w = z * z
    let even =
      2.0 / 5 + w * (2.0 / 9 + w * (2.0 / 13 + w * (2.0 / 17 + w * (2.0 / 21 + w * (2.0 / 25)))))
    let odd =
      2.0 / 7 + w * (2.0 / 11 + w * (2.0 / 15 + w * (2.0 / 19 + w * (2.0 / 23 + w * (2.0 / 27)))))
    let series = even + z * odd
    let twoThirds = (high: 2.0 / 3, low: 0x1.5555555555555p-55)
    let cubeOverS = exactProduct(z, twoThirds.high)
    let cubeOverSLow =
      cubeOverS.low + z * twoThirds.low
      + (square.low + 2 * s.high * s.low) * twoThirds.high + w * series
    let cube = exactProduct(s.high, cubeOverS.high)
    let cubeLow = cube.low + s.high * cubeOverSLow + s.low * cubeOverS.high

    let first = exactSum(exponent * logarithmOfTwo.high, 2 * s.high)
    let second = exactSum(first.high, cube.high)
    let low = first.low + second.low + 2 * s.low + cubeLow + exponent * logarithmOfTwo.low
    let high = second.high + low
    return (high, low - (high - second.high))
  }
}
