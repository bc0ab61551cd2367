/// The pending events, in the order of their instants and, within one instant, of their scheduling. The timers of an
/// instant come after its other events.
///
/// ```swift
/// var queue = EventQueue<String>()
/// queue.insert("second", at: .start + .seconds(2))
/// queue.insert("first", at: .start + .seconds(1))
/// queue.popFirst()?.event  // "first"
/// ```
///
/// Inserting and removing take constant time on average for any number of events; the worst case, all
/// events at one instant, is that of a heap.
public struct EventQueue<Event> {
  /// The memory, which is copied before the first change if another queue shares it.
  @usableFromInline var memory: EventQueueMemory<Event>

  /// Creates a value with the default of every property.
  @inlinable public init() { self.init(ladderThreshold: 1 << 17) }

  /// - Parameter ladderThreshold: the number of events above which they are divided into large buckets first. As
  ///   long as all fit in the caches that does not pay.
  @inlinable
  init(ladderThreshold: Int) {
    memory = EventQueueMemory(PendingEvents(ladderThreshold: ladderThreshold))
  }

  /// The number of pending events.
  @inlinable public var count: Int { memory.events.pointee.count }

  /// Forgets all events and keeps the memory.
  @inlinable
  public mutating func removeAll() {
    own()
    memory.events.pointee.removeAll()
  }

  /// Adds an event.
  ///
  /// - Precondition: `instant` is not before that of the last event removed.
  @inlinable
  public mutating func insert(_ event: Event, at instant: Instant) {
    own()
    memory.events.pointee.insert(event, at: instant)
  }

  /// Adds a timer, which comes after all other events of its instant.
  ///
  /// - Precondition: `instant` is not before that of the last event removed.
  @inlinable
  public mutating func insertTimer(_ event: Event, at instant: Instant) {
    own()
    memory.events.pointee.insert(event, at: instant, rank: QueuedEvent<Event>.timerRank)
  }

  /// Removes the first event, or returns `nil` if there is none.
  @inlinable
  public mutating func popFirst() -> (instant: Instant, event: Event)? {
    own()
    return memory.events.pointee.popFirst()
  }

  /// Removes the events that a condition holds for, wherever they are. The others keep their order.
  @inlinable
  public mutating func removeAll(where isUnwanted: (Event) -> Bool) {
    own()
    memory.events.pointee.removeAll(where: isUnwanted)
  }

  /// Sees to it that no other queue has the same memory.
  @inlinable
  mutating func own() {
    if !isKnownUniquelyReferenced(&memory) { memory = memory.copy() }
  }
}

/// The memory that copies of one event queue share until one of them changes.
@usableFromInline
final class EventQueueMemory<Event> {
  /// The events, in one place that never moves, so that a hot loop need not go through a
  /// reference.
  @usableFromInline let events: UnsafeMutablePointer<PendingEvents<Event>>

  /// Memory for some events, which it owns.
  @inlinable
  init(_ events: PendingEvents<Event>) {
    self.events = .allocate(capacity: 1)
    self.events.initialize(to: events)
  }

  /// The same events in memory of their own.
  @inlinable @inline(never)
  func copy() -> EventQueueMemory { EventQueueMemory(events.pointee.copy()) }

  @inlinable
  deinit {
    events.pointee.free()
    events.deinitialize(count: 1)
    events.deallocate()
  }
}
