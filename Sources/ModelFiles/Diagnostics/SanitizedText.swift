/// Text of a user on its way to a terminal.
package enum SanitizedText {
  /// The text with everything made visible that would steer the terminal or change the direction of
  /// what follows, such as `\u{1b}` for an escape.
  ///
  /// - Parameter tab: what stands for a tab.
  package static func visible(_ text: String, tab: String = "\\t") -> String {
    var visible = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\t":
        visible += tab
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
        visible += "\\u{" + String(scalar.value, radix: 16) + "}"
      default:
        visible.unicodeScalars.append(scalar)
      }
    }
    return visible
  }

  /// The number of columns that a visible text takes: two for the wide characters of East Asia and for emoji,
  /// none for what is put on top of another character.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: width
      default: width + (isWide(scalar) ? 2 : 1)
      }
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}
