/// A hash table of the numbers of values. The values themselves stay with their owner, so each is kept once.
@usableFromInline
struct HashIndex {
  /// The number of a value plus one in the lower half, and its hash in the upper half, which saves most comparisons of
  /// large values. 0 is a free slot. The count is a power of two, and at least a quarter of the slots are free.
  @usableFromInline var slots = [UInt64](repeating: 0, count: 64)
  /// The number of values in the table.
  @usableFromInline var count = 0

  @inlinable
  init() {}

  /// Returns the number of a value, which is the next one if the value is not known.
  ///
  /// - Complexity: O(1) on average.
  ///
  /// - Parameters:
  ///   - hash: equal for equal values.
  ///   - values: the storage of the values.
  ///   - isEqual: returns true if the value with a number is the one that is looked for.
  @inlinable @inline(__always)
  mutating func find<Values: ~Copyable>(
    hash: UInt32, among values: borrowing Values,
    where isEqual: (borrowing Values, Int) -> Bool
  ) -> (number: Int, isNew: Bool) {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash {
        let number = Int(truncatingIfNeeded: slots[slot] & 0xffff_ffff) - 1
        if isEqual(values, number) { return (number, false) }
      }
      slot = (slot + 1) & mask
    }
    count += 1
    slots[slot] = UInt64(hash) << 32 | UInt64(count)
    return (count - 1, true)
  }

  /// Doubles the table. Hashes are kept, so no value is hashed again.
  @usableFromInline
  mutating func grow() {
    precondition(count < Int32.max, "a number has 31 bits")
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for entry in slots where entry != 0 {
      var slot = Int(truncatingIfNeeded: entry >> 32) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = entry
    }
    slots = larger
  }
}
