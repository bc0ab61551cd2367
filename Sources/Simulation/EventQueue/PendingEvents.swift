/// The events of an queue, divided by when they come.
///
/// Few are kept in a sorted array; beyond ``calendarThreshold``, those that come later move to a ring of buckets,
/// and beyond some hundred thousand those that come later still to a ring of large ones.
///
/// A copy shares the memory: ``copy()`` does not.
///
/// The invariant is one of time: every event of a tier comes before every event of the next one.
/// `lastNear` and `lastFar` are the instants that divide them.
@usableFromInline
struct PendingEvents<Event> {
  /// The events up to `lastNear`, the only ones that are kept in order.
  @usableFromInline var near = SortedTier<Event>()
  /// The events after `lastNear` and up to `lastFar`.
  @usableFromInline var far = CalendarTier<Event>()
  @usableFromInline var distant = LadderTier<Event>()
  /// Events up to this instant are near; `Int64.max` while no ring is in use.
  @usableFromInline var lastNear = Int64.max
  /// Events after that and up to this instant are far; `Int64.max` while the ring of large buckets is not in
  /// use, and is empty.
  @usableFromInline var lastFar = Int64.max
  /// The number of events above which the third tier is used.
  @usableFromInline let ladderThreshold: Int
  /// The number of the next event that is scheduled. It decides between events of one instant.
  @usableFromInline var nextOrder: UInt64 = 0
  /// Events inserted since the buckets were last chosen: choosing costs a look at every event, so it
  /// has to be earned.
  @usableFromInline var insertedSinceRebuild = 0

  /// The number of near events above which it is tried to move some to the ring.
  @inlinable static var calendarThreshold: Int { 96 }

  /// - Parameter ladderThreshold: the number of events above which they are divided into large buckets first. As
  ///   long as all fit in the caches that does not pay.
  @inlinable
  init(ladderThreshold: Int) { self.ladderThreshold = ladderThreshold }

  /// The number of pending events.
  @inlinable var count: Int { near.count + far.count + distant.count }

  /// Forgets all events and keeps the memory.
  @inlinable
  mutating func removeAll() {
    near.removeAll()
    if lastNear != .max {
      far.removeAll()
      distant.removeAll()
      lastNear = .max
      lastFar = .max
    }
    nextOrder = 0
    insertedSinceRebuild = 0
  }

  /// Adds an event.
  ///
  /// - Parameter rank: 0, or `QueuedEvent.timerRank` for a timer.
  /// - Precondition: `instant` is not before that of the last event removed.
  @inlinable
  mutating func insert(_ event: Event, at instant: Instant, rank: UInt64 = 0) {
    let entry = QueuedEvent(time: instant.nanoseconds, order: nextOrder | rank, event: event)
    nextOrder &+= 1
    if entry.time <= lastNear {
      near.insert(entry)
      if near.isHeap { relieve() }
    } else if entry.time <= lastFar {
      far.insert(entry)
      insertedSinceRebuild &+= 1
      if far.isCrowded { relieve() }
    } else {
      distant.insert(entry)
      insertedSinceRebuild &+= 1
      if distant.isCrowded { relieve() }
    }
  }

  /// Removes the first event, or returns `nil` if there is none.
  @inlinable
  mutating func popFirst() -> (instant: Instant, event: Event)? {
    if near.isEmpty, lastNear != .max { refill() }
    guard let entry = near.popFirst() else { return nil }
    return (Instant(nanoseconds: entry.time), entry.event)
  }

  /// Removes the events that a condition holds for, wherever they are. The others keep their order.
  @inlinable
  mutating func removeAll(where isUnwanted: (Event) -> Bool) {
    if lastNear == .max, !near.isHeap {
      near.removeAll(where: isUnwanted)
      return
    }
    var entries = drain()
    entries.removeAll { isUnwanted($0.event) }
    divide(entries)
  }

  /// Fetches the next events from the rings.
  @inlinable @inline(never)
  mutating func refill() {
    if lastFar != .max {
      if far.count == 0, !refillFar() {
        rebuild()
        return
      }
    } else if far.count <= PendingEvents.calendarThreshold / 4 || far.isWasteful {
      rebuild()
      return
    }
    if let last = far.pourNext(into: &near) {
      lastNear = last
    } else {
      rebuild()
    }
  }

  /// Fetches the next events from the ring of large buckets, unless they are few or its buckets do not fit.
  @inlinable @inline(never)
  mutating func refillFar() -> Bool {
    if distant.count <= ladderThreshold / 4 || distant.isWasteful { return false }
    guard let last = distant.pourNext(into: &far) else { return false }
    lastFar = last
    return true
  }

  /// Chooses new buckets if too many events are near, or too many in a bucket, and that may help.
  @inlinable @inline(never)
  mutating func relieve() {
    let isCrowded =
      near.count > PendingEvents.calendarThreshold || far.isCrowded || distant.isCrowded
    insertedSinceRebuild &+= 1
    if isCrowded && insertedSinceRebuild > count / 2 { rebuild() }
  }

  /// Divides the events between near, far and distant anew.
  @inlinable @inline(never)
  mutating func rebuild() { divide(drain()) }

  /// Takes all events out, in no order.
  @inlinable @inline(never)
  mutating func drain() -> [QueuedEvent<Event>] {
    var entries: [QueuedEvent<Event>] = []
    near.drain(into: &entries)
    far.drain(into: &entries)
    if lastFar != .max { distant.drain(into: &entries) }
    return entries
  }

  /// Puts all events where they belong.
  ///
  /// - Precondition: the queue is empty.
  @inlinable @inline(never)
  mutating func divide(_ entries: [QueuedEvent<Event>]) {
    insertedSinceRebuild = 0
    lastNear = .max
    lastFar = .max
    if entries.count <= PendingEvents.calendarThreshold / 4 {
      for entry in entries { near.insert(entry) }
      return
    }
    if entries.count > ladderThreshold {
      distant.rebuild(for: entries)
      lastFar = distant.pourNext(into: &far) ?? .max
    } else {
      far.rebuild(for: entries)
    }
    // A bucket in which time has already moved on must not come up again: its events are near.
    if let last = far.pourNext(into: &near) { lastNear = last }
  }

  /// The same events in memory of their own.
  @inlinable @inline(never)
  func copy() -> PendingEvents {
    var copy = self
    copy.near = near.copy()
    copy.far = far.copy()
    copy.distant = distant.copy()
    return copy
  }

  /// Gives the memory back; nothing may be done with it after that.
  @inlinable @inline(never)
  mutating func free() {
    near.free()
    far.free()
    distant.free()
  }
}

/// A pending event, with its place in the order of all events.
@usableFromInline
struct QueuedEvent<Event> {
  /// The instant in nanoseconds.
  @usableFromInline let time: Int64
  /// The number of events that were scheduled before this one, with ``timerRank`` for a timer. It orders events of one
  /// instant.
  @usableFromInline let order: UInt64
  @usableFromInline let event: Event

  /// An event at an instant, with its place in the order of scheduling.
  @inlinable
  init(time: Int64, order: UInt64, event: Event) {
    self.time = time
    self.order = order
    self.event = event
  }

  /// The bit of ``order`` that puts timers behind all other events of their instant.
  @inlinable static var timerRank: UInt64 { 1 << 63 }

  /// Returns true if this event is handled before another one: first by instant, then by
  /// scheduling.
  @inlinable
  func comes(before other: QueuedEvent) -> Bool {
    time < other.time || (time == other.time && order < other.order)
  }
}

/// A sample of the times of pending events, by which the width of buckets is chosen.
@usableFromInline
struct TimeSample {
  /// The time of the first event.
  @usableFromInline let earliest: Int64
  /// Half of them come before it, more or less.
  @usableFromInline let median: Int64

  /// - Precondition: there are events.
  @inlinable
  init<Event>(_ entries: [QueuedEvent<Event>]) {
    let size = min(entries.count, 256)
    var sample: [Int64] = []
    for index in 0..<size { sample.append(entries[index * entries.count / size].time) }
    sample.sort()
    var earliest = sample[0]
    for entry in entries { earliest = min(earliest, entry.time) }
    self.earliest = earliest
    median = sample[size / 2]
  }

  /// The binary logarithm of a bucket's width, so that the nearer half of the events, which says how dense
  /// they are where it matters, fills that number of buckets or up to twice as many.
  @inlinable
  func shift(ofBuckets count: Int) -> Int64 {
    let width = (median - earliest) / Int64(max(count, 1))
    return Int64(63 - max(width, 1).leadingZeroBitCount)
  }
}
