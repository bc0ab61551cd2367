/// A world with the time and the queue of a sampled one, which makes its own decisions.
public protocol SteeredWorld<Event>: SteppingWorld where Event: Hashable & Sendable {
  /// The pending events and the time.
  var events: SampledWorld<Event> { get set }
}

extension SteeredWorld {
  /// The present instant.
  public var now: Instant { events.now }
  /// Removes the next event and moves the clock to it.
  public mutating func advance() -> Event? { events.advance() }
  /// Schedules an event after a delay.
  public mutating func schedule(_ event: Event, after delay: Delay) {
    events.schedule(event, after: delay)
  }
  /// Schedules a timer, which comes after the other events of its instant.
  public mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    events.scheduleTimer(event, after: delay)
  }
  /// Removes a pending event.
  public mutating func cancel(_ event: Event) { events.cancel(event) }
  /// Marks a milestone.
  public mutating func reach(_ milestone: Milestone) { events.reach(milestone) }
}
