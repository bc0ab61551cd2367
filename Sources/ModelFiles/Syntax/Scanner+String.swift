/// Strings in single or double quotes, with the escapes of JSON5.
extension Scanner {
  /// Reads the string that begins here with a quote.
  ///
  /// - Returns: `nil` if it does not end on its line, which was reported.
  mutating func string() -> String? {
    let start = offset
    let quote = peek
    offset += 1
    var bytes: [UInt8] = []
    while !isAtEnd {
      let byte = peek
      switch byte {
      case quote:
        offset += 1
        return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        escape(into: &bytes)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        return leftOpen(from: start)
      case 0..<0x20, 0x7f:
        report("a control character; write it as \\u00\(hexadecimal(byte))", from: offset)
        offset += 1
      default:
        bytes.append(byte)
        offset += 1
      }
    }
    return leftOpen(from: start)
  }

  /// Reports that a string does not end on its line.
  private mutating func leftOpen(from start: Int) -> String? {
    report("this text has no closing quote", range: SourceRange(lower: start, upper: offset))
    hasOpenText = true
    return nil
  }

  /// A byte as two hexadecimal digits.
  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// Reads an escape, from its backslash on.
  private mutating func escape(into bytes: inout [UInt8]) {
    let start = offset
    offset += 1
    let byte = peek
    offset += 1
    switch byte {
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0c)
    case UInt8(ascii: "n"): bytes.append(0x0a)
    case UInt8(ascii: "r"): bytes.append(0x0d)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "v"): bytes.append(0x0b)
    case UInt8(ascii: "0") where !(0x30...0x39).contains(peek): bytes.append(0)
    case UInt8(ascii: "x"): codePoint(digits: 2, from: start, into: &bytes)
    case UInt8(ascii: "u"): codePoint(digits: 4, from: start, into: &bytes)
    case UInt8(ascii: "\r"):
      // The text goes on in the next line.
      if peek == UInt8(ascii: "\n") { offset += 1 }
    case UInt8(ascii: "\n"): break
    case 0x30...0x39:
      report("there is no such escape; write the character itself", from: start)
    default:
      offset = min(offset, source.bytes.count)
      if offset > start + 1 { bytes.append(byte) }
    }
  }

  /// Reads a character that is given by its number, and a pair of surrogates as the one character
  /// that it means.
  ///
  /// A surrogate by itself is no character, and is reported.
  private mutating func codePoint(digits: Int, from start: Int, into bytes: inout [UInt8]) {
    guard var value = hexadecimalNumber(digits) else {
      report("this escape needs \(digits) hexadecimal digits", from: start)
      return
    }
    if (0xd800..<0xdc00).contains(value), peek == UInt8(ascii: "\\") {
      let second = offset
      offset += 1
      if peek == UInt8(ascii: "u") {
        offset += 1
        if let low = hexadecimalNumber(4), (0xdc00..<0xe000).contains(low) {
          value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00)
        }
      }
      if value < 0x10000 { offset = second }
    }
    guard let scalar = Unicode.Scalar(value) else {
      report("half of a surrogate pair; write the character itself", from: start)
      return
    }
    bytes += Array(String(Character(scalar)).utf8)
  }

  /// Reads a hexadecimal number of a fixed number of digits; `nil`, without moving, if there is
  /// none.
  private mutating func hexadecimalNumber(_ digits: Int) -> UInt32? {
    guard offset + digits <= source.bytes.count else { return nil }
    let text = String(decoding: source.bytes[offset..<offset + digits], as: UTF8.self)
    guard text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    offset += digits
    return UInt32(text, radix: 16)
  }
}
