/// The distribution of a delay: how long a request travels, a server works, a client waits.
///
/// ```swift
/// let latency = Latency.exponential(mean: .milliseconds(20))
/// ```
///
/// A value is drawn from 64 random bits by inverting the distribution function, so one draw decides
/// one delay; only a mixture uses its bits twice, first to choose a part. Values are rounded to whole
/// nanoseconds and cut to `Delay.longest`.
public enum Latency: Hashable, Sendable {
  /// Always the same delay.
  case constant(Delay)
  /// Every length from the first to the second delay, both included, equally likely.
  case uniform(from: Delay, to: Delay)
  /// The time to the next of events that happen at a constant rate.
  case exponential(mean: Delay)
  /// A delay whose logarithm is normally distributed around that of its median.
  case lognormal(median: Delay, sigma: Double)
  /// A heavy tail: longer than x with probability (scale / x) ^ shape, never shorter than `scale`.
  case pareto(scale: Delay, shape: Double)
  /// Longer than x with probability exp(−(x / scale) ^ shape).
  case weibull(scale: Delay, shape: Double)
  /// Known by some of its percentiles, with power laws between them.
  case percentiles(Percentiles)
  /// One of finitely many values, each with its weight.
  case empirical(Weighted<Delay>)
  /// A choice between distributions, each with its weight.
  indirect case mixture(Weighted<Latency>)

  /// A delay of zero.
  public static var none: Latency { .constant(.zero) }

  /// The delay that 64 uniformly distributed bits stand for.
  @inlinable
  public func delay(bits: UInt64) -> Delay {
    switch self {
    case .constant(let delay):
      delay
    case .exponential(let mean):
      Latency.exponentialDelay(mean: mean, bits: bits)
    case .uniform(let from, let to):
      Latency.uniformDelay(from: from, to: to, bits: bits)
    default:
      delayOfRarerKind(bits: bits)
    }
  }

  /// The delay of a random word for any distribution. The common ones are decided before, where
  /// the code can be inlined.
  ///
  /// Each is the quantile function of the distribution: the same word gives a longer delay
  /// wherever the distribution has longer ones.
  @usableFromInline
  func delayOfRarerKind(bits: UInt64) -> Delay {
    switch self {
    case .constant(let delay):
      return delay
    case .uniform(let from, let to):
      return Latency.uniformDelay(from: from, to: to, bits: bits)
    case .exponential(let mean):
      return Latency.exponentialDelay(mean: mean, bits: bits)
    case .lognormal(let median, let sigma):
      let normal = Elementary.normalQuantile(Latency.openUnit(bits))
      return Delay(
        rounding: Double(median.nanoseconds) * Elementary.exponential(of: sigma * normal))
    case .pareto(let scale, let shape):
      let logarithm = Elementary.logarithm(of: Latency.positiveUnit(bits))
      return Delay(
        rounding: Double(scale.nanoseconds) * Elementary.exponential(of: -logarithm / shape))
    case .weibull(let scale, let shape):
      let exponential = -Elementary.logarithm(of: Latency.positiveUnit(bits))
      guard exponential > 0 else { return .zero }
      return Delay(
        rounding: Double(scale.nanoseconds) * Elementary.power(exponential, 1 / shape))
    case .percentiles(let percentiles):
      return percentiles.delay(above: Latency.positiveUnit(bits))
    case .empirical(let values):
      return values.element(bits: bits)
    case .mixture(let parts):
      // The bits that chose the part are used up: its own draw takes fresh ones.
      return parts.element(bits: bits).delay(bits: KeyedRandom.mixed(bits ^ 0x9e37_79b9_7f4a_7c15))
    }
  }

  /// −mean · ln u with u in (0, 1] (Devroye, *Non-Uniform Random Variate Generation*, II.2).
  @inlinable
  static func exponentialDelay(mean: Delay, bits: UInt64) -> Delay {
    Delay(
      rounding: -Double(mean.nanoseconds) * Elementary.logarithm(of: Latency.positiveUnit(bits)))
  }

  /// Returns true if no exponential delay of a mean can reach 2⁵² nanoseconds: ln 2⁻⁵³ is more than
  /// −64.
  static func isShort(mean: Delay) -> Bool { mean.nanoseconds < 1 << 46 }

  /// The exponential delay of a short mean, without a branch.
  ///
  /// - Parameter unit: the `positiveUnit` of its bits.
  static func shortExponentialDelay(mean: Delay, unit: Double) -> Delay {
    Delay(roundingShort: -Double(mean.nanoseconds) * Elementary.logarithm(ofNormal: unit))
  }

  /// A whole number of nanoseconds in `from ... to`, by the high word of a 128-bit product.
  @inlinable
  static func uniformDelay(from: Delay, to: Delay, bits: UInt64) -> Delay {
    let choices = UInt64(to.nanoseconds - from.nanoseconds) + 1
    return Delay(unchecked: from.nanoseconds + Int64(Latency.scaled(bits, to: choices)))
  }

  /// `bits` × `bound` / 2⁶⁴, rounded down: a number below `bound`, by four products of 32 bits.
  ///
  /// `multipliedFullWidth(by:)` would do, but needs a 128-bit multiplication in software on 32-bit
  /// processors, which Embedded Swift does not bring.
  @inlinable
  static func scaled(_ bits: UInt64, to bound: UInt64) -> UInt64 {
    let bitsLow = bits & 0xffff_ffff
    let bitsHigh = bits >> 32
    let boundLow = bound & 0xffff_ffff
    let boundHigh = bound >> 32
    let middle = bitsHigh &* boundLow &+ ((bitsLow &* boundLow) >> 32)
    let cross = bitsLow &* boundHigh &+ (middle & 0xffff_ffff)
    return bitsHigh &* boundHigh &+ (middle >> 32) &+ (cross >> 32)
  }

  /// A number in (0, 1], a multiple of 2⁻⁵³.
  @inlinable
  static func positiveUnit(_ bits: UInt64) -> Double {
    Double(Int64(bits >> 11) + 1) * 0x1p-53
  }

  /// A number in (0, 1), an odd multiple of 2⁻⁵⁴.
  @inlinable
  static func openUnit(_ bits: UInt64) -> Double {
    (Double(Int64(bits >> 12)) + 0.5) * 0x1p-52
  }
}
