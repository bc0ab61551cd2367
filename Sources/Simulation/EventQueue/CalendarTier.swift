/// The events that come later, in a ring of buckets that are sorted only as they come up.
///
/// A calendar queue (Brown, *Calendar Queues: A Fast O(1) Priority Queue Implementation for the
/// Simulation Event Set Problem*, CACM 1988): bucket b holds, as a list, the events whose bucket
/// number is b modulo the ring's size. Inserting is constant; a bucket is emptied into `SortedTier`
/// when time reaches it. How wide a bucket is, `rebuild` chooses from the events that are pending.
@usableFromInline
struct CalendarTier<Event> {
  @usableFromInline
  struct Node {
    @usableFromInline var entry: QueuedEvent<Event>
    /// The index of the next node of the bucket or of the free list, or −1.
    @usableFromInline var next: Int32

    /// A node in front of the others of its bucket.
    @inlinable
    init(entry: QueuedEvent<Event>, next: Int32) {
      self.entry = entry
      self.next = next
    }
  }

  /// All nodes. Those that are not in a bucket form a list of free ones.
  @usableFromInline var nodes = Slab<Node>()
  /// The first free node; −1 if there is none.
  @usableFromInline var firstFree: Int32 = -1
  /// The first node of each bucket, or −1. Its count is a power of two.
  @usableFromInline var heads = Slab<Int32>()
  /// A bucket is 2 ^ shift nanoseconds wide.
  @usableFromInline var shift: Int64 = 0
  /// The number of the next bucket that comes up.
  @usableFromInline var cursor: Int64 = 0
  /// The number of events in all buckets.
  @usableFromInline var count = 0
  /// Events poured since `rebuild`.
  @usableFromInline var poured = 0
  /// Empty buckets and events of later rounds that were looked at since `rebuild`.
  @usableFromInline var wasted = 0

  /// An empty tier without buckets.
  @inlinable init() {}

  /// Returns true if the buckets no longer fit the events: most looks find nothing.
  @inlinable
  var isWasteful: Bool { wasted > 2 &* heads.count &+ 8 &* poured }

  /// Returns true if there are too many events for the buckets.
  @inlinable
  var isCrowded: Bool { count > 2 &* heads.count }

  /// Keeps its memory.
  @inlinable
  mutating func removeAll() {
    nodes.removeAll()
    heads.removeAll()
    firstFree = -1
    count = 0
  }

  /// - Precondition: the event's bucket has not come up yet.
  @inlinable
  mutating func insert(_ entry: QueuedEvent<Event>) {
    let bucket = Int(truncatingIfNeeded: (entry.time &>> shift) & Int64(heads.count &- 1))
    let node = Node(entry: entry, next: heads[bucket])
    let index: Int32
    if firstFree >= 0 {
      index = firstFree
      firstFree = nodes.base[Int(index)].next
      nodes[Int(index)] = node
    } else {
      index = Int32(nodes.count)
      nodes.append(node)
    }
    heads[bucket] = index
    count &+= 1
  }

  /// Empties the next bucket that holds anything into `near`.
  ///
  /// - Returns: the last instant of that bucket, or `nil` if a whole round of the ring found nothing:
  ///   the buckets are too narrow for what is pending.
  @inlinable
  mutating func pourNext(into near: inout SortedTier<Event>) -> Int64? {
    let mask = Int64(heads.count &- 1)
    for _ in 0..<heads.count {
      let bucket = Int(truncatingIfNeeded: cursor & mask)
      if heads[bucket] >= 0 {
        let before = near.count
        pour(bucket: bucket, into: &near)
        if near.count > before {
          poured &+= near.count &- before
          let last = CalendarTier.lastInstant(ofBucket: cursor, shift: shift)
          cursor &+= 1
          return last
        }
      }
      cursor &+= 1
      wasted &+= 1
    }
    return nil
  }

  /// Moves the events of the bucket number `cursor` to `near`, and keeps those of later rounds.
  @inlinable
  mutating func pour(bucket: Int, into near: inout SortedTier<Event>) {
    var kept: Int32 = -1
    var free = firstFree
    var moved = 0
    var index = heads[bucket]
    while index >= 0 {
      let node = nodes.base + Int(index)
      let next = node.pointee.next
      if node.pointee.entry.time &>> shift == cursor {
        near.insert(node.pointee.entry)
        node.pointee.next = free
        free = index
        moved &+= 1
      } else {
        node.pointee.next = kept
        kept = index
        wasted &+= 1
      }
      index = next
    }
    heads[bucket] = kept
    firstFree = free
    count &-= moved
  }

  /// The last instant of a bucket, up to which everything is known to be in order once the bucket
  /// is poured out.
  @inlinable
  static func lastInstant(ofBucket number: Int64, shift: Int64) -> Int64 {
    // The bucket at the end of time has no first instant after it.
    let next = (number &+ 1) &<< shift
    return next > 0 ? next &- 1 : .max
  }

  /// Takes every event out of the ring and puts them at the end of an array, in no order.
  @inlinable @inline(never)
  mutating func drain(into entries: inout [QueuedEvent<Event>]) {
    for head in heads.all {
      var index = head
      while index >= 0 {
        entries.append(nodes[Int(index)].entry)
        index = nodes.base[Int(index)].next
      }
    }
    removeAll()
  }

  /// Holds these events instead, in buckets chosen for them: about three in each of those that come
  /// up first.
  ///
  /// - Precondition: the ring is empty and `entries` is not.
  @inlinable @inline(never)
  mutating func rebuild(for entries: [QueuedEvent<Event>]) {
    let sample = TimeSample(entries)
    shift = sample.shift(ofBuckets: entries.count / 6)
    var size = 64
    while size < entries.count && size < 1 << 22 { size *= 2 }
    begin(at: sample.earliest >> shift, size: size)
    for entry in entries { insert(entry) }
  }

  /// Holds nothing yet, and has room for the events of one large bucket: about three in each of its own if
  /// they lie evenly.
  ///
  /// - Parameters:
  ///   - bucket: the large bucket's number.
  ///   - largeShift: it is 2 ^ largeShift nanoseconds wide.
  ///   - count: how many events there are.
  @inlinable
  mutating func begin(bucket: Int64, shift largeShift: Int64, count: Int) {
    var bits: Int64 = 6
    while 3 << bits < count && bits < 22 { bits += 1 }
    shift = max(largeShift - bits, 0)
    begin(at: bucket << (largeShift - shift), size: 1 << Int(bits))
  }

  /// Empties the ring and sets its first bucket.
  @inlinable
  mutating func begin(at bucket: Int64, size: Int) {
    heads.removeAll()
    heads.append(repeating: -1, count: size)
    cursor = bucket
    poured = 0
    wasted = 0
  }

  /// A tier with memory of its own.
  @inlinable
  func copy() -> CalendarTier {
    var copy = self
    copy.nodes = nodes.copy()
    copy.heads = heads.copy()
    return copy
  }

  /// Gives the memory back. The tier must not be used afterwards.
  @inlinable
  mutating func free() {
    nodes.free()
    heads.free()
  }
}
