/// Text for a terminal that shows ASCII alone.
package enum ASCIIText {
  /// The text with the typographic characters of reports replaced by ASCII, and every other character
  /// beyond ASCII escaped.
  ///
  /// Line feeds stay.
  package static func plain(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var plain = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        plain.unicodeScalars.append(scalar)
      } else {
        plain += replacement(for: scalar) ?? SanitizedText.escape(scalar)
      }
    }
    return plain
  }

  /// The ASCII in place of a character that reports use themselves.
  private static func replacement(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "–", "−", "─", "—": "-"
    case "…": "..."
    case "±": "+-"
    case "≈": "~"
    case "≤": "<="
    case "≥": ">="
    case "×": "x"
    case "·": "*"
    case "ⁿ": "^n"
    case "‰": "per mille"
    case "µ": "u"
    case "✓": "ok:"
    case "✗": "NO:"
    case "█": "#"
    case "▓": "="
    case "░": "-"
    case "▏", "▎", "▍", "▌", "▋", "▊", "▉": "|"
    case "▁", "▂": "_"
    case "▃", "▄": "-"
    case "▅", "▆": "+"
    case "▇": "*"
    case "│": "|"
    case "►", "▶": ">"
    case "◄", "◀": "<"
    case "‘", "’": "'"
    case "“", "”": "\""
    default: nil
    }
  }
}
