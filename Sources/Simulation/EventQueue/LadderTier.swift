/// The events that come much later, in a ring of large buckets that are divided only as they come up.
///
/// A ladder queue (Tang, Goh and Thng, *Ladder Queue: An O(1) Priority Queue Structure for Large-Scale
/// Discrete Event Simulation*, ACM TOMACS 2005): a bucket is written and read in the order of memory, block
/// by block. When time reaches it, its events move to `CalendarTier`, few enough for the caches near the
/// processor, for any number of events.
@usableFromInline
struct LadderTier<Event> {
  /// Bucket b holds the events whose bucket number is b modulo their count, a power of two.
  @usableFromInline var buckets = Slab<Bucket>()
  /// The blocks of all buckets, and those that are free, each with the same number of entries.
  @usableFromInline var entries = Slab<QueuedEvent<Event>>()
  /// For each block the one that follows it in its bucket or in the free list, or −1.
  @usableFromInline var nextBlocks = Slab<Int32>()
  /// The first free block; −1 if there is none.
  @usableFromInline var firstFree: Int32 = -1
  /// A bucket is 2 ^ shift nanoseconds wide.
  @usableFromInline var shift: Int64 = 0
  /// The number of the next bucket that comes up.
  @usableFromInline var cursor: Int64 = 0
  /// The number of events in all buckets.
  @usableFromInline var count = 0
  /// The number of events above which the buckets are too large.
  @usableFromInline var mostEvents = 0
  /// Events poured since `rebuild`.
  @usableFromInline var poured = 0
  /// Empty buckets and events of later rounds that were looked at since `rebuild`.
  @usableFromInline var wasted = 0

  /// The chain of blocks of one bucket, the newest first. Only that one may be partly filled.
  @usableFromInline
  struct Bucket {
    /// The block that is being filled, followed by the full ones; −1 for none.
    @usableFromInline var block: Int32 = -1
    /// The number of entries in that block.
    @usableFromInline var filled: Int32 = Int32(LadderTier.blockSize)

    @inlinable init() {}
  }

  @inlinable static var blockSize: Int { 32 }

  /// An empty tier without buckets.
  @inlinable init() {}

  /// Returns true if the buckets no longer fit the events: most looks find nothing, and there were
  /// as many as
  /// a rebuild would cost.
  @inlinable
  var isWasteful: Bool { wasted > mostEvents / 2 &+ 8 &* poured }

  /// Returns true if there are too many events for the buckets.
  @inlinable
  var isCrowded: Bool { count > mostEvents }

  /// Keeps its memory.
  @inlinable
  mutating func removeAll() {
    buckets.removeAll()
    entries.removeAll()
    nextBlocks.removeAll()
    firstFree = -1
    count = 0
  }

  /// - Precondition: the event's bucket has not come up yet.
  @inlinable
  mutating func insert(_ entry: QueuedEvent<Event>) {
    let number = Int(truncatingIfNeeded: (entry.time &>> shift) & Int64(buckets.count &- 1))
    var bucket = buckets[number]
    if Int(bucket.filled) == LadderTier.blockSize {
      bucket.block = freeBlock(filledWith: entry, before: bucket.block)
      bucket.filled = 0
    }
    entries[Int(bucket.block) &* LadderTier.blockSize &+ Int(bucket.filled)] = entry
    bucket.filled &+= 1
    buckets[number] = bucket
    count &+= 1
  }

  /// A block that no bucket has. A new one is filled with any entry.
  @inlinable @inline(never)
  mutating func freeBlock(filledWith entry: QueuedEvent<Event>, before next: Int32) -> Int32 {
    let block: Int32
    if firstFree >= 0 {
      block = firstFree
      firstFree = nextBlocks[Int(block)]
    } else {
      block = Int32(nextBlocks.count)
      nextBlocks.append(-1)
      entries.append(repeating: entry, count: LadderTier.blockSize)
    }
    nextBlocks[Int(block)] = next
    return block
  }

  /// Moves the next bucket that holds anything to `far`, which is empty.
  ///
  /// - Returns: the last instant of that bucket, or `nil` if a whole round of the ring found nothing.
  @inlinable @inline(never)
  mutating func pourNext(into far: inout CalendarTier<Event>) -> Int64? {
    let mask = Int64(buckets.count &- 1)
    for _ in 0..<buckets.count {
      let number = Int(truncatingIfNeeded: cursor & mask)
      if buckets[number].block >= 0 { pour(bucket: number, into: &far) }
      cursor &+= 1
      if far.count > 0 {
        poured &+= far.count
        return CalendarTier<Event>.lastInstant(ofBucket: cursor &- 1, shift: shift)
      }
      wasted &+= 1
    }
    return nil
  }

  /// Moves the events of the bucket number `cursor` to `far`, and keeps those of later rounds.
  @inlinable
  mutating func pour(bucket number: Int, into far: inout CalendarTier<Event>) {
    let bucket = buckets[number]
    buckets[number] = Bucket()
    far.begin(bucket: cursor, shift: shift, count: size(of: bucket))
    var (block, filled) = (bucket.block, bucket.filled)
    while block >= 0 {
      let first = Int(block) &* LadderTier.blockSize
      for index in first..<first &+ Int(filled) {
        let entry = entries[index]
        count &-= 1
        if entry.time &>> shift == cursor {
          far.insert(entry)
        } else {
          // It goes to the same bucket again, in a block of its own.
          insert(entry)
          wasted &+= 1
        }
      }
      let next = nextBlocks[Int(block)]
      nextBlocks[Int(block)] = firstFree
      firstFree = block
      (block, filled) = (next, Int32(LadderTier.blockSize))
    }
  }

  /// The number of events in a bucket.
  @inlinable
  func size(of bucket: Bucket) -> Int {
    var size = Int(bucket.filled)
    var block = nextBlocks[Int(bucket.block)]
    while block >= 0 {
      size &+= LadderTier.blockSize
      block = nextBlocks[Int(block)]
    }
    return size
  }

  /// Takes every event out of the ring and puts them at the end of an array, in no order.
  @inlinable @inline(never)
  mutating func drain(into drained: inout [QueuedEvent<Event>]) {
    drained.reserveCapacity(drained.count + count)
    for bucket in buckets.all {
      var (block, filled) = (bucket.block, bucket.filled)
      while block >= 0 {
        let first = Int(block) &* LadderTier.blockSize
        drained += entries.all[first..<first &+ Int(filled)]
        (block, filled) = (nextBlocks[Int(block)], Int32(LadderTier.blockSize))
      }
    }
    removeAll()
  }

  /// Holds these events instead, in buckets chosen for them: about as many in each of those that come up
  /// first as there are buckets with that number.
  ///
  /// - Precondition: the ring is empty and `all` is not.
  @inlinable @inline(never)
  mutating func rebuild(for all: [QueuedEvent<Event>]) {
    let sample = TimeSample(all)
    // Neither the ends of all buckets nor what is in one then takes much room in a cache.
    var size = 64
    while size * size < 4 * all.count { size *= 2 }
    shift = sample.shift(ofBuckets: size / 4)
    cursor = sample.earliest >> shift
    buckets.append(repeating: Bucket(), count: size)
    let blocks = all.count / LadderTier.blockSize + 2 * size
    nextBlocks.reserve(blocks)
    entries.reserve(blocks * LadderTier.blockSize)
    mostEvents = 4 * all.count
    poured = 0
    wasted = 0
    for entry in all { insert(entry) }
  }

  /// A tier with memory of its own.
  @inlinable
  func copy() -> LadderTier {
    var copy = self
    copy.buckets = buckets.copy()
    copy.entries = entries.copy()
    copy.nextBlocks = nextBlocks.copy()
    return copy
  }

  /// Gives the memory back. The tier must not be used afterwards.
  @inlinable
  mutating func free() {
    buckets.free()
    entries.free()
    nextBlocks.free()
  }
}
