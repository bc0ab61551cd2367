/// What a user's text looks like when nothing in it can act.
package enum VisibleText {
  /// Text of a user's making with everything shown that would act on a terminal or hide itself.
  ///
  /// Control characters, line and paragraph separators, and invisible format characters (the bidi
  /// overrides among them) become escapes such as `\u{202e}`. The joiners U+200C and U+200D stay:
  /// several scripts are not spelled without them.
  ///
  /// - Parameter ascii: whether every character beyond ASCII is escaped as well.
  package static func of(_ text: String, ascii: Bool = false) -> String {
    var visible = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar) || (ascii && !scalar.isASCII) {
        visible += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        visible.unicodeScalars.append(scalar)
      }
    }
    return visible
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar != "\u{200C}" && scalar != "\u{200D}"
    default: false
    }
  }
}
