/// A world with the time and the queue of a sampled one, which makes its own decisions.
public protocol SteeredWorld<Event>: SteppingWorld where Event: Hashable & Sendable {
  /// The pending events and the time.
  var events: SampledWorld<Event> { get set }
}

extension SteeredWorld {
  public var now: Instant { events.now }
  public mutating func advance() -> Event? { events.advance() }
  public mutating func schedule(_ event: Event, after delay: Delay) {
    events.schedule(event, after: delay)
  }
  public mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    events.scheduleTimer(event, after: delay)
  }
  public mutating func cancel(_ event: Event) { events.cancel(event) }
  public mutating func reach(_ milestone: Milestone) { events.reach(milestone) }
}
