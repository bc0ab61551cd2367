/// A value of the JSON in which shards are written.
///
/// Numbers keep their digits: sums have up to 128 bits, which neither a `Double` nor Foundation's reader holds.
indirect enum ShardJSON: Sendable {
  case null
  case string(String)
  /// The digits of a number, as they are written.
  case number(String)
  case array([ShardJSON])
  /// The members of an object, in their order; each key occurs once.
  case object([(key: String, value: ShardJSON)])

  /// Reads a text.
  ///
  /// - Returns: `nil` if the text is not JSON, has a key twice in an object, contains `true` or `false`, which no
  ///   shard does, or is nested more than 16 levels deep.
  static func parse(_ bytes: [UInt8]) -> ShardJSON? {
    var parser = Parser(bytes: bytes)
    guard let value = parser.value(depth: 0) else { return nil }
    parser.skipSpace()
    return parser.isAtEnd ? value : nil
  }

  private struct Parser {
    let bytes: [UInt8]
    private var index = 0

    private static let mostDepth = 16

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    /// Skips the four characters of space that JSON has.
    mutating func skipSpace() {
      while index < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[index]) { index += 1 }
    }

    /// Skips a character, after space; returns false if another one comes.
    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
      index += 1
      return true
    }

    /// Reads a value, up to a depth.
    ///
    /// This reader is for the program's own files. A wrong one gives `nil` and no place: users do
    /// not edit shards.
    mutating func value(depth: Int) -> ShardJSON? {
      guard depth <= Parser.mostDepth else { return nil }
      skipSpace()
      guard index < bytes.count else { return nil }
      switch bytes[index] {
      case UInt8(ascii: "{"): return object(depth: depth + 1)
      case UInt8(ascii: "["): return array(depth: depth + 1)
      case UInt8(ascii: "\""): return string().map { .string($0) }
      case UInt8(ascii: "n"):
        guard bytes[index...].starts(with: "null".utf8) else { return nil }
        index += 4
        return .null
      default: return number()
      }
    }

    /// Reads an object; `nil` if it is none or has a key twice.
    private mutating func object(depth: Int) -> ShardJSON? {
      guard skip("{") else { return nil }
      var members: [(key: String, value: ShardJSON)] = []
      var keys: Set<String> = []
      if skip("}") { return .object([]) }
      repeat {
        skipSpace()
        guard let key = string(), keys.insert(key).inserted, skip(":"),
          let value = value(depth: depth)
        else { return nil }
        members.append((key, value))
      } while skip(",")
      return skip("}") ? .object(members) : nil
    }

    private mutating func array(depth: Int) -> ShardJSON? {
      guard skip("[") else { return nil }
      var elements: [ShardJSON] = []
      if skip("]") { return .array([]) }
      repeat {
        guard let element = value(depth: depth) else { return nil }
        elements.append(element)
      } while skip(",")
      return skip("]") ? .array(elements) : nil
    }

    /// Reads the digits of a number, which stay text.
    private mutating func number() -> ShardJSON? {
      let start = index
      while index < bytes.count, Parser.isOfNumber(bytes[index]) { index += 1 }
      let digits = bytes[start..<index]
      guard let last = digits.last, Parser.isDigit(last) else { return nil }
      return .number(String(decoding: digits, as: UTF8.self))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
      isDigit(byte) || "+-.eE".utf8.contains(byte)
    }

    /// Reads a text with its escapes.
    private mutating func string() -> String? {
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
      index += 1
      var text: [UInt8] = []
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
        case UInt8(ascii: "\\"):
          guard let scalar = escaped() else { return nil }
          text += Array(String(Character(scalar)).utf8)
        case 0..<0x20: return nil
        default: text.append(byte)
        }
      }
      return nil
    }

    /// Reads what follows a backslash.
    private mutating func escaped() -> Unicode.Scalar? {
      guard index < bytes.count else { return nil }
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
      case UInt8(ascii: "n"): return "\n"
      case UInt8(ascii: "r"): return "\r"
      case UInt8(ascii: "t"): return "\t"
      case UInt8(ascii: "u"):
        guard index + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
        index += 4
        // A half of a surrogate pair is no scalar: shards are written without such pairs.
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
      default: return nil
      }
    }
  }
}
