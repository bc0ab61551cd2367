/// The world of a search through every order of events. It decides chances by a tape, and leaves delays open.
@usableFromInline
struct OrderingWorld<Event: Hashable & Sendable>: World {
  /// An event that a handler has scheduled, with the shortest and the longest delay from the present.
  @usableFromInline
  struct Scheduled {
    @usableFromInline let event: Event
    @usableFromInline let low: Delay
    @usableFromInline let high: Delay
    /// The index of the draw that decides the delay; `nil` for none.
    @usableFromInline let draw: Int?
    /// A Boolean value that indicates whether it comes after the other events of its instant.
    @usableFromInline let isTimer: Bool

    @inlinable
    init(event: Event, low: Delay, high: Delay, draw: Int?, isTimer: Bool) {
      self.event = event
      self.low = low
      self.high = high
      self.draw = draw
      self.isTimer = isTimer
    }
  }

  /// A delay that a handler has drawn.
  @usableFromInline
  struct Draw {
    /// The choice point of the latency.
    @usableFromInline let choicePoint: ChoicePoint
    /// The delay that the handler was given in place of the real one.
    @usableFromInline let token: Delay
    @usableFromInline let low: Delay
    @usableFromInline let high: Delay
    /// The index of an earlier draw that this one may not exceed; -1 for none.
    @usableFromInline let bound: Int

    @inlinable
    init(choicePoint: ChoicePoint, token: Delay, low: Delay, high: Delay, bound: Int) {
      self.choicePoint = choicePoint
      self.token = token
      self.low = low
      self.high = high
      self.bound = bound
    }
  }

  /// The choices of the handler.
  @usableFromInline var decisions: BranchingWorld<Event>
  /// The events that it has scheduled.
  @usableFromInline var scheduled: [Scheduled] = []
  /// The events that it has cancelled.
  @usableFromInline var cancelled: [Event] = []
  /// The delays that it has drawn.
  @usableFromInline var draws: [Draw] = []
  /// A Boolean value that indicates whether a handler has used a delay for anything but scheduling
  /// one event.
  @usableFromInline var hasMisusedDelay = false
  /// The distance between the tokens of open draws: see `BranchingWorld.step`.
  @usableFromInline let step: Int64

  /// A world whose tokens differ by a step. Two worlds with different steps show if a handler
  /// looks at a token.
  @inlinable
  init(step: Int64 = 1) {
    decisions = BranchingWorld(discretisation: nil)
    self.step = step
  }

  /// The start: a handler must not see the time, or the order of events would not be all that
  /// matters.
  @inlinable
  var now: Instant { .start }

  /// Begins another run of the same handler.
  @inlinable
  mutating func rewind() {
    decisions.rewind()
    rewindDelays()
  }

  /// Forgets the delays of the run before.
  @inlinable
  mutating func rewindDelays() {
    while !scheduled.isEmpty { scheduled.removeLast() }
    while !cancelled.isEmpty { cancelled.removeLast() }
    while !draws.isEmpty { draws.removeLast() }
    hasMisusedDelay = false
  }

  /// Takes one of the two outcomes, by the tape.
  @inlinable
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    decisions.happens(chance, at: choicePoint)
  }

  /// Draws a delay without bounds of its own.
  @inlinable
  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    delay(latency, atLeast: .zero, atMost: .longest, at: choicePoint)
  }

  /// Draws a delay that stays open: the handler gets a token in its place.
  ///
  /// A constant delay is given as it is. A uniform delay up to another open one is bounded by
  /// that, as full jitter is.
  @inlinable
  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at choicePoint: ChoicePoint
  ) -> Delay {
    var range = latency.range
    var bound = -1
    if !draws.isEmpty, case .uniform(_, let to) = latency,
      let longer = draws.firstIndex(where: { $0.token == to })
    {
      bound = longer
      range.high = draws[longer].high
      if scheduled.contains(where: { $0.draw == longer }) { hasMisusedDelay = true }
    }
    if bound < 0, range.low == range.high { return max(min(range.low, cap), floor) }
    let token = Delay(unchecked: OrderingWorld.lastToken - step * Int64(draws.count + 1))
    draws.append(
      Draw(
        choicePoint: choicePoint, token: token, low: max(min(range.low, cap), floor),
        high: max(min(range.high, cap), floor), bound: bound))
    return token
  }

  /// The largest token. Tokens lie just below `Delay.longest`; a handler gets such a delay only from a draw.
  @inlinable static var lastToken: Int64 { Delay.longest.nanoseconds - 1 }
  /// The number of tokens below the longest delay, which no real delay reaches.
  @inlinable static var tokens: Int64 { 1_000_000 }

  /// Schedules an event after a delay, which may be a token.
  @inlinable
  mutating func schedule(_ event: Event, after delay: Delay) {
    schedule(event, after: delay, isTimer: false)
  }

  /// Schedules a timer, which comes after other events of its instant.
  @inlinable
  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    schedule(event, after: delay, isTimer: true)
  }

  /// Schedules an event of either kind.
  ///
  /// A token that was changed, or used twice, is noted as misuse: the search then gives no
  /// answer, because delays that depend on each other have no zone.
  @inlinable
  mutating func schedule(_ event: Event, after delay: Delay, isTimer: Bool) {
    if delay.nanoseconds <= OrderingWorld.lastToken - OrderingWorld.tokens || delay == .longest {
      scheduled.append(
        Scheduled(event: event, low: delay, high: delay, draw: nil, isTimer: isTimer))
      return
    }
    guard let draw = draws.firstIndex(where: { $0.token == delay }) else {
      hasMisusedDelay = true
      return
    }
    // A delay that bounds another one must be free to be as long as that.
    if scheduled.contains(where: { $0.draw == draw }) || draws.contains(where: { $0.bound == draw })
    {
      hasMisusedDelay = true
    }
    scheduled.append(
      Scheduled(
        event: event, low: draws[draw].low, high: draws[draw].high, draw: draw, isTimer: isTimer))
  }

  /// Cancels an event, be it new or pending.
  @inlinable
  mutating func cancel(_ event: Event) {
    scheduled.removeAll { $0.event == event }
    cancelled.append(event)
  }

  /// Does nothing: an order of events has no times to note.
  @inlinable
  mutating func reach(_ milestone: Milestone) {}
}
