/// The nodes that are still to be followed, the one of the lowest rank first; of equal ranks the one that was discovered
/// first.
@usableFromInline
struct PriorityQueue<Rank: Comparable> {
  @usableFromInline
  struct Entry {
    /// The rank, the lowest of which comes first.
    @usableFromInline let rank: Rank
    /// The number of the node, in the order of discovery.
    @usableFromInline let node: Int

    @inlinable
    init(rank: Rank, node: Int) {
      self.rank = rank
      self.node = node
    }

    /// Returns true if an entry comes before another one. No two entries are equal in both, so
    /// the order never depends on the heap.
    @inlinable
    func comes(before other: Entry) -> Bool {
      rank < other.rank || rank == other.rank && node < other.node
    }
  }

  /// A binary heap.
  @usableFromInline var entries: [Entry] = []

  @inlinable
  init() {}

  /// Inserts an entry. Complexity: O(log *n*).
  @inlinable
  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if !entries[child].comes(before: entries[parent]) { break }
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
      if child + 1 < entries.count, entries[child + 1].comes(before: entries[child]) { child += 1 }
      if !entries[child].comes(before: entries[parent]) { break }
      entries.swapAt(child, parent)
      parent = child
    }
    return first
  }
}
