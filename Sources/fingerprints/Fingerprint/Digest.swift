/// A word that many words were folded into, in their order.
struct Digest {
  private(set) var word: UInt64 = 0

  /// Each step is a bijection of the word before, so that a difference once made can only vanish by
  /// another one that fits it.
  mutating func add(_ other: UInt64) {
    word = (word ^ other) &* 0x9e37_79b9_7f4a_7c15
    word ^= word >> 29
  }

  mutating func add(_ other: UInt32) { add(UInt64(other)) }

  mutating func add(_ number: Double) { add(number.bitPattern) }
}
