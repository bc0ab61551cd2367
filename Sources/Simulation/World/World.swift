/// The surroundings of an actor: time, random choices, and the delivery of events.
///
/// A handler asks its world for everything that is not in its state, and never knows which interpreter answers. The
/// sampler draws, a tracer draws and records, and an explorer follows every branch. All of them run the same protocol.
///
/// ```swift
/// func send(in world: inout some World<Event>) {
///   if !world.happens(loss, at: ChoicePoint(actor: 0, kind: 0)) {
///     world.schedule(.arrival, after: world.delay(latency, at: ChoicePoint(actor: 0, kind: 1)))
///   }
/// }
/// ```
public protocol World<Event> {
  /// The events that can be scheduled.
  associatedtype Event: Hashable

  /// The present instant.
  ///
  /// Keep it out of a system's state, or two states that differ only in when they were reached are
  /// no longer equal: schedule an event for what must happen later.
  var now: Instant { get }

  /// Decides a chance: a fault, or another choice.
  ///
  /// - Returns: true if it happens.
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool

  /// Decides a delay.
  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay

  /// Decides a delay that is limited to a cap, then raised to a floor.
  ///
  /// The limits are part of the draw: a handler that applied them itself would decide by a delay.
  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at choicePoint: ChoicePoint
  ) -> Delay

  /// Schedules an event after a delay. Events of the same instant happen in the order in which they were scheduled, and
  /// before the timers of that instant.
  mutating func schedule(_ event: Event, after delay: Delay)

  /// Schedules the end of a timer. A timer comes after all other events of its instant, so that an answer in the last
  /// nanosecond is in time. Timers of the same instant happen in the order in which they were scheduled.
  mutating func scheduleTimer(_ event: Event, after delay: Delay)

  /// Cancels every pending event that is equal to this one, if there is any.
  ///
  /// - Complexity: O(*n*) in the number of pending events. Where many are pending, let a handler ignore an event instead.
  mutating func cancel(_ event: Event)

  /// Notes that a milestone is reached now. Only the first time counts.
  mutating func reach(_ milestone: Milestone)
}

extension World {
  /// Draws a delay at a choice point.
  @inlinable
  public mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at choicePoint: ChoicePoint
  ) -> Delay {
    max(min(delay(latency, at: choicePoint), cap), floor)
  }
}

/// A moment of a trial whose time is measured, numbered by the system from 0 up to 3.
///
/// An interpreter measures time on its own, so that no system has to keep an instant in its state.
public struct Milestone: Hashable, Sendable {
  /// The number of milestones that a system may have.
  @inlinable public static var count: Int { 4 }

  /// The index, in `0 ..< count`.
  public let index: Int

  /// - Precondition: `index` is in `0 ..< count`.
  @inlinable
  public init(_ index: Int) {
    precondition(index >= 0 && index < Milestone.count, "a milestone is numbered 0 to 3")
    self.index = index
  }
}
