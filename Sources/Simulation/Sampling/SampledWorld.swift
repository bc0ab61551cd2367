/// The world under the sampler: one course of events, its luck drawn from a seed.
public struct SampledWorld<Event: Hashable & Sendable>: World {
  @usableFromInline var agenda = EventQueue<Event>()
  @usableFromInline var luck = KeyedRandom(seed: 0, trial: 0)
  @usableFromInline var milestones: (Instant, Instant, Instant, Instant)

  @usableFromInline var present: Instant

  @inlinable public var now: Instant { present }

  @inlinable
  public init() {
    present = .start
    milestones = (.end, .end, .end, .end)
  }

  /// Empties the agenda and goes back to the start of time, with the luck of another trial.
  @inlinable
  public mutating func restart(luck: KeyedRandom) {
    agenda.removeAll()
    self.luck = luck
    present = .start
    milestones = (.end, .end, .end, .end)
  }

  /// Moves time on to the next event.
  ///
  /// - Returns: that event, or `nil` if nothing is pending.
  @inlinable
  public mutating func advance() -> Event? {
    guard let next = agenda.popFirst() else { return nil }
    present = next.instant
    return next.event
  }

  /// When a milestone was first reached, or `nil` if it was not.
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

  @inlinable
  public mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    chance.happens(bits: luck.bits(at: site))
  }

  @inlinable
  public mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    latency.delay(bits: luck.bits(at: site))
  }

  @inlinable
  public mutating func schedule(_ event: Event, after delay: Delay) {
    agenda.insert(event, at: now + delay)
  }

  @inlinable
  public mutating func cancel(_ event: Event) {
    agenda.removeAll { $0 == event }
  }

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
