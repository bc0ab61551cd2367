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

  /// The upper bits of a product with the golden ratio (Knuth, *The Art of Computer Programming*, volume 3,
  /// section 6.4): numbers that follow each other are far apart, and no run of places fills up.
  @inlinable
  var quickHash: UInt32 {
    UInt32(truncatingIfNeeded: (word &* 0x9e37_79b9_7f4a_7c15) >> 32)
  }
}
