/// Where each of many numbered values is found again: a hash table of their numbers, so that each value is
/// kept once.
@usableFromInline
struct NodeTable {
  /// Numbers plus one; 0 is a free place. Their count is a power of two, at least twice that of the values.
  @usableFromInline var places = [Int32](repeating: 0, count: 64)
  @usableFromInline var count = 0

  /// The number of a value, which is that of the next new one if it is not known.
  @inlinable
  mutating func find<Value: Hashable>(
    _ value: Value, among values: [Value]
  ) -> (index: Int, isNew: Bool) {
    if (count + 1) * 2 > places.count { grow(values) }
    var place = start(of: value)
    while places[place] != 0 {
      let index = Int(places[place]) - 1
      if values[index] == value { return (index, false) }
      place = (place + 1) & (places.count - 1)
    }
    places[place] = Int32(count + 1)
    count += 1
    return (count - 1, true)
  }

  @inlinable
  func start(of value: some Hashable) -> Int {
    value.hashValue & (places.count - 1)
  }

  @inlinable
  mutating func grow(_ values: [some Hashable]) {
    places = [Int32](repeating: 0, count: places.count * 2)
    for (index, value) in values.enumerated() {
      var place = start(of: value)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = Int32(index + 1)
    }
  }
}
