/// An array without its checks, for the memory of an queue, which an `EventQueueMemory` owns as a whole.
///
/// An event is inserted and removed in some ten nanoseconds. An array that asks at each step of that whether
/// it shares its elements and whether an index is in its range takes as long for asking.
///
/// A copy shares the elements: ``copy()`` does not. The owner calls ``free()``, once.
@usableFromInline
struct Slab<Element> {
  /// The elements, of which the first ``count`` are there.
  @usableFromInline private(set) var base: UnsafeMutablePointer<Element>
  @usableFromInline private(set) var count = 0
  /// The number of elements for which there is room.
  @usableFromInline private(set) var capacity = 0

  /// An empty slab without memory.
  @inlinable
  init() {
    // It is never read: there is room for none.
    base = UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!
  }

  /// A Boolean value that indicates whether there are no elements.
  @inlinable var isEmpty: Bool { count == 0 }

  /// - Precondition: the index is in `0 ..< count`, which is not checked.
  @inlinable
  subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// Adds an element at the end. Amortized complexity: O(1).
  @inlinable
  mutating func append(_ element: Element) {
    if count == capacity { reserve(count + 1) }
    (base + count).initialize(to: element)
    count &+= 1
  }

  /// Adds the same element a number of times.
  @inlinable
  mutating func append(repeating element: Element, count added: Int) {
    reserve(count + added)
    (base + count).initialize(repeating: element, count: added)
    count += added
  }

  /// Takes the last element; `nil` if there is none.
  @inlinable
  mutating func popLast() -> Element? {
    if count == 0 { return nil }
    count &-= 1
    return (base + count).move()
  }

  /// Drops elements from the end. There must be as many.
  @inlinable
  mutating func removeLast(_ removed: Int) {
    count &-= removed
    (base + count).deinitialize(count: removed)
  }

  /// Keeps the memory.
  @inlinable
  mutating func removeAll() { removeLast(count) }

  /// The elements, as long as nothing is added or removed.
  @inlinable var all: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }

  /// Makes room for that number of elements, and for some more than there is room for now.
  @inlinable @inline(never)
  mutating func reserve(_ wanted: Int) {
    if wanted <= capacity { return }
    let grown = max(wanted, 2 * capacity, 8)
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: grown)
    memory.moveInitialize(from: base, count: count)
    if capacity > 0 { base.deallocate() }
    base = memory
    capacity = grown
  }

  /// The same elements in memory of their own.
  @inlinable @inline(never)
  func copy() -> Slab {
    var copy = Slab()
    copy.reserve(count)
    copy.base.initialize(from: base, count: count)
    copy.count = count
    return copy
  }

  /// Gives the memory back and leaves the slab empty.
  @inlinable @inline(never)
  mutating func free() {
    removeAll()
    if capacity > 0 { base.deallocate() }
    self = Slab()
  }
}
