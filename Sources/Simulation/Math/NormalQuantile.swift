extension Elementary {
  /// The quantile of the standard normal distribution.
  ///
  /// The relative error is at most 10⁻¹⁵ (Wichura, *Algorithm AS 241: The Percentage Points of
  /// the Normal Distribution*, Applied Statistics 37, 1988; PPND16).
  ///
  /// - Parameter p: strictly between 0 and 1; anything else gives NaN.
  public static func normalQuantile(_ p: Double) -> Double {
    let q = p - 0.5
    if q.magnitude <= 0.425 {
      let r = 0.180625 - q * q
      return q * central(r)
    }
    let tail = q < 0 ? p : 1 - p
    var r = root(-logarithm(of: tail))
    let value: Double
    if r <= 5 {
      r -= 1.6
      value = middle(r)
    } else {
      r -= 5
      value = far(r)
    }
    return q < 0 ? -value : value
  }

  /// The square root, to 1 ulp, by Heron's method.
  ///
  /// The standard library's own would be exact, but calls libm's for negative numbers, so a program
  /// that uses this module alone would not link on Linux.
  private static func root(_ x: Double) -> Double {
    // Half the exponent: at most 7 % off. Every step squares that error and halves it.
    var root = Double(bitPattern: (x.bitPattern &>> 1) &+ 0x1ff8_0000_0000_0000)
    for _ in 0..<4 { root = 0.5 * (root + x / root) }
    return root
  }

  /// |p − ½| ≤ 0.425, in r = 0.180625 − (p − ½)².
  private static func central(_ r: Double) -> Double {
    let above =
      ((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r
        + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r
        + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
        + 1.3314166789178437745e2) * r + 3.3871328727963666080e0
    let below =
      ((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r
        + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r
        + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
        + 4.2313330701600911252e1) * r + 1
    return above / below
  }

  /// Tails down to e⁻²⁵, in r = √(−ln tail) − 1.6.
  private static func middle(_ r: Double) -> Double {
    let above =
      ((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
        + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r
        + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
        + 4.63033784615654529590e0) * r + 1.42343711074968357734e0
    let below =
      ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r
        + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r
        + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
        + 2.05319162663775882187e0) * r + 1
    return above / below
  }

  /// Tails below e⁻²⁵, in r = √(−ln tail) − 5.
  private static func far(_ r: Double) -> Double {
    let above =
      ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
        + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r
        + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
        + 5.46378491116411436990e0) * r + 6.65790464350110377720e0
    let below =
      ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r
        + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
        + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
        + 5.99832206555887937690e-1) * r + 1
    return above / below
  }
}
