/// The events that come later, in a ring of buckets that are sorted only as they come up.
///
/// A calendar queue (Brown, *Calendar Queues: A Fast O(1) Priority Queue Implementation for the
/// Simulation Event Set Problem*, CACM 1988): bucket b holds, as a list, the events whose bucket
/// number is b modulo the ring's size. Inserting is constant; a bucket is emptied into `NearEvents`
/// when time reaches it. How wide a bucket is, `rebuild` chooses from the events that are pending.
@usableFromInline
struct FarEvents<Event> {
  @usableFromInline
  struct Node {
    @usableFromInline var entry: AgendaEntry<Event>
    /// The index of the next node of the bucket or of the free list, or −1.
    @usableFromInline var next: Int32

    @inlinable
    init(entry: AgendaEntry<Event>, next: Int32) {
      self.entry = entry
      self.next = next
    }
  }

  @usableFromInline var nodes: [Node] = []
  @usableFromInline var firstFree: Int32 = -1
  /// The first node of each bucket, or −1. Its count is a power of two.
  @usableFromInline var heads: [Int32] = []
  /// A bucket is 2 ^ shift nanoseconds wide.
  @usableFromInline var shift: Int64 = 0
  /// The number of the next bucket that comes up.
  @usableFromInline var cursor: Int64 = 0
  @usableFromInline var count = 0
  /// Events poured since `rebuild`.
  @usableFromInline var poured = 0
  /// Empty buckets and events of later rounds that were looked at since `rebuild`.
  @usableFromInline var wasted = 0

  @inlinable init() {}

  /// Whether the buckets have stopped fitting the events: most looks find nothing.
  @inlinable
  var isWasteful: Bool { wasted > 2 &* heads.count &+ 8 &* poured }

  /// Keeps its memory.
  @inlinable
  mutating func removeAll() {
    nodes.removeAll(keepingCapacity: true)
    heads.removeAll(keepingCapacity: true)
    firstFree = -1
    count = 0
  }

  /// - Precondition: the event's bucket has not come up yet.
  @inlinable
  mutating func insert(_ entry: AgendaEntry<Event>) {
    let bucket = Int(truncatingIfNeeded: (entry.time &>> shift) & Int64(heads.count &- 1))
    let node = Node(entry: entry, next: heads[bucket])
    let index: Int32
    if firstFree >= 0 {
      index = firstFree
      firstFree = nodes[Int(index)].next
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
  mutating func pourNext(into near: inout NearEvents<Event>) -> Int64? {
    let mask = Int64(heads.count &- 1)
    for _ in 0..<heads.count {
      let bucket = Int(truncatingIfNeeded: cursor & mask)
      if heads[bucket] >= 0 {
        let before = near.count
        pour(bucket: bucket, into: &near)
        if near.count > before {
          poured &+= near.count &- before
          let last = lastInstant(ofBucket: cursor)
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
  mutating func pour(bucket: Int, into near: inout NearEvents<Event>) {
    var kept: Int32 = -1
    var index = heads[bucket]
    while index >= 0 {
      let node = nodes[Int(index)]
      if node.entry.time &>> shift == cursor {
        near.insert(node.entry)
        nodes[Int(index)].next = firstFree
        firstFree = index
        count &-= 1
      } else {
        nodes[Int(index)].next = kept
        kept = index
        wasted &+= 1
      }
      index = node.next
    }
    heads[bucket] = kept
  }

  @inlinable
  func lastInstant(ofBucket number: Int64) -> Int64 {
    // The bucket at the end of time has no first instant after it.
    let next = (number &+ 1) &<< shift
    return next > 0 ? next &- 1 : .max
  }

  /// Takes every event out of the ring and puts them at the end of an array, in no order.
  @usableFromInline
  mutating func drain(into entries: inout [AgendaEntry<Event>]) {
    for head in heads {
      var index = head
      while index >= 0 {
        entries.append(nodes[Int(index)].entry)
        index = nodes[Int(index)].next
      }
    }
    removeAll()
  }

  /// Holds these events instead, in buckets chosen for them: about three in each of those that come
  /// up first.
  ///
  /// - Precondition: the ring is empty and `entries` is not.
  @usableFromInline
  mutating func rebuild(for entries: [AgendaEntry<Event>]) {
    let sampleSize = min(entries.count, 256)
    var sample: [Int64] = []
    for index in 0..<sampleSize { sample.append(entries[index * entries.count / sampleSize].time) }
    sample.sort()
    var earliest = sample[0]
    for entry in entries { earliest = min(earliest, entry.time) }

    // The nearer half of the events says how dense they are where it matters.
    let width = (sample[sampleSize / 2] - earliest) / Int64(max(entries.count / 6, 1))
    shift = Int64(63 - max(width, 1).leadingZeroBitCount)
    var size = 64
    while size < entries.count && size < 1 << 22 { size *= 2 }
    heads = Array(repeating: -1, count: size)
    cursor = earliest >> shift
    poured = 0
    wasted = 0
    for entry in entries { insert(entry) }
  }
}
