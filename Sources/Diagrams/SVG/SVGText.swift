import Text

/// Words as they stand in an SVG.
package enum SVGText {
  /// The columns that a text takes in a font of equally wide characters, if not less.
  package static func columns(_ text: String) -> Int {
    let visible = SanitizedText.visible(text)
    return isWide(visible) ? 2 * visible.count : visible.count
  }

  /// The lines of a text, none of more columns than the width.
  package static func lines(_ text: String, columns: Int) -> [String] {
    let visible = SanitizedText.visible(text)
    return WrappedText.lines(visible, width: max(isWide(visible) ? columns / 2 : columns, 1))
  }

  /// The beginning of a text where it takes more columns than there are.
  package static func cut(_ text: String, columns: Int) -> String {
    let visible = SanitizedText.visible(text)
    if SVGText.columns(visible) <= columns { return visible }
    return visible.prefix(max((isWide(visible) ? columns / 2 : columns) - 3, 1)) + "..."
  }

  /// Returns true if some characters may be twice as wide as others: among them those of East Asia and emoji,
  /// but not punctuation, arrows and signs.
  private static func isWide(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value >= 0x1100 && !(0x2000..<0x2c00).contains($0.value) }
  }
}
