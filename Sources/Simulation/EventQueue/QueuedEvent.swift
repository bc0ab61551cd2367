/// A pending event, with its place in the order of all events.
@frozen
@usableFromInline
struct QueuedEvent<Event> {
  /// The instant in nanoseconds.
  @usableFromInline let time: Int64
  /// How many events were scheduled before this one: what decides between events of one instant.
  @usableFromInline let order: UInt64
  @usableFromInline let event: Event

  @inlinable
  init(time: Int64, order: UInt64, event: Event) {
    self.time = time
    self.order = order
    self.event = event
  }

  @inlinable
  func comes(before other: QueuedEvent) -> Bool {
    time < other.time || (time == other.time && order < other.order)
  }
}
