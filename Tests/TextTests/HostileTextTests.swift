import Testing

@testable import Text

/// Names that try to act on a terminal, to hide, or to end the text that holds them.
@Suite struct HostileTextTests {
  static let hostile: [String] = [
    "\u{1B}[31mred\u{1B}[0m", "\u{9B}2J", "\u{202E}desrever\u{202C}", "\u{2066}isolated\u{2069}",
    "zero\u{200B}width", "joined\u{200D}up", "non\u{200C}joined", "\u{FEFF}mark",
    "say \"no\"", "it's", "back\\slash", "two\nlines", "two\r\nlines", "two\u{2028}lines",
    "rubbed\u{7F}out", "bell\u{7}", "nothing\u{0}", "tag\u{E0041}", "tab\there",
    "<script>alert(1)</script>", "a|b", "`code`", "&amp;", "=cmd()", "# heading", "Größe 大 👍🏽",
  ]

  private static func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }

  @Test(arguments: hostile)
  func onATerminalNothingActsOrHides(text: String) {
    #expect(HostileTextTests.isHarmless(SanitizedText.visible(text)))
    #expect(WrappedText.lines(text, width: 30).allSatisfy(HostileTextTests.isHarmless))
    #expect(WrappedText.lines(text, width: 3).allSatisfy(HostileTextTests.isHarmless))
    var table = TextTable(heading: ["strategy", "lost"])
    table.rows = [[text, "1%"]]
    let lines = table.text(width: 80).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[3].isEmpty)
    #expect(lines.allSatisfy { HostileTextTests.isHarmless(String($0)) })
    let columns = ColumnText.lines([[text, "b"]])
    #expect(columns.last == "\n" && HostileTextTests.isHarmless(String(columns.dropLast())))
  }

  /// The oracle is a reader of RFC 4180 in ten lines.
  @Test(arguments: hostile)
  func csvGivesEachNameBackAndNoFormula(text: String) {
    let document = CSVDocument(rows: [[text, "2"], ["next", "3"]]).text
    var rows: [[String]] = [[""]]
    var isQuoted = false
    for scalar in document.unicodeScalars {
      let row = rows.count - 1
      let field = rows[row].count - 1
      switch scalar {
      case "\"":
        // A quote after a closing one belongs to the text.
        if !isQuoted, rows[row][field].last != nil { rows[row][field] += "\"" }
        isQuoted.toggle()
      case "," where !isQuoted: rows[row].append("")
      case "\n" where !isQuoted: rows.append([""])
      default: rows[row][field].unicodeScalars.append(scalar)
      }
    }
    let expected = text.hasPrefix("=") ? "'" + text : text
    #expect(rows == [[expected, "2"], ["next", "3"], [""]])
  }

  @Test(arguments: hostile)
  func jsonIsOneHarmlessLineThatReadsBack(text: String) throws {
    let quoted = JSONText.quoted(text)
    #expect(HostileTextTests.isHarmless(quoted))
    #expect(JSONValue.string(text).text() == quoted)
    #expect(try HostileTextTests.unquoted(quoted) == text)
  }

  @Test func jsonWritesTheShortEscapesAndPairs() {
    #expect(JSONText.quoted("a\"b\\c\nd") == #""a\"b\\c\nd""#)
    #expect(JSONText.quoted("\t\u{7F}\u{200D}") == #""\u0009\u007f\u200d""#)
    #expect(JSONText.quoted("\u{E0041}") == #""\udb40\udc41""#)
    #expect(JSONText.quoted("Größe 大 👍🏽") == "\"Größe 大 👍🏽\"")
  }

  @Test(arguments: hostile)
  func xmlFindsNoMarkup(text: String) {
    let escaped = XMLText.escaped(text)
    #expect(HostileTextTests.isHarmless(escaped))
    #expect(!escaped.contains { "<>\"'".contains($0) })
    let entities = escaped.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    #expect(
      entities.allSatisfy { entity in
        ["amp;", "lt;", "gt;", "quot;", "#39;"].contains { entity.hasPrefix($0) }
      })
  }

  @Test func xmlShowsCharactersThatItDoesNotHave() {
    #expect(XMLText.escaped("\u{FFFE}\u{1FFFF}") == "\\u{fffe}\\u{1ffff}")
  }

  @Test func markdownNeitherStrikesOutNorBeginsAFormula() {
    #expect(MarkdownTable.escaped("~~gone~~ $x$") == #"\~\~gone\~\~ \$x\$"#)
  }

  @Test(arguments: hostile)
  func markdownKeepsEachRowOnALine(text: String) {
    let table = MarkdownTable(rows: [["Strategy", "lost"], [text, "1%"]]).text
    let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[3].isEmpty)
    #expect(lines.allSatisfy { HostileTextTests.isHarmless(String($0)) })
    // A bar that is not escaped would be one more cell.
    let bars = zip(" " + lines[2], lines[2]).count { $0 != "\\" && $1 == "|" }
    #expect(bars == 3)
    #expect(!table.contains("<"))
  }

  /// The text that a reader of JSON makes of a string.
  private static func unquoted(_ text: String) throws -> String {
    var units: [UInt16] = []
    var rest = Array(text.utf16)
    try #require(rest.first == 0x22 && rest.last == 0x22)
    rest = rest.dropFirst().dropLast()
    while let unit = rest.first {
      rest.removeFirst()
      guard unit == 0x5c else {
        try #require(unit != 0x22)
        units.append(unit)
        continue
      }
      let escape = rest.removeFirst()
      switch escape {
      case 0x6e: units.append(0x0a)
      case 0x75:
        let digits = String(decoding: rest.prefix(4), as: UTF16.self)
        units.append(try #require(UInt16(digits, radix: 16)))
        rest = Array(rest.dropFirst(4))
      default:
        try #require(escape == 0x22 || escape == 0x5c)
        units.append(escape)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
