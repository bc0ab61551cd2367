/// Where a tilt tells chances apart: at a site, after so many faults.
///
/// The number of faults so far is part of it because it changes what is worth trying: after the two
/// faults that a duplicate takes, the best tilt has no third, and that there are two *somewhere* cannot
/// be said site by site.
@frozen
public struct FaultKey: Hashable, Sendable {
  /// Everything of the site but the operation.
  public let word: UInt64
  /// Of the site's operation, what the world's focus does not fix.
  public let operation: UInt32
  /// How many faults of the focus have happened before it; the last number stands for all that are more.
  public let faultsBefore: UInt32

  /// The number of faults up to which they are told apart.
  @inlinable public static var mostFaults: UInt32 { 15 }

  @inlinable
  init(word: UInt64, operation: UInt32, faultsBefore: UInt32) {
    self.word = word
    self.operation = operation
    self.faultsBefore = faultsBefore
  }

  /// What stands for all faults of the same actor and kind, at whatever attempt and after whatever others.
  @inlinable
  public var ofItsKind: FaultKey {
    FaultKey(word: word & 0xffff, operation: 0, faultsBefore: .max)
  }

  /// The same in every process, unlike `hashValue`.
  @inlinable
  var spread: UInt64 {
    KeyedRandom.mixed(word &+ 0x9e37_79b9_7f4a_7c15 &* UInt64(operation << 4 ^ faultsBefore))
  }
}

/// One chance of a fault that a course came by.
@frozen
public struct FaultVisit: Hashable, Sendable {
  public let key: FaultKey
  /// What the model says of it.
  public let probability: Double
  public let happened: Bool

  @inlinable
  init(key: FaultKey, probability: Double, happened: Bool) {
    self.key = key
    self.probability = probability
    self.happened = happened
  }
}
