/// Keys of faults, numbered from 0 in the order in which they came.
public struct FaultTable: Hashable, Sendable {
  public private(set) var keys: [FaultKey] = []
  /// A number plus one, or 0 for a free place; a power of two of them, of which half are free at least.
  @usableFromInline var places = [Int32](repeating: 0, count: 64)

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

  private mutating func take(_ number: Int) {
    var place = Int(truncatingIfNeeded: keys[number].spread) & (places.count - 1)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = Int32(number + 1)
  }

  /// The most keys: what comes later keeps its own probability.
  static let most = 65_536
}
