/// What lies outside an actor: time, luck, and the other actors.
///
/// A handler asks its world for everything that is not in its state, and never knows which
/// interpreter answers: the sampler draws, a tracer draws and writes down, an exact interpreter
/// follows every branch. What is true of a protocol under one is true under all.
///
/// ```swift
/// func send(in world: inout some World<Event>) {
///   if !world.happens(loss, at: ChoicePoint(actor: 0, kind: 0)) {
///     world.schedule(.arrival, after: world.delay(latency, at: ChoicePoint(actor: 0, kind: 1)))
///   }
/// }
/// ```
public protocol World<Event> {
  /// What can be scheduled.
  associatedtype Event: Hashable

  /// The present instant.
  ///
  /// Keep it out of a system's state, or two states that differ only in when they were reached are
  /// no longer equal: schedule an event for what must happen later.
  var now: Instant { get }

  /// Decides a chance: a fault, or another choice.
  mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool

  /// Decides how long something takes.
  mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay

  /// Decides how long something takes that is never shorter than a floor, nor longer than a cap
  /// unless the floor is.
  ///
  /// What is cut here stays a draw: a handler that cut it by itself would decide by a delay.
  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at site: ChoicePoint
  ) -> Delay

  /// Lets an event happen after a delay. Events of the same instant happen in the order in which
  /// they were scheduled.
  mutating func schedule(_ event: Event, after delay: Delay)

  /// Takes back every event that is pending and equal to this one; none need be.
  ///
  /// Looks at all that is pending: where many events are, let a handler ignore what it no longer waits for.
  mutating func cancel(_ event: Event)

  /// Notes that a milestone is reached now. Only the first time counts.
  mutating func reach(_ milestone: Milestone)
}

extension World {
  @inlinable
  public mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at site: ChoicePoint
  ) -> Delay {
    max(min(delay(latency, at: site), cap), floor)
  }
}
