/// A short name for a text, the same on every machine.
package enum Digest {
  /// Returns the FNV-1a hash with 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv), as 16 hexadecimal digits.
  ///
  /// It tells apart models that people changed, and finds accidental damage of a file. It is no protection against an
  /// author who wants two texts to look alike.
  package static func hexadecimal(of text: String) -> String { hexadecimal(of: text.utf8) }

  /// Returns the same digest of the bytes of a text.
  package static func hexadecimal(of bytes: some Sequence<UInt8>) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      hash ^= UInt64(byte)
      hash = hash &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
