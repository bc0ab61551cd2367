/// Reads words, texts and Boolean values.
///
/// Every closed list of words in a model goes through here, so each error lists the words and
/// suggests the nearest.
enum Choice {
  /// Reads `true` or `false`.
  static func isTrue(_ value: Value) throws(QuantityError) -> Bool {
    guard case .boolean(let isTrue) = value else {
      throw QuantityError(requirement: "must be true or false")
    }
    return isTrue
  }

  /// One of some words, each with its meaning.
  dynamic static func oneOf<Meaning>(
    _ options: [(word: String, meaning: Meaning)], _ value: Value
  ) throws(QuantityError) -> Meaning {
    let words = options.map(\.word)
    var requirement = "must be "
    if words.count > 1 {
      requirement += words.dropLast().map { "\"\($0)\"" }.joined(separator: ", ") + " or "
    }
    requirement += "\"\(words.last ?? "")\""
    guard case .string(let word) = value else { throw QuantityError(requirement: requirement) }
    if let option = options.first(where: { $0.word == word }) { return option.meaning }
    if let near = SpellingSuggestion.suggestion(for: word, among: words) {
      requirement += " (did you mean \"\(near)\"?)"
    }
    throw QuantityError(requirement: requirement)
  }

  /// A text that stays on its line and does not change how the text around it is shown.
  static func line(_ value: Value) throws(QuantityError) -> String {
    guard case .string(let text) = value else {
      throw QuantityError(requirement: "must be a text in quotes")
    }
    if !isLine(text) {
      throw QuantityError(
        requirement: "must be one line of at most 200 characters without control characters")
    }
    return text
  }

  /// Returns true if a text is short and has no line ends, control characters or changes of direction.
  static func isLine(_ text: String) -> Bool {
    // Not characters: one may have any number of marks.
    text.unicodeScalars.count <= 200
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
          // Joiners belong to the spelling of some languages and of emoji.
          scalar == "\u{200c}" || scalar == "\u{200d}"
        default:
          true
        }
      }
  }
}
