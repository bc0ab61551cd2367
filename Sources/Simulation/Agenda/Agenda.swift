/// The pending events, in the order of their instants and, within one instant, of their scheduling.
///
/// ```swift
/// var agenda = Agenda<String>()
/// agenda.insert("second", at: .start + .seconds(2))
/// agenda.insert("first", at: .start + .seconds(1))
/// agenda.popFirst()?.event  // "first"
/// ```
///
/// Few events are kept in a sorted array; beyond ``crowd``, those that come later move to a ring of
/// buckets. Inserting and removing then take constant time on average, whatever the number of
/// events; the worst case, all events at one instant, is that of a heap.
public struct Agenda<Event> {
  @usableFromInline var near = NearEvents<Event>()
  @usableFromInline var far = FarEvents<Event>()
  /// Events up to this instant are near; `Int64.max` while the ring is not in use.
  @usableFromInline var lastNear = Int64.max
  @usableFromInline var nextOrder: UInt64 = 0
  /// Events inserted since the buckets were last chosen: choosing costs a look at every event, so it
  /// has to be earned.
  @usableFromInline var insertedSinceRebuild = 0

  /// The number of near events above which an agenda tries to move some to the ring.
  @inlinable public static var crowd: Int { 96 }

  @inlinable public init() {}

  /// The number of pending events.
  @inlinable public var count: Int { near.count + far.count }

  /// Forgets all events and keeps the memory.
  @inlinable
  public mutating func removeAll() {
    near.removeAll()
    if lastNear != .max {
      far.removeAll()
      lastNear = .max
    }
    nextOrder = 0
    insertedSinceRebuild = 0
  }

  /// Adds an event.
  ///
  /// - Precondition: `instant` is not before that of the last event removed.
  @inlinable
  public mutating func insert(_ event: Event, at instant: Instant) {
    let entry = AgendaEntry(time: instant.nanoseconds, order: nextOrder, event: event)
    nextOrder &+= 1
    if entry.time <= lastNear {
      near.insert(entry)
      if near.isHeap { relieve() }
    } else {
      far.insert(entry)
      insertedSinceRebuild &+= 1
      if far.count > 2 * far.heads.count { relieve() }
    }
  }

  /// Removes the first event, or returns `nil` if there is none.
  @inlinable
  public mutating func popFirst() -> (instant: Instant, event: Event)? {
    if near.entries.isEmpty, lastNear != .max { refill() }
    guard let entry = near.popFirst() else { return nil }
    return (Instant(nanoseconds: entry.time), entry.event)
  }

  /// Removes the events that a condition holds for, wherever they are. The others keep their order.
  @inlinable
  public mutating func removeAll(where isUnwanted: (Event) -> Bool) {
    if lastNear == .max, !near.isHeap {
      near.entries.removeAll { isUnwanted($0.event) }
      return
    }
    var entries = near.entries
    near.removeAll()
    far.drain(into: &entries)
    entries.removeAll { isUnwanted($0.event) }
    divide(entries)
  }

  /// Fetches the next events from the ring.
  @usableFromInline
  mutating func refill() {
    if far.count <= Agenda.crowd / 4 || far.isWasteful {
      rebuild()
    } else if let last = far.pourNext(into: &near) {
      lastNear = last
    } else {
      rebuild()
    }
  }

  /// Chooses new buckets if too many events are near, or too many in a bucket, and that may help.
  @usableFromInline
  mutating func relieve() {
    let isCrowded = near.count > Agenda.crowd || far.count > 2 * far.heads.count
    insertedSinceRebuild &+= 1
    if isCrowded && insertedSinceRebuild > count / 2 { rebuild() }
  }

  /// Divides the events between near and far anew.
  @usableFromInline
  mutating func rebuild() {
    var entries = near.entries
    near.removeAll()
    far.drain(into: &entries)
    divide(entries)
  }

  /// Puts all events where they belong.
  ///
  /// - Precondition: the agenda is empty.
  @usableFromInline
  mutating func divide(_ entries: [AgendaEntry<Event>]) {
    insertedSinceRebuild = 0
    lastNear = .max
    if entries.count <= Agenda.crowd / 4 {
      for entry in entries { near.insert(entry) }
      return
    }
    far.rebuild(for: entries)
    // A bucket in which time has already moved on must not come up again: its events are near.
    if let last = far.pourNext(into: &near) { lastNear = last }
  }
}
