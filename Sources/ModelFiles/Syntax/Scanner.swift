/// Walks through the bytes of a text: spaces, comments, words and strings.
struct Scanner {
  /// The text that is read.
  let source: SourceText
  /// The errors so far.
  var diagnostics: Diagnostics
  /// The offset of the next byte.
  var offset = 0
  /// A Boolean value that indicates whether the rest can no longer be made sense of.
  private(set) var hasStopped = false
  /// A Boolean value that indicates whether a text has no end, so that the brackets behind it may be part of it.
  var hasOpenText = false

  /// A scanner at the start of a text, behind its byte order mark if it has one.
  init(source: SourceText, diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
    if source.bytes.starts(with: [0xef, 0xbb, 0xbf]) { offset = 3 }
  }

  /// A Boolean value that indicates whether the whole text was read.
  var isAtEnd: Bool { offset >= source.bytes.count }

  /// The next byte; 0 at the end, which no valid text contains outside a string.
  var peek: UInt8 { isAtEnd ? 0 : source.bytes[offset] }

  /// Gives up: what is open stays open without a word about it.
  mutating func stop() {
    hasStopped = true
    diagnostics.isTextCutShort = true
    offset = source.bytes.count
  }

  /// Notes an error at a range.
  mutating func report(_ message: String, range: SourceRange) {
    if !hasStopped { diagnostics.report(message, at: range) }
  }

  /// Reports what stands from an offset up to here, or the character there.
  mutating func report(_ message: String, from start: Int) {
    report(message, range: SourceRange(lower: start, upper: max(offset, start + 1)))
  }

  /// Skips spaces, line ends and comments.
  mutating func skipSpace() {
    while !isAtEnd {
      if let length = spaceLength() {
        offset += length
      } else if peek == UInt8(ascii: "/"), offset + 1 < source.bytes.count,
        source.bytes[offset + 1] == UInt8(ascii: "/")
      {
        skipLine()
      } else if peek == UInt8(ascii: "/"), offset + 1 < source.bytes.count,
        source.bytes[offset + 1] == UInt8(ascii: "*")
      {
        skipBlockComment()
      } else if peek == UInt8(ascii: "#") {
        report("a comment begins with //, not with #", from: offset)
        skipLine()
      } else {
        return
      }
    }
  }

  /// The number of bytes of space that begin here.
  private func spaceLength() -> Int? {
    switch peek {
    case 0x09...0x0d, 0x20: return 1
    case 0xc2 where next(1) == 0xa0: return 2
    case 0xe2, 0xe1, 0xe3, 0xef:
      let scalar = String(
        decoding: source.bytes[offset..<min(offset + 3, source.bytes.count)], as: UTF8.self
      )
      .unicodeScalars.first
      guard let scalar else { return nil }
      let isSpace = scalar.properties.isWhitespace || scalar == "\u{feff}"
      return isSpace ? 3 : nil
    default: return nil
    }
  }

  /// The byte at a distance from here; 0 behind the end.
  private func next(_ distance: Int) -> UInt8 {
    offset + distance < source.bytes.count ? source.bytes[offset + distance] : 0
  }

  /// Skips to the end of the line, which stays.
  private mutating func skipLine() {
    while !isAtEnd, peek != UInt8(ascii: "\n"), peek != UInt8(ascii: "\r") { offset += 1 }
  }

  /// Skips a comment of the form `/* … */`. One that never ends takes the rest of the file with
  /// it, so nothing else is reported behind it.
  private mutating func skipBlockComment() {
    let start = offset
    offset += 2
    while !isAtEnd {
      if peek == UInt8(ascii: "*"), next(1) == UInt8(ascii: "/") {
        offset += 2
        return
      }
      offset += 1
    }
    report("this comment is never closed", range: SourceRange(lower: start, upper: start + 2))
    stop()
  }

  /// The characters up to the next space, bracket, comma, colon, quote or comment.
  mutating func word() -> String {
    let start = offset
    while !isAtEnd, spaceLength() == nil, !Scanner.delimiters.contains(peek) {
      if peek == UInt8(ascii: "/"), [UInt8(ascii: "/"), UInt8(ascii: "*")].contains(next(1)) {
        break
      }
      offset += 1
      // Not into the middle of a character.
      while !isAtEnd, peek & 0xc0 == 0x80 { offset += 1 }
    }
    return String(decoding: source.bytes[start..<offset], as: UTF8.self)
  }

  /// The bytes that end a word.
  private static let delimiters = Array("{}[],:\"'=".utf8)

  /// Skips to the next comma or closing bracket that belongs to what is open now.
  mutating func skipToSeparator() {
    var open = 0
    while !isAtEnd {
      skipSpace()
      switch peek {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open += 1
        offset += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if open == 0 { return }
        open -= 1
        offset += 1
      case UInt8(ascii: ",") where open == 0:
        return
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        _ = string()
      default:
        if !isAtEnd { offset += 1 }
      }
    }
  }

  /// The place at which a text stops being UTF-8.
  static func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return min(offset, bytes.count - 1)
      }
    }
  }
}
