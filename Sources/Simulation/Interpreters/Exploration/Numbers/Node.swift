/// A state of a system with what is in flight, both by number: equal ones are one node, whenever and
/// however they are reached.
@usableFromInline
struct Node: Hashable {
  /// The outlook's number above the state's.
  @usableFromInline let word: UInt64

  @inlinable
  init(state: Int, outlook: UInt32) {
    word = UInt64(outlook) << 32 | UInt64(state)
  }

  @inlinable
  var state: Int { Int(truncatingIfNeeded: word & 0xffff_ffff) }
  @inlinable
  var outlook: UInt32 { UInt32(truncatingIfNeeded: word >> 32) }

  /// A hash of neighbours for neighbours: nodes that are found soon after each other have states with
  /// numbers near to each other, and so are looked up in a part of a table that is in the cache.
  ///
  /// A state has a few outlooks; each has an offset of its own (by the golden ratio).
  @inlinable
  var quickHash: UInt32 {
    UInt32(truncatingIfNeeded: word) << 2 &+ outlook &* 0x9e37_79b1
  }
}
