/// A short name for a text, the same on every machine.
package enum Digest {
  /// FNV-1a with 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv), as 16 hexadecimal digits.
  ///
  /// It tells models apart that people changed; it is no protection against somebody who wants two
  /// models to look alike.
  package static func hexadecimal(of text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash ^= UInt64(byte)
      hash = hash &* 0x0000_0100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
