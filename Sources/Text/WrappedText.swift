/// Text broken into lines of a bounded width.
package enum WrappedText {
  /// The lines of a sanitized text, broken between words.
  ///
  /// - Parameters:
  ///   - width: the maximum number of characters in a line; at least 1.
  ///   - cutsLongWords: true to cut a word that is longer than a line. Otherwise it takes a line
  ///     of its own, as an address must.
  package static func lines(
    _ text: String, width: Int, cutsLongWords: Bool = true
  ) -> [String] {
    precondition(width >= 1, "a line has room for a character")
    var lines: [String] = []
    var line = ""
    for word in SanitizedText.visible(text).split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      if !line.isEmpty { line += " " }
      var rest = word
      while cutsLongWords, rest.count > width {
        lines.append(String(rest.prefix(width)))
        rest = rest.dropFirst(width)
      }
      line += rest
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}

/// A page of labeled paragraphs for a terminal of 80 columns.
package struct Paragraphs {
  /// The page so far; each line ends with a line feed.
  package private(set) var text = ""
  private static let width = 80
  private static let labelWidth = 12

  package init() {}

  /// Appends a line as it is.
  package mutating func append(_ line: String) { text += line + "\n" }

  /// Appends an empty line.
  package mutating func separate() { text += "\n" }

  /// Appends a paragraph with a label on its left.
  ///
  /// A label that is too long for the margin takes a line of its own. The label `-` makes a bullet
  /// with a narrow margin.
  package mutating func append(_ label: String, _ paragraph: String) {
    let margin = label == "-" ? 2 : Paragraphs.labelWidth
    var start = label.padded(to: margin, .left)
    if label.count >= margin {
      append(label)
      start = "".padded(to: margin, .left)
    }
    let lines = WrappedText.lines(
      paragraph, width: Paragraphs.width - margin, cutsLongWords: false)
    for line in lines {
      append(start + line)
      start = "".padded(to: margin, .left)
    }
  }
}
