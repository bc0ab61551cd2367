/// Where each of many numbered values is found again: a hash table of their numbers, so that each value is
/// kept once, wherever its owner keeps it.
@usableFromInline
struct HashIndex {
  /// A number plus one, and above it the hash of its value: to compare large values costs more than to keep
  /// that. 0 is a free place. Their count is a power of two, and a quarter of them is free at least.
  @usableFromInline var places = [UInt64](repeating: 0, count: 64)
  @usableFromInline var count = 0

  @inlinable
  init() {}

  /// The number of a value, which is that of the next new one if it is not known.
  ///
  /// - Parameters:
  ///   - hash: equal for equal values.
  ///   - values: where the values are.
  ///   - isEqual: whether the value of a number there is the one that is looked for.
  @inlinable @inline(__always)
  mutating func find<Values: ~Copyable>(
    hash: UInt32, among values: borrowing Values,
    where isEqual: (borrowing Values, Int) -> Bool
  ) -> (number: Int, isNew: Bool) {
    if (count + 1) * 4 > places.count * 3 { grow() }
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while places[place] != 0 {
      if UInt32(truncatingIfNeeded: places[place] >> 32) == hash {
        let number = Int(truncatingIfNeeded: places[place] & 0xffff_ffff) - 1
        if isEqual(values, number) { return (number, false) }
      }
      place = (place + 1) & mask
    }
    count += 1
    places[place] = UInt64(hash) << 32 | UInt64(count)
    return (count - 1, true)
  }

  @usableFromInline
  mutating func grow() {
    precondition(count < Int32.max, "a number has 31 bits")
    var larger = [UInt64](repeating: 0, count: places.count * 2)
    let mask = larger.count - 1
    for entry in places where entry != 0 {
      var place = Int(truncatingIfNeeded: entry >> 32) & mask
      while larger[place] != 0 { place = (place + 1) & mask }
      larger[place] = entry
    }
    places = larger
  }
}
