/// The world of the sampler: one path, whose choices are drawn from a seed.
public struct SampledWorld<Event: Hashable & Sendable>: World {
  @usableFromInline var queue = EventQueue<Event>()
  /// The generator of the trial.
  @usableFromInline var random = KeyedRandom(seed: 0, trial: 0)
  /// The instants at which milestones were first reached.
  @usableFromInline var milestones: (Instant, Instant, Instant, Instant)

  @usableFromInline var present: Instant

  /// The present instant.
  @inlinable public var now: Instant { present }

  /// Creates a value with the default of every property.
  @inlinable
  public init() {
    present = .start
    milestones = (.end, .end, .end, .end)
  }

  /// Empties the queue and returns to the start of time, with the random bits of another trial.
  @inlinable
  public mutating func restart(random: KeyedRandom) {
    queue.removeAll()
    self.random = random
    present = .start
    milestones = (.end, .end, .end, .end)
  }

  /// Moves time on to the next event.
  ///
  /// - Returns: that event, or `nil` if nothing is pending.
  @inlinable
  public mutating func advance() -> Event? {
    guard let next = queue.popFirst() else { return nil }
    present = next.instant
    return next.event
  }

  /// Returns the instant at which a milestone was first reached, or `nil` if it was not.
  @inlinable
  public func instant(of milestone: Milestone) -> Instant? {
    let instant =
      switch milestone.index {
      case 0: milestones.0
      case 1: milestones.1
      case 2: milestones.2
      default: milestones.3
      }
    return instant == .end ? nil : instant
  }

  /// Decides a chance at a choice point.
  @inlinable
  public mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    chance.happens(bits: random.bits(at: choicePoint))
  }

  /// Draws a delay at a choice point.
  @inlinable
  public mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    latency.delay(bits: random.bits(at: choicePoint))
  }

  /// Schedules an event after a delay.
  @inlinable
  public mutating func schedule(_ event: Event, after delay: Delay) {
    queue.insert(event, at: now + delay)
  }

  /// Schedules a timer, which comes after the other events of its instant.
  @inlinable
  public mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    queue.insertTimer(event, at: now + delay)
  }

  /// Removes a pending event.
  @inlinable
  public mutating func cancel(_ event: Event) {
    queue.removeAll { $0 == event }
  }

  /// Marks a milestone.
  @inlinable
  public mutating func reach(_ milestone: Milestone) {
    switch milestone.index {
    case 0: milestones.0 = min(milestones.0, now)
    case 1: milestones.1 = min(milestones.1, now)
    case 2: milestones.2 = min(milestones.2, now)
    default: milestones.3 = min(milestones.3, now)
    }
  }
}
