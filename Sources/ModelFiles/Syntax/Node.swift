/// A value in a file, and where it stands.
public struct Node: Sendable {
  public let range: SourceRange
  public let value: Value
}

/// What JSON5 can say.
public indirect enum Value: Sendable {
  case null
  case boolean(Bool)
  case number(NumberLiteral)
  case string(String)
  case array([Node])
  /// In the order of the file; a key stands there only once.
  case object([Member])
}

/// A key of an object with its value.
public struct Member: Sendable {
  public let key: String
  public let keyRange: SourceRange
  public let value: Node
}

/// A number as it was written, and what it comes to.
public struct NumberLiteral: Hashable, Sendable {
  public let text: String
  /// Infinite if it is too large for a double.
  public let value: Double
}
