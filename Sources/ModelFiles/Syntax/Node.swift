/// A value in a file, with its place.
package struct Node: Sendable {
  package let range: SourceRange
  package let value: Value
}

/// The kinds of value in JSON5.
package indirect enum Value: Sendable {
  case null
  case boolean(Bool)
  case number(NumberLiteral)
  case string(String)
  case array([Node])
  /// In the order of the file; a key stands there only once.
  case object([Member])
}

/// A key of an object with its value.
package struct Member: Sendable {
  package let key: String
  package let keyRange: SourceRange
  package let value: Node
}

/// A number as it was written, with its value.
package struct NumberLiteral: Hashable, Sendable {
  package let text: String
  /// Infinite if it is too large for a double.
  package let value: Double
}
