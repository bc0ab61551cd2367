/// Where each of many numbered values is found again: a hash table of their numbers, so that each value is
/// kept once.
@usableFromInline
struct NodeTable {
  /// Numbers plus one; 0 is a free place. Their count is a power of two, at least twice that of the values.
  @usableFromInline var places = [Int32](repeating: 0, count: 64)
  /// Of each value some bits of its hash: to hash a large value again costs more than to keep them.
  @usableFromInline var hashes: [UInt32] = []

  @inlinable
  init() {}

  /// The number of a value, which is that of the next new one if it is not known.
  @inlinable
  mutating func find<Value: Hashable>(
    _ value: Value, among values: [Value]
  ) -> (index: Int, isNew: Bool) {
    if (hashes.count + 1) * 2 > places.count { grow() }
    let hash = UInt32(truncatingIfNeeded: value.hashValue)
    var place = Int(hash) & (places.count - 1)
    while places[place] != 0 {
      let index = Int(places[place]) - 1
      if hashes[index] == hash, values[index] == value { return (index, false) }
      place = (place + 1) & (places.count - 1)
    }
    hashes.append(hash)
    places[place] = Int32(hashes.count)
    return (hashes.count - 1, true)
  }

  @usableFromInline
  mutating func grow() {
    places = [Int32](repeating: 0, count: places.count * 2)
    for (index, hash) in hashes.enumerated() {
      var place = Int(hash) & (places.count - 1)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(index + 1)
    }
  }
}
