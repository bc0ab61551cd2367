/// A value in a file, with its place.
package struct Node: Sendable {
  /// The bytes of the value in the file.
  package let range: SourceRange
  /// The value.
  package let value: Value
}

/// The kinds of value in JSON5.
package indirect enum Value: Sendable {
  /// `null`, which no key of a model takes.
  case null
  case boolean(Bool)
  /// A number, with the text that it was written as.
  case number(NumberLiteral)
  /// A text, without its quotes and escapes.
  case string(String)
  /// A list, each element with its place.
  case array([Node])
  /// In the order of the file; a key stands there only once.
  case object([Member])
}

/// A key of an object with its value.
package struct Member: Sendable {
  /// The key, without quotes.
  package let key: String
  /// The bytes of the key in the file.
  package let keyRange: SourceRange
  /// The value, with its place.
  package let value: Node
}

/// A number as it was written, with its value.
package struct NumberLiteral: Hashable, Sendable {
  /// The characters in the file, for messages that quote them.
  package let text: String
  /// Infinite if it is too large for a double.
  package let value: Double
}
