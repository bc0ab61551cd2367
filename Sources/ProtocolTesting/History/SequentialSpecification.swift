/// An object as one caller sees it who calls its operations one after the other.
///
/// Nodes that implement the object together record their operations with ``Context/invoke(_:)`` and
/// ``Context/respond(_:)``. ``ProtocolTest/linearizable(against:)`` then checks that the object cannot be told from
/// this one. A register:
///
/// ```swift
/// struct Register: SequentialSpecification {
///   enum Call: Hashable { case read, write(Int) }
///   var value = 0
///
///   mutating func apply(_ call: Call) -> Int {
///     if case .write(let new) = call { value = new }
///     return value
///   }
/// }
/// ```
///
/// The value is the state of the object.
public protocol SequentialSpecification: Hashable, Sendable {
  /// The operations with their arguments.
  associatedtype Call: Hashable & Sendable
  /// The results of the operations.
  associatedtype Answer: Hashable & Sendable

  /// Executes an operation, and returns its result.
  mutating func apply(_ call: Call) -> Answer
}

/// The specification of a protocol that implements no object.
public struct NoSpecification: SequentialSpecification {
  /// Does nothing: there is no operation.
  public mutating func apply(_ call: Never) -> Never {}
}
