/// A probability, in `0 ... 1`.
///
/// A chance is decided by comparing integers, so a probability of 0 never happens and one of 1
/// always does. The sampler resolves steps of 2⁻⁶³; exact interpreters use `value`.
public struct Probability: Hashable, Sendable {
  /// The probability as a number in `0 ... 1`.
  public let value: Double

  /// The number of 63-bit draws, out of 2⁶³, for which the chance happens.
  @usableFromInline let threshold: UInt64

  /// A probability of 0.
  @inlinable public static var never: Probability { Probability(unchecked: 0) }
  /// A probability of 1.
  @inlinable public static var always: Probability { Probability(unchecked: 1) }

  /// A probability that was checked before.
  @inlinable init(unchecked value: Double) {
    self.value = value
    threshold = UInt64(value * 0x1p63)
  }

  /// A probability from a number.
  ///
  /// - Returns: `nil` if `value` is not in `0 ... 1` (NaN is not).
  @inlinable
  public init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    self.init(unchecked: value)
  }

  /// A probability from a number that may be none.
  ///
  /// - Throws: the number, if it is not in `0 ... 1` (NaN is not).
  public init(validating value: Double) throws(ProbabilityError) {
    guard value >= 0, value <= 1 else { throw ProbabilityError(value: value) }
    self.init(unchecked: value)
  }

  /// Returns true if the chance happens for 64 uniformly distributed bits.
  @inlinable
  public func happens(bits: UInt64) -> Bool {
    bits >> 1 < threshold
  }

  /// The probability that it does not happen.
  @inlinable
  public var complement: Probability {
    Probability(unchecked: 1 - value)
  }
}

/// A literal is a probability that the programmer vouches for: `0.01`. One outside `0 ... 1` is a mistake in the program.
extension Probability: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// Creates a value from its parts.
  @inlinable
  public init(floatLiteral value: Double) {
    precondition(value >= 0 && value <= 1, "a probability lies between 0 and 1")
    self.init(unchecked: value)
  }

  /// Creates a value from its parts.
  @inlinable
  public init(integerLiteral value: Int) { self.init(floatLiteral: Double(value)) }
}

/// A number that is no probability.
public struct ProbabilityError: Error, Hashable, Sendable {
  /// The value.
  public let value: Double
}

#if !hasFeature(Embedded)
  extension ProbabilityError: CustomStringConvertible {
    /// The text for a reader.
    public var description: String { "a probability lies between 0 and 1, and \(value) does not" }
  }
#endif
