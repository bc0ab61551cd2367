/// Rebuilds the sets and dictionaries inside a value, so that they list their elements in another order.
///
/// The order of a `Set` or `Dictionary` depends on hash seeds, which differ between processes, and on the history of
/// the container. A handler that depends on it behaves differently in another process.
///
/// ```swift
/// var shuffle = ContainerShuffle()
/// let other = shuffle.value(state)
/// other == state            // equal, but its sets list their elements in another order
/// shuffle.containers        // ["Set 'peers'"]
/// ```
///
/// The containers inside a struct, tuple or enum are found by reflection. Each is one word, a pointer to its storage,
/// and that word is exchanged in a copy of the value. A container that is not found there, for example behind an
/// indirect case, stays as it is.
struct ContainerShuffle {
  /// The index of the one container to rebuild, in the order of the walk; `nil` for all.
  var only: Int?
  /// The position, in the original order, of the element that comes first in a rebuilt container. Where a container has
  /// fewer elements it wraps around.
  var first: Int
  /// The number of elements of the largest container that was met.
  private(set) var largest = 0
  /// The containers with two or more elements that were met, in words.
  private(set) var containers: [String] = []
  /// A Boolean value that indicates whether any set or dictionary was met, even an empty one.
  private(set) var hasMetContainer = false

  init(only: Int? = nil, first: Int = 1) {
    self.only = only
    self.first = first
  }

  /// The positions that come first in turn, so that each element of a small container does.
  var turns: Range<Int> { 1..<max(min(largest, 6), 3) }

  /// Returns an equal value with rebuilt containers.
  ///
  /// - Parameter path: the fields that lead to the value, for the text of a container.
  mutating func value<Value>(_ value: Value, path: String = "") -> Value {
    if PlainTypes.contain(typeOf: value) { return value }
    if let container = value as? any ShuffledContainer {
      return container.shuffled(by: &self, path: path) as? Value ?? value
    }
    var copy = value
    withUnsafeMutableBytes(of: &copy) { substitute(childrenOf: value, path: path, in: $0) }
    return copy
  }

  /// Returns true if a container with two or more elements is to be rebuilt now, and notes it.
  mutating func meets(_ kind: String, count: Int, path: String) -> Bool {
    hasMetContainer = true
    if count < 2 { return false }
    largest = max(largest, count)
    containers.append(path.isEmpty ? kind : "\(kind) '\(path)'")
    return only == nil || only == containers.count - 1
  }

  /// Replaces the containers among the members of a value, and among theirs, in the memory of a
  /// copy.
  private mutating func substitute(
    childrenOf value: Any, path: String, in memory: UnsafeMutableRawBufferPointer
  ) {
    // Only a word can hold a container.
    if memory.count < MemoryLayout<UInt>.size { return }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct, .tuple, .enum, .optional: break
    default: return
    }
    for child in mirror.children {
      let path = Self.path(path, child.label)
      if let container = child.value as? any ShuffledContainer {
        substitute(container, path: path, in: memory)
      } else {
        substitute(childrenOf: child.value, path: path, in: memory)
      }
    }
  }

  /// Replaces one container by one with the same elements in another order.
  ///
  /// It is replaced in memory, since reflection gives copies. A container is one word there,
  /// which must be found exactly once: otherwise nothing is changed.
  private mutating func substitute<Container: ShuffledContainer>(
    _ container: Container, path: String, in memory: UnsafeMutableRawBufferPointer
  ) {
    guard MemoryLayout<Container>.size == MemoryLayout<UInt>.size else { return }
    var shuffled = container.shuffled(by: &self, path: path)
    let old = unsafeBitCast(container, to: UInt.self)
    let new = unsafeBitCast(shuffled, to: UInt.self)
    if old == new { return }
    let words = memory.bindMemory(to: UInt.self)
    // An enum may keep its case in the bits that a pointer does not use.
    guard old & Self.spareBits == 0, new & Self.spareBits == 0,
      let place = words.firstIndex(where: { $0 & ~Self.spareBits == old })
    else { return }
    // The copy takes over the new storage, and the variable releases the old one.
    withUnsafeMutableBytes(of: &shuffled) { $0.storeBytes(of: old, as: UInt.self) }
    words[place] = new | words[place] & Self.spareBits
  }

  /// The bits of a pointer to an object that Swift uses for the cases of an enum.
  private static var spareBits: UInt {
    MemoryLayout<UInt>.size == 8 ? 0xff00_0000_0000_0007 : 0x3
  }

  /// The path of a member, as a message names it.
  private static func path(_ path: String, _ label: String?) -> String {
    // The elements of tuples are named ".0", and the content of an optional "some".
    guard let label, !label.hasPrefix("."), label != "some" else { return path }
    return path.isEmpty ? label : path + "." + label
  }
}

/// A container of one word whose elements, or theirs, may be listed in another order.
protocol ShuffledContainer {
  /// Returns an equal container that is rebuilt as the shuffle says.
  func shuffled(by shuffle: inout ContainerShuffle, path: String) -> Self
  /// A Boolean value that indicates whether it always is its own only order, and so are its elements.
  static var isPlain: Bool { get }
}

extension ShuffledContainer {
  /// A Boolean value that indicates whether elements of this type hold no containers.
  static var isPlain: Bool { false }
}

extension Set: ShuffledContainer {
  func shuffled(by shuffle: inout ContainerShuffle, path: String) -> Set {
    guard shuffle.meets("Set", count: count, path: path) else { return self }
    let order = Array(self)
    return HashOrder.other(than: order, in: self, first: shuffle.first) { capacity in
      var other = Set(minimumCapacity: capacity)
      for element in order.reversed() { other.insert(element) }
      return other
    }
  }
}

extension Dictionary: ShuffledContainer {
  func shuffled(by shuffle: inout ContainerShuffle, path: String) -> Dictionary {
    let isMeant = shuffle.meets("Dictionary", count: count, path: path)
    var values = self
    for (key, value) in self {
      if MemoryLayout<Value>.size < MemoryLayout<UInt>.size { break }
      values[key] = shuffle.value(value, path: path + "[…]")
    }
    if !isMeant { return values }
    let order = Array(values.keys)
    let rebuilt = { (capacity: Int) in
      var other = Dictionary(minimumCapacity: capacity)
      for key in order.reversed() { other[key] = values[key] }
      return other
    }
    return HashOrder.other(
      than: order, in: values, first: shuffle.first,
      keys: { (other: Dictionary) in Array(other.keys) }, build: rebuilt)
  }
}

extension Array: ShuffledContainer {
  static var isPlain: Bool {
    // An element that holds a container is a word at least.
    MemoryLayout<Element>.size < MemoryLayout<UInt>.size
      || Element.self is any BinaryInteger.Type || Element.self == String.self
  }

  func shuffled(by shuffle: inout ContainerShuffle, path: String) -> Array {
    if Self.isPlain { return self }
    let known = shuffle.containers.count
    let others = map { shuffle.value($0, path: path + "[…]") }
    return shuffle.containers.count == known ? self : others
  }
}

/// The search for a rebuilt container with an order as different as possible.
private enum HashOrder {
  /// The number of containers that are built.
  private static let tries = 24

  /// A set with an order as different as possible.
  static func other<Element: Hashable>(
    than order: [Element], in set: Set<Element>, first: Int, build: (Int) -> Set<Element>
  ) -> Set<Element> {
    other(than: order, in: set, first: first, keys: { Array($0) }, build: build)
  }

  /// A container with an order as different as possible, of several that are built.
  ///
  /// The order depends on the capacity and on the address, so each attempt has another capacity,
  /// and all stay alive until the end.
  static func other<Element: Hashable, Container>(
    than order: [Element], in container: Container, first: Int,
    keys: (Container) -> [Element], build: (Int) -> Container
  ) -> Container {
    // All are kept until the end, so that each has another address, which is part of its hash seed.
    var built: [Container] = []
    var best = (score: 0, container: container)
    for attempt in 0..<tries {
      let other = build(order.count << (attempt % 3))
      built.append(other)
      let listed = keys(other)
      // The wanted first element counts for more than the rest of the order.
      let isFirst = listed.first == order[first % order.count]
      let score = inversions(listed, order) + (isFirst ? 100 : 0)
      if score > best.score { best = (score, other) }
      if isFirst, attempt >= min(order.count, 8) { break }
    }
    return best.container
  }

  /// The number of pairs, among the first few elements, that stand in the other order.
  private static func inversions<Element: Hashable>(_ one: [Element], _ other: [Element]) -> Int {
    let places = one.prefix(8).compactMap { other.firstIndex(of: $0) }
    var count = 0
    for (index, place) in places.enumerated() {
      count += places[(index + 1)...].count { $0 < place }
    }
    return count
  }
}
