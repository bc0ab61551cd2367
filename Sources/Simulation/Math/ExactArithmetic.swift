extension Elementary {
  /// The sum of two numbers and what its rounding lost (Knuth, *The Art of Computer Programming*,
  /// 4.2.2).
  @inlinable
  static func exactSum(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
    let sum = a + b
    let addend = sum - a
    return (sum, (a - (sum - addend)) + (b - addend))
  }

  /// The product of two numbers and what its rounding lost (Dekker, *A Floating-Point Technique for
  /// Extending the Available Precision*, 1971).
  @inlinable
  static func exactProduct(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
    let product = a * b
    let (aHigh, aLow) = halves(of: a)
    let (bHigh, bLow) = halves(of: b)
    return (product, ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow)
  }

  /// A number as the sum of two of at most 26 bits each, whose products are exact.
  @inlinable
  static func halves(of x: Double) -> (high: Double, low: Double) {
    let scaled = x * 0x1.0000002p27
    let high = scaled - (scaled - x)
    return (high, x - high)
  }
}
