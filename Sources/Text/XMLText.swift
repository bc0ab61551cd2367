/// Text in an SVG drawing or an HTML page.
package enum XMLText {
  /// The text with markup escaped for content and for quoted attributes, and sanitized.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in SanitizedText.visible(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      // XML 1.0 has no such characters (section 2.2).
      case _ where scalar.value & 0xfffe == 0xfffe: escaped += SanitizedText.escape(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
