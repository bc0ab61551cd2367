/// A part that few actors have, stored elsewhere.
///
/// The parameters of an actor are copied on the way to some of its handlers. So they have to be small,
/// and a part that is not there costs no more than the question.
@propertyWrapper
public struct Rare<Value: Hashable & Sendable>: Hashable, Sendable {
  private var box: Box<Value>?

  /// Creates a value from its parts.
  public init(wrappedValue: Value? = nil) { box = wrappedValue.map(Box.init) }

  /// The value.
  public var wrappedValue: Value? {
    @inline(__always) get { box?.value }
    set { box = newValue.map(Box.init) }
  }

  /// Returns true if both are equal.
  public static func == (left: Rare, right: Rare) -> Bool {
    left.box === right.box || left.wrappedValue == right.wrappedValue
  }

  /// Hashes the parts that `==` compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

/// A part that is large beside what uses it most, stored elsewhere: see ``Rare``.
@propertyWrapper
public struct Indirect<Value: Hashable & Sendable>: Hashable, Sendable {
  private var box: Box<Value>

  /// Creates a value from its parts.
  public init(wrappedValue: Value) { box = Box(wrappedValue) }

  /// The value.
  public var wrappedValue: Value {
    @inline(__always) get { box.value }
    set { box = Box(newValue) }
  }

  /// Returns true if both are equal.
  public static func == (left: Indirect, right: Indirect) -> Bool {
    left.box === right.box || left.wrappedValue == right.wrappedValue
  }

  /// Hashes the parts that `==` compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

private final class Box<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
