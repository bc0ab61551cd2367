/// A length of virtual time: whole nanoseconds, from zero to 100 years.
///
/// ```swift
/// let timeout = Delay.milliseconds(200)
/// ```
///
/// Integers make virtual time exact: adding delays in any order gives the same instant on every
/// machine. The upper bound leaves room to add two delays without overflow; what would be longer is
/// cut to `longest`, which outlives any timeout.
public struct Delay: Hashable, Comparable, Sendable {
  /// The length in nanoseconds, in `0 ... Delay.longest.nanoseconds`.
  public let nanoseconds: Int64

  /// No time at all.
  @inlinable public static var zero: Delay { Delay(unchecked: 0) }

  /// 100 Julian years, the longest delay.
  @inlinable public static var longest: Delay { Delay(unchecked: 3_155_760_000 * 1_000_000_000) }

  /// Creates a delay from any number of nanoseconds, even one that cannot be.
  @inlinable package init(unchecked nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// A delay of whole nanoseconds.
  ///
  /// - Precondition: `nanoseconds` is in `0 ... Delay.longest.nanoseconds`.
  @inlinable
  public static func nanoseconds(_ nanoseconds: Int64) -> Delay {
    precondition(
      nanoseconds >= 0 && nanoseconds <= longest.nanoseconds,
      "a delay is between zero and 100 years")
    return Delay(unchecked: nanoseconds)
  }

  /// A delay of whole microseconds. See ``nanoseconds(_:)`` for the range.
  @inlinable
  public static func microseconds(_ microseconds: Int64) -> Delay {
    nanoseconds(microseconds * 1_000)
  }

  /// A delay of whole milliseconds. See ``nanoseconds(_:)`` for the range.
  @inlinable
  public static func milliseconds(_ milliseconds: Int64) -> Delay {
    nanoseconds(milliseconds * 1_000_000)
  }

  /// A delay of whole seconds. See ``nanoseconds(_:)`` for the range.
  @inlinable
  public static func seconds(_ seconds: Int64) -> Delay {
    nanoseconds(seconds * 1_000_000_000)
  }

  /// The delay nearest to a number of nanoseconds, halves rounded up (and the number next to ½).
  ///
  /// What lies outside the range of a delay is cut to its ends; infinity gives `longest`.
  ///
  /// - Parameter nanoseconds: any number but NaN.
  @inlinable
  public init(rounding nanoseconds: Double) {
    let longest = Double(3_155_760_000 * 1_000_000_000 as Int64)
    if nanoseconds < 0x1p52 {
      self.init(unchecked: nanoseconds > 0 ? Int64(nanoseconds + 0.5) : 0)
    } else if nanoseconds < longest {
      // A whole number, to which adding ½ could add 1.
      self.init(unchecked: Int64(nanoseconds))
    } else {
      self = .longest
    }
  }

  /// The same of a number below 2⁵², without a branch, so that a processor can round several at once.
  ///
  /// - Parameter nanoseconds: in `0 ..< 0x1p52`, which is 52 days.
  @inlinable
  init(roundingShort nanoseconds: Double) {
    let half = nanoseconds + 0.5
    // From 2⁵² to 2⁵³ neighbours differ by 1: the sum is a whole number, the nearest to `half`.
    let sum = half + 0x1p52
    let nearest = Int64(bitPattern: sum.bitPattern &- (0x1p52).bitPattern)
    self.init(unchecked: sum - 0x1p52 > half ? nearest &- 1 : nearest)
  }

  /// Returns true if the first comes before the second.
  @inlinable
  public static func < (left: Delay, right: Delay) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The sum, cut to `longest`.
  @inlinable
  public static func + (left: Delay, right: Delay) -> Delay {
    min(Delay(unchecked: left.nanoseconds + right.nanoseconds), .longest)
  }
}
