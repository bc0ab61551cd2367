/// A state of a system with its pending events, both by number. Equal ones are one node, whenever and however they are
/// reached.
@usableFromInline
struct Node: Hashable {
  /// The number of the pending set in the upper half, and of the state in the lower half.
  @usableFromInline let word: UInt64

  @inlinable
  init(state: Int, pendingSet: UInt32) {
    word = UInt64(pendingSet) << 32 | UInt64(state)
  }

  /// The number of the state.
  @inlinable
  var state: Int { Int(truncatingIfNeeded: word & 0xffff_ffff) }
  /// The number of the set of pending events.
  @inlinable
  var pendingSet: UInt32 { UInt32(truncatingIfNeeded: word >> 32) }

  /// The upper bits of a product with the golden ratio (Knuth, *The Art of Computer Programming*, volume 3,
  /// section 6.4): consecutive numbers are far apart, so that no run of slots fills up.
  @inlinable
  var quickHash: UInt32 {
    UInt32(truncatingIfNeeded: (word &* 0x9e37_79b9_7f4a_7c15) >> 32)
  }
}
