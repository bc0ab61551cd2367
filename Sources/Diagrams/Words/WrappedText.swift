/// Text broken into lines of a bounded width.
package enum WrappedText {
  /// The lines of a text, broken between words; a word that is longer than a line is cut.
  ///
  /// - Parameter width: the most characters in a line; at least 1.
  package static func lines(_ text: String, width: Int) -> [String] {
    precondition(width >= 1, "a line has room for a character")
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      if !line.isEmpty { line += " " }
      var rest = word
      while rest.count > width {
        lines.append(String(rest.prefix(width)))
        rest = rest.dropFirst(width)
      }
      line += rest
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
