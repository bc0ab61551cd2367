/// A course of events that goes on as a sampled one does, and differs from it in who decides.
public protocol SteeredWorld<Event>: SteppingWorld where Event: Hashable & Sendable {
  /// What is pending, and the time.
  var events: SampledWorld<Event> { get set }
}

extension SteeredWorld {
  public var now: Instant { events.now }
  public mutating func advance() -> Event? { events.advance() }
  public mutating func schedule(_ event: Event, after delay: Delay) {
    events.schedule(event, after: delay)
  }
  public mutating func cancel(_ event: Event) { events.cancel(event) }
  public mutating func reach(_ milestone: Milestone) { events.reach(milestone) }
}
