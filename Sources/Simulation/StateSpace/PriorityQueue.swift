/// The nodes that are still to be followed, the one with the cheapest path first; of equal ones the one that was
/// discovered first.
@usableFromInline
struct PriorityQueue {
  @usableFromInline
  struct Entry {
    /// The cost of the path to the node.
    @usableFromInline let cost: PathCost
    /// The number of the node, in the order of discovery.
    @usableFromInline let node: Int

    @inlinable
    init(cost: PathCost, node: Int) {
      self.cost = cost
      self.node = node
    }
  }

  @usableFromInline let order: PathOrder
  /// A binary heap.
  @usableFromInline var entries: [Entry] = []

  @inlinable
  init(_ order: PathOrder) {
    self.order = order
  }

  /// Returns true if an entry comes before another one. No two entries are equal in both, so
  /// the order never depends on the heap.
  @inlinable
  func comes(_ one: Entry, before other: Entry) -> Bool {
    order.comes(one.cost, before: other.cost) || one.cost == other.cost && one.node < other.node
  }

  /// Inserts an entry. Complexity: O(log *n*).
  @inlinable
  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if !comes(entries[child], before: entries[parent]) { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the first entry; `nil` if there is none. Complexity: O(log *n*).
  @inlinable
  mutating func removeFirst() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    if entries.isEmpty { return first }
    entries[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= entries.count { break }
      if child + 1 < entries.count, comes(entries[child + 1], before: entries[child]) { child += 1 }
      if !comes(entries[child], before: entries[parent]) { break }
      entries.swapAt(child, parent)
      parent = child
    }
    return first
  }
}
