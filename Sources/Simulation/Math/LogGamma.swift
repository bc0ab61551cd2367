extension Elementary {
  /// ln Γ(x), so that ln n! is `logGamma(n + 1)`.
  ///
  /// The relative error is at most 10⁻¹⁵, near the zeros at 1 and 2 too. Of 0 it is +∞, of a
  /// negative number NaN.
  ///
  /// From 10 on by Stirling's series (DLMF 5.11.1), from 1½ to 2½ by the power series around 2, and
  /// elsewhere by Γ(x + 1) = x Γ(x).
  ///
  /// - Parameter x: positive.
  public static func logGamma(_ x: Double) -> Double {
    if !(x > 0) { return x == 0 ? .infinity : .nan }
    if x >= 10 { return stirlingSeries(x) }
    if x < 0.5 { return logGammaAroundTwo(x) - logarithmOfOnePlus(x) - logarithm(of: x) }
    if x < 1.5 { return logGammaAroundTwo(x - 1) - logarithmOfOnePlus(x - 1) }
    var factor = x
    var product = 1.0
    while factor >= 2.5 {
      factor -= 1
      product *= factor
    }
    return logarithm(of: product) + logGammaAroundTwo(factor - 2)
  }

  /// - Parameter x: at least 10, or the terms left out would count.
  private static func stirlingSeries(_ x: Double) -> Double {
    let halfLogarithmOfTwoPi = 0.9189385332046728
    let z = 1 / (x * x)
    let series =
      1.0 / 12
      - (1.0 / 360
        - (1.0 / 1_260
          - (1.0 / 1_680 - (1.0 / 1_188 - (691.0 / 360_360 - (1.0 / 156) * z) * z) * z) * z) * z)
      * z
    return (x - 0.5) * (logarithm(of: x) - 1) + (halfLogarithmOfTwoPi - 0.5 + series / x)
  }

  /// ln Γ(2 + z) = (1 − γ) z + Σ (−1)ᵏ (ζ(k) − 1) zᵏ / k, for k from 2 (DLMF 5.7.3).
  ///
  /// - Parameter z: at most ½ either way, so that the terms beyond k = 27 are below 10⁻¹⁷ of the sum.
  private static func logGammaAroundTwo(_ z: Double) -> Double {
    // From k = 27 down to 1.
    let coefficients = [
      -2.7595228851242334e-10, 5.731367241678862e-10, -1.1921401405860912e-09,
      2.4836745438024785e-09, -5.183475041970047e-09, 1.0838659214896955e-08,
      -2.2711094608943164e-08, 4.7698101693639804e-08, -1.0043224823968099e-07,
      2.1207184805554665e-07, -4.492469198764566e-07, 9.55141213040742e-07,
      -2.039215753801366e-06, 4.374866789907488e-06, -9.439488275268397e-06,
      2.050721277567069e-05, -4.492623673813314e-05, 9.945751278180853e-05,
      -0.00022315475845357939, 0.0005096695247430425, -0.001192753911703261,
      0.0028905103307415234, -0.007385551028673986, 0.020580808427784546,
      -0.0673523010531981, 0.3224670334241132, 0.42278433509846713,
    ]
    var sum = 0.0
    for coefficient in coefficients { sum = sum * z + coefficient }
    return sum * z
  }
}
