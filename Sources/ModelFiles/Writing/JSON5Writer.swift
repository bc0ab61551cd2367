import Simulation
import Text

/// A value of a model on its way to text.
indirect enum JSON5Writer: Hashable, Sendable {
  /// A number, a word, or a text in quotes.
  case atom(String)
  case list([JSON5Writer])
  case object([Member])

  /// A key with its value.
  struct Member: Hashable, Sendable {
    let key: String
    let value: JSON5Writer
  }

  /// A Boolean value that indicates whether it is a list.
  var isList: Bool { if case .list = self { true } else { false } }
  /// A Boolean value that indicates whether it is an object.
  var isObject: Bool { if case .object = self { true } else { false } }

  /// A text in quotes, with its escapes.
  static func quoted(_ text: String) -> JSON5Writer { .atom(JSONText.quoted(text)) }

  /// An object with one member.
  static func single(_ key: String, _ value: JSON5Writer) -> JSON5Writer {
    .object([Member(key: key, value: value)])
  }

  /// The text, on one line if it fits there.
  ///
  /// - Parameters:
  ///   - indentation: how far the line that it starts in is indented.
  ///   - used: how much of that line is used up already.
  func text(indentation: Int = 0, after used: Int = 0) -> String {
    if used + line.count < 100, indentation > 0 { return line }
    let margin = String(repeating: " ", count: indentation + 2)
    let end = String(repeating: " ", count: indentation)
    switch self {
    case .atom(let text):
      return text
    case .list(let elements):
      let lines = elements.map {
        margin + $0.text(indentation: indentation + 2, after: indentation + 3) + ",\n"
      }
      return "[\n" + lines.joined() + end + "]"
    case .object(let members):
      let lines = members.map { member in
        let start = margin + JSON5Writer.key(member.key) + ": "
        return start + member.value.text(indentation: indentation + 2, after: start.count + 1)
          + ",\n"
      }
      return "{\n" + lines.joined() + end + "}"
    }
  }

  /// The text on one line.
  var line: String {
    switch self {
    case .atom(let text): text
    case .list(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      members.isEmpty
        ? "{}"
        : "{ "
          + members.map { JSON5Writer.key($0.key) + ": " + $0.value.line }.joined(separator: ", ")
          + " }"
    }
  }

  /// A key, in quotes if it is not a plain name.
  private static func key(_ key: String) -> String {
    let isName =
      key.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      } && key.unicodeScalars.first.map { !("0"..."9").contains($0) } ?? false
    return isName ? key : JSONText.quoted(key)
  }
}

/// Quantities and words.
extension JSON5Writer {
  /// A length of time, in the largest unit that keeps it short.
  static func of(_ delay: Delay) -> JSON5Writer { .quoted(Quantity.text(of: delay)) }

  /// A length of time; "none" for `nil`.
  static func of(_ delay: Delay?) -> JSON5Writer { delay.map { .of($0) } ?? .quoted("none") }

  /// A probability, as a percentage.
  static func of(_ probability: Probability) -> JSON5Writer {
    .quoted(Quantity.text(of: probability))
  }

  static func of(_ isTrue: Bool) -> JSON5Writer { .atom(isTrue ? "true" : "false") }

  /// A number, by the shortest text that reads back as the same.
  static func number(_ value: Double) -> JSON5Writer {
    .atom(plain(value))
  }

  /// A number without an exponent, by the shortest digits that read back as the same.
  static func plain(_ value: Double) -> String {
    NumberText.plain(value)
  }

  dynamic static func word<Meaning: Equatable>(
    _ meaning: Meaning, among options: [(word: String, meaning: Meaning)]
  ) -> JSON5Writer {
    guard let option = options.first(where: { $0.meaning == meaning }) else {
      preconditionFailure("a case without a word in model files")
    }
    return .quoted(option.word)
  }
}
