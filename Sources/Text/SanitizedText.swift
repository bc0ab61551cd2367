/// Text of a user, made harmless for a terminal or a page.
package enum SanitizedText {
  /// The text with an escape in place of each character that acts on a terminal or hides itself.
  ///
  /// Control characters, line and paragraph separators, and invisible format characters become
  /// escapes of the form `\u{202e}`. The format characters include bidirectional overrides, the
  /// zero-width space, and the joiners U+200C and U+200D: two names that differ only in a joiner
  /// look the same on a terminal, so the joiner must be seen.
  ///
  /// The result is unchanged when sanitized again.
  ///
  /// - Parameters:
  ///   - tab: the replacement for a tab.
  ///   - ascii: true to escape every character beyond ASCII as well.
  package static func visible(
    _ text: String, tab: String = "\\t", ascii: Bool = false
  ) -> String {
    var visible = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        visible += tab
      } else if isHidden(scalar) || (ascii && !scalar.isASCII) {
        visible += escape(scalar)
      } else {
        visible.unicodeScalars.append(scalar)
      }
    }
    return visible
  }

  /// The text as ``visible(_:tab:ascii:)`` shows it, except that line feeds stay.
  package static func visibleLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }
      .joined(separator: "\n")
  }

  /// The columns that a visible text takes on a terminal: two for each wide character of East Asia
  /// and for emoji, none for a mark that combines with the character before it.
  package static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: width
      default: width + (isWide(scalar) ? 2 : 1)
      }
    }
  }

  /// Returns true if a character acts on its surroundings or leaves no mark of its own.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return false
    }
  }

  /// The escape of a character, for example `\u{1b}`.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16) + "}"
  }

  /// Returns true for a character that takes two columns (Unicode Standard Annex #11, East Asian
  /// Width).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}
