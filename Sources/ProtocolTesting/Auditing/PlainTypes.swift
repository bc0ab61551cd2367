import Synchronization

/// The types whose values cannot hold anything to shuffle, as far as they are known.
///
/// To look into a value by reflection takes longer than most handlers. What a type is made of stays the same, so one
/// look at a value of it is enough.
enum PlainTypes {
  /// The answers so far, by type.
  private static let known = Mutex<[ObjectIdentifier: Bool]>([:])

  /// Returns true if it is known that neither this value nor another one of its type holds a set, a dictionary or an
  /// array of them.
  static func contain<Value>(typeOf value: Value) -> Bool {
    answer(for: Value.self) ?? isPlain(value, of: Value.self) ?? false
  }

  /// - Returns: `nil` if this value does not tell, since it is an optional without content.
  private static func isPlain(_ value: Any, of type: Any.Type) -> Bool? {
    if let answer = answer(for: type) { return answer }
    let mirror = Mirror(reflecting: value)
    let answer: Bool?
    switch mirror.displayStyle {
    case .struct, .tuple: answer = arePlain(mirror.children, size: layout(of: type).size)
    case .optional:
      answer = mirror.children.first.flatMap { isPlain($0.value, of: Swift.type(of: $0.value)) }
    default: answer = false
    }
    if let answer { known.withLock { $0[ObjectIdentifier(type)] = answer } }
    return answer
  }

  /// The answer for a type, if it can be given without a value.
  private static func answer<Value>(for type: Value.Type) -> Bool? {
    // Only a word can hold a container.
    if MemoryLayout<Value>.size < MemoryLayout<UInt>.size { return true }
    if let answer = known.withLock({ $0[ObjectIdentifier(type)] }) { return answer }
    if type is any BinaryInteger.Type || type is any BinaryFloatingPoint.Type { return true }
    if type == String.self { return true }
    if let container = type as? any ShuffledContainer.Type { return container.isPlain }
    return nil
  }

  /// - Parameter size: the size of the whole. If the parts fill it, none of them is a box that may hold a value of
  ///   another type at another time.
  private static func arePlain(_ parts: Mirror.Children, size: Int) -> Bool? {
    var end = 0
    var answer: Bool? = true
    for part in parts {
      let type = Swift.type(of: part.value)
      let (size, alignment) = layout(of: type)
      end = (end + alignment - 1) / alignment * alignment + size
      switch isPlain(part.value, of: type) {
      case true?: continue
      case false?: return false
      case nil: answer = nil
      }
    }
    return end == size ? answer : false
  }

  private static func layout<Value>(of type: Value.Type) -> (size: Int, alignment: Int) {
    (MemoryLayout<Value>.size, MemoryLayout<Value>.alignment)
  }
}
