/// Bounds on the text of a file.
package struct ParserLimits: Sendable {
  /// The most bytes.
  package var bytes = 1 << 20
  /// The most objects and lists inside each other.
  package var nesting = 64

  /// Creates the limits that the program has by default.
  package init() {}
}

/// Reads JSON5 (json5.org, version 1.0.0), strictly and with a place for everything.
///
/// After an error it goes on behind the next comma, so that one run finds what it can. Takes time
/// proportional to the length of the text, and no more stack than the nesting allows.
package struct JSON5Parser {
  /// The scanner, which knows bytes and no structure.
  var scanner: Scanner
  /// The bounds on the text.
  let limits: ParserLimits
  /// The number of objects and lists that are open here.
  private var depth = 0
  /// The first bracket that was not closed where the lines that follow it say it should have been.
  private var suspect: Suspect?
  /// A Boolean value that indicates whether that bracket is the error, so that the text behind it was read as
  /// if it stood inside.
  private var isMisplaced = false

  /// A bracket that may never have been closed, and where that shows.
  private struct Suspect {
    /// The offset of the bracket.
    let opening: Int
    /// The offset of the line whose indentation shows it.
    let evidence: Int
  }

  /// The tree of a text.
  ///
  /// - Returns: what could be read; `nil` if that is nothing. Errors are in `diagnostics`.
  package static func parse(
    _ source: SourceText, limits: ParserLimits, diagnostics: inout Diagnostics
  ) -> Node? {
    if source.bytes.count > limits.bytes {
      diagnostics.report(
        "the file is larger than \(limits.bytes) bytes; --limit-file-bytes allows more", at: nil)
      return nil
    }
    if let offset = Scanner.firstInvalidUTF8(in: source.bytes) {
      diagnostics.report(
        "this is not UTF-8 text", at: SourceRange(lower: offset, upper: offset + 1))
      return nil
    }
    var parser = JSON5Parser(
      scanner: Scanner(source: source, diagnostics: diagnostics), limits: limits)
    let root = parser.root()
    diagnostics = parser.scanner.diagnostics
    return root
  }

  /// A parser at the start of a text.
  private init(scanner: Scanner, limits: ParserLimits) {
    self.scanner = scanner
    self.limits = limits
  }

  /// Reads the one value of the file, and reports anything behind it.
  private mutating func root() -> Node? {
    scanner.skipSpace()
    if scanner.isAtEnd {
      if !scanner.diagnostics.hasErrors {
        scanner.diagnostics.report(
          "the file is empty; a model needs at least { strategies: { none: { attempts: 1 } } }",
          at: nil)
      }
      return nil
    }
    let node = value()
    // What stands in the wrong place then is no mistake of its own.
    if isMisplaced { return nil }
    scanner.skipSpace()
    if node != nil, !scanner.isAtEnd, !scanner.hasStopped {
      scanner.report("nothing may follow the end of the model; remove this", from: scanner.offset)
    }
    return node
  }

  /// The value that begins here; `nil` if there is none, which was reported.
  private mutating func value() -> Node? {
    let start = scanner.offset
    switch scanner.peek {
    case UInt8(ascii: "{"): return nested { $0.object() }
    case UInt8(ascii: "["): return nested { $0.array() }
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return scanner.string().map { node(.string($0), from: start) }
    default:
      let word = scanner.word()
      switch word {
      case "": break
      case "null": return node(.null, from: start)
      case "true": return node(.boolean(true), from: start)
      case "false": return node(.boolean(false), from: start)
      default:
        if let literal = NumberSyntax.literal(word) { return node(.number(literal), from: start) }
        let remedy =
          NumberSyntax.looksLikeNumber(word)
          ? "this is neither a number nor a text; a quantity with a unit needs quotes, for example \"\(word)\""
          : "put quotes around this text: \"\(word)\""
        scanner.report(remedy, from: start)
        // It is known what was meant: what follows can be read.
        return node(.string(word), from: start)
      }
      let found =
        scanner.isAtEnd ? "the file ends where a value should stand" : "a value is missing here"
      scanner.report(found, from: start)
      return nil
    }
  }

  /// A value with its place, from an offset up to here.
  private func node(_ value: Value, from start: Int) -> Node {
    Node(range: SourceRange(lower: start, upper: scanner.offset), value: value)
  }

  /// Reads an object or a list, if it is not nested too deeply.
  private mutating func nested(_ read: (inout JSON5Parser) -> Value) -> Node? {
    let start = scanner.offset
    if depth == limits.nesting {
      scanner.report(
        "nested more than \(limits.nesting) deep; --limit-nesting allows more", from: start)
      scanner.stop()
      return nil
    }
    depth += 1
    scanner.offset += 1
    let value = read(&self)
    depth -= 1
    return node(value, from: start)
  }

  /// Reads an object. A key that is there twice is an error at the second place: JSON leaves it
  /// open which of them counts.
  private mutating func object() -> Value {
    let opening = scanner.offset - 1
    var members: [Member] = []
    var places: [String: Int] = [:]
    elements(opening: opening, closing: UInt8(ascii: "}")) { parser in
      guard let (key, keyRange) = parser.key() else { return false }
      parser.scanner.skipSpace()
      if parser.scanner.peek == UInt8(ascii: ":") {
        parser.scanner.offset += 1
      } else {
        parser.scanner.report("a ':' is missing after '\(key)'", range: keyRange)
        if parser.scanner.peek == UInt8(ascii: "=") { parser.scanner.offset += 1 }
      }
      parser.scanner.skipSpace()
      guard let value = parser.value() else { return false }
      if let first = places[key] {
        let line = parser.scanner.source.position(at: first).line
        parser.scanner.report(
          "'\(key)' is here twice; it stands in line \(line) already: remove one", range: keyRange)
      } else {
        places[key] = keyRange.lower
        members.append(Member(key: key, keyRange: keyRange, value: value))
      }
      return true
    }
    return .object(members)
  }

  private mutating func array() -> Value {
    let opening = scanner.offset - 1
    var nodes: [Node] = []
    elements(opening: opening, closing: UInt8(ascii: "]")) { parser in
      guard let node = parser.value() else { return false }
      nodes.append(node)
      return true
    }
    return .array(nodes)
  }

  /// Reads what stands between two brackets, separated by commas.
  ///
  /// - Parameter element: reads one; false if it could not, and the next comma must be looked for.
  private mutating func elements(
    opening: Int, closing: UInt8, _ element: (inout JSON5Parser) -> Bool
  ) {
    // That of the line of the bracket, as soon as it is asked for.
    var margin: Int?
    var isIndented = true
    var isFirst = true
    while !scanner.hasStopped {
      scanner.skipSpace()
      // What begins a line stands further right than the line of its bracket, whose end stands below its start.
      if isIndented, !scanner.isAtEnd, scanner.source.beginsLine(at: scanner.offset) {
        let indentation = scanner.source.indentation(at: scanner.offset)
        let least = margin ?? scanner.source.indentation(at: opening)
        margin = least
        if scanner.peek == closing ? indentation < least : indentation <= least {
          if isFirst {
            // A text without indentation tells nothing by it.
            isIndented = false
          } else if suspect == nil {
            suspect = Suspect(opening: opening, evidence: scanner.offset)
          }
        }
      }
      isFirst = false
      if scanner.peek == closing {
        scanner.offset += 1
        return
      }
      if scanner.isAtEnd {
        if !scanner.hasOpenText { reportUnclosed(opening) }
        scanner.stop()
        return
      }
      let isRead = element(&self)
      scanner.skipSpace()
      if !isRead { scanner.skipToSeparator() }
      if scanner.peek == UInt8(ascii: ",") {
        scanner.offset += 1
      } else if isRead, scanner.peek != closing, !scanner.isAtEnd {
        if scanner.peek == UInt8(ascii: "}") || scanner.peek == UInt8(ascii: "]") {
          scanner.report("this bracket closes nothing that is open here", from: scanner.offset)
          scanner.stop()
        } else {
          scanner.report("a ',' is missing before this", from: scanner.offset)
        }
      } else if !isRead, scanner.peek != closing, !scanner.isAtEnd {
        // A bracket of another kind: what it closes cannot be known.
        scanner.stop()
      }
    }
  }

  /// At the end of the file it is known that a bracket is missing, and not which: the one whose place the lines
  /// tell, or else the last that is open.
  private mutating func reportUnclosed(_ last: Int) {
    let opening = suspect?.opening ?? last
    let bracket = Character(Unicode.Scalar(scanner.source.bytes[opening]))
    var message = "this '\(bracket)' is never closed"
    if let suspect, suspect.opening != last {
      let line = scanner.source.position(at: suspect.evidence).line
      isMisplaced = true
      message += ", it seems: line \(line) begins as if it were"
    }
    scanner.report(message, range: SourceRange(lower: opening, upper: opening + 1))
  }

  /// Reads a key: a name, or a text in quotes.
  ///
  /// - Returns: `nil` if there is none, which was reported.
  private mutating func key() -> (String, SourceRange)? {
    let start = scanner.offset
    let key: String?
    if scanner.peek == UInt8(ascii: "\"") || scanner.peek == UInt8(ascii: "'") {
      key = scanner.string()
    } else {
      let word = scanner.word()
      if word.isEmpty {
        scanner.report("a key is missing here", from: start)
        return nil
      }
      if !NumberSyntax.isName(word) {
        scanner.report("put quotes around this key: \"\(word)\"", from: start)
      }
      key = word
    }
    return key.map { ($0, SourceRange(lower: start, upper: scanner.offset)) }
  }
}
