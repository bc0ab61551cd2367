/// Text broken into lines of a bounded width.
package enum WrappedText {
  /// The lines of a sanitized text, broken between words.
  ///
  /// - Parameters:
  ///   - width: the columns of a line on a terminal; at least 1.
  ///   - cutsLongWords: true to cut a word that is longer than a line. Otherwise it takes a line
  ///     of its own, as an address must.
  package static func lines(
    _ text: String, width: Int, cutsLongWords: Bool = true
  ) -> [String] {
    precondition(width >= 1, "a line has room for a character")
    var lines: [String] = []
    var line = ""
    for word in SanitizedText.visible(text).split(separator: " ") {
      let wordWidth = SanitizedText.width(of: String(word))
      if !line.isEmpty, SanitizedText.width(of: line) + 1 + wordWidth > width {
        lines.append(line)
        line = ""
      }
      if !line.isEmpty { line += " " }
      var rest = word
      while cutsLongWords, SanitizedText.width(of: String(rest)) > width {
        let start = WrappedText.start(of: rest, width: width)
        lines.append(String(start))
        rest = rest.dropFirst(start.count)
      }
      line += rest
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// The longest start of a word that fits, and at least one character.
  private static func start(of word: Substring, width: Int) -> Substring {
    var columns = 0
    var end = word.startIndex
    for index in word.indices {
      columns += SanitizedText.width(of: String(word[index]))
      if columns > width, index > word.startIndex { break }
      end = word.index(after: index)
    }
    return word[..<end]
  }
}

/// A page of labeled paragraphs for a terminal of 80 columns.
package struct Paragraphs {
  /// The page so far; each line ends with a line feed.
  package private(set) var text = ""
  private static let width = 80
  private static let labelWidth = 12

  /// Creates an empty page.
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
