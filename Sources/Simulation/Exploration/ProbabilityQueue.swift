/// The nodes that are still to be followed, the most probable first; of equally probable ones the one that was
/// discovered first.
///
/// No node may be more probable than the last one that was removed, so it can be a radix heap (Ahuja,
/// Mehlhorn, Orlin and Tarjan, *Faster Algorithms for the Shortest Path Problem*, 1990), which
/// needs few comparisons: an entry's bucket is the highest bit in which it differs from the last one removed, and each
/// entry moves down through few buckets.
///
/// The structure is a radix heap (Ahuja, Mehlhorn, Orlin, Tarjan, *Faster Algorithms for the
/// Shortest Path Problem*, 1990). It needs keys that never fall below the last one taken, which
/// holds since a probability only shrinks along a path.
@usableFromInline
struct ProbabilityQueue {
  @usableFromInline
  struct Entry {
    /// The complement of the probability's bits, which fall as it rises.
    @usableFromInline let key: UInt64
    /// The number of the node.
    @usableFromInline let node: Int32

    @inlinable
    init(key: UInt64, node: Int32) {
      self.key = key
      self.node = node
    }

    /// The probability, read back from the key. Positive doubles order as their bits do.
    @inlinable
    var probability: Double { Double(bitPattern: ~key) }
  }

  /// The key of the entry that was removed last.
  @usableFromInline var last = ~(1.0).bitPattern
  /// The nodes with that key, in their order; the first `gone` were removed.
  @usableFromInline var equals: [Int32] = []
  /// The number of entries of `equals` that were taken.
  @usableFromInline var gone = 0
  /// The other nodes, by the highest bit in which their keys differ from that key.
  @usableFromInline var buckets = [[Entry]](repeating: [], count: 64)
  /// The buckets that are not empty, one bit each.
  @usableFromInline var filled: UInt64 = 0

  @inlinable
  init() {}

  /// - Precondition: `probability` is positive, and no more than that of the last node removed, or 1.
  @inlinable @inline(__always)
  mutating func insert(_ node: Int32, probability: Double) {
    insert(Entry(key: ~probability.bitPattern, node: node))
  }

  /// Inserts an entry into the bucket of the highest bit in which it differs from the last key.
  @inlinable @inline(__always)
  mutating func insert(_ entry: Entry) {
    precondition(entry.key >= last, "a transition is no more probable than its origin")
    if entry.key == last {
      insertEqual(entry.node)
    } else {
      let bucket = 63 - (entry.key ^ last).leadingZeroBitCount
      buckets[bucket].append(entry)
      filled |= 1 << UInt64(bucket)
    }
  }

  /// Inserts a node that is as probable as the last one taken, in the order of discovery.
  @inlinable
  mutating func insertEqual(_ node: Int32) {
    // As a rule it was discovered last, so the search starts at the end.
    equals.insertFromEnd(node, notBefore: gone) { $0 > node }
  }

  /// Takes the most probable entry; `nil` if there is none.
  @inlinable
  mutating func removeFirst() -> Entry? {
    if gone == equals.count {
      equals.removeAll(keepingCapacity: true)
      gone = 0
      if filled == 0 { return nil }
      divideFirstBucket()
    }
    gone += 1
    return Entry(key: last, node: equals[gone - 1])
  }

  /// Makes the least key the last one, and moves the entries of its bucket to the lower buckets.
  @inlinable
  mutating func divideFirstBucket() {
    let bucket = filled.trailingZeroBitCount
    var entries: [Entry] = []
    swap(&entries, &buckets[bucket])
    filled &= ~(1 << UInt64(bucket))
    var least = entries[0].key
    for entry in entries where entry.key < least { least = entry.key }
    last = least
    for entry in entries { insert(entry) }
    // The bucket keeps its storage.
    entries.removeAll(keepingCapacity: true)
    swap(&entries, &buckets[bucket])
  }
}
