/// The key by which a bias tells chances apart: a choice point and the number of faults before it.
///
/// The number of faults so far is part of it because it changes what is worth trying: after the two
/// faults that a duplicate takes, the best bias has no third, and that there are two *somewhere* cannot
/// be said choice point by choice point.
public struct FaultKey: Hashable, Sendable {
  /// Everything of the choice point but the operation.
  public let word: UInt64
  /// Of the choice point's operation, what the world's focus does not fix.
  public let operation: UInt32
  /// The number of faults of the focus before it; the last number stands for all larger ones.
  public let faultsBefore: UInt32

  /// The number of faults up to which they are told apart.
  @inlinable public static var mostFaults: UInt32 { 15 }

  @inlinable
  init(word: UInt64, operation: UInt32, faultsBefore: UInt32) {
    self.word = word
    self.operation = operation
    self.faultsBefore = faultsBefore
  }

  /// The key of all faults of the same actor and kind, at any attempt and after any others.
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

/// One chance of a fault that a path came by.
public struct FaultVisit: Hashable, Sendable {
  /// The kind of the fault.
  public let key: FaultKey
  /// Its probability in the model.
  public let probability: Double
  /// A Boolean value that indicates whether it happened.
  public let happened: Bool

  /// A chance with its outcome.
  @inlinable
  init(key: FaultKey, probability: Double, happened: Bool) {
    self.key = key
    self.probability = probability
    self.happened = happened
  }
}

/// Keys of faults, numbered from 0 in the order in which they came.
public struct FaultTable: Hashable, Sendable {
  /// The kinds of faults, in the order of their first appearance.
  public private(set) var keys: [FaultKey] = []
  /// A number plus one, or 0 for a free place; a power of two of them, of which half are free at least.
  @usableFromInline var places = [Int32](repeating: 0, count: 64)

  /// Creates a value with the default of every property.
  public init() {}

  /// The number of a key, or `nil` if it is not there.
  @inlinable
  public func number(of key: FaultKey) -> Int? {
    var place = Int(truncatingIfNeeded: key.spread) & (places.count - 1)
    while places[place] != 0 {
      let number = Int(places[place]) - 1
      if keys[number] == key { return number }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  /// The number of a key, new or known; `nil` if there is no room for another.
  public mutating func add(_ key: FaultKey) -> Int? {
    if let number = number(of: key) { return number }
    guard keys.count < FaultTable.most else { return nil }
    keys.append(key)
    if keys.count * 2 > places.count {
      places = [Int32](repeating: 0, count: places.count * 2)
      for index in keys.indices { take(index) }
    } else {
      take(keys.count - 1)
    }
    return keys.count - 1
  }

  /// Enters a key at its place in the table, by linear probing.
  private mutating func take(_ number: Int) {
    var place = Int(truncatingIfNeeded: keys[number].spread) & (places.count - 1)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = Int32(number + 1)
  }

  /// The most keys: what comes later keeps its own probability.
  static let most = 65_536
}
