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
    @usableFromInline let choicePoint: ChoicePoint
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

  @usableFromInline var decisions: BranchingWorld<Event>
  @usableFromInline var scheduled: [Scheduled] = []
  @usableFromInline var cancelled: [Event] = []
  @usableFromInline var draws: [Draw] = []
  /// A Boolean value that indicates whether a handler has used a delay for anything but scheduling
  /// one event.
  @usableFromInline var hasMisusedDelay = false
  /// The distance between the tokens of open draws: see `BranchingWorld.step`.
  @usableFromInline let step: Int64

  @inlinable
  init(step: Int64 = 1) {
    decisions = BranchingWorld(discretisation: nil)
    self.step = step
  }

  @inlinable
  var now: Instant { .start }

  @inlinable
  mutating func rewind() {
    decisions.rewind()
    rewindDelays()
  }

  @inlinable
  mutating func rewindDelays() {
    while !scheduled.isEmpty { scheduled.removeLast() }
    while !cancelled.isEmpty { cancelled.removeLast() }
    while !draws.isEmpty { draws.removeLast() }
    hasMisusedDelay = false
  }

  @inlinable
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    decisions.happens(chance, at: choicePoint)
  }

  @inlinable
  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    delay(latency, atLeast: .zero, atMost: .longest, at: choicePoint)
  }

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
  @inlinable static var tokens: Int64 { 1_000_000 }

  @inlinable
  mutating func schedule(_ event: Event, after delay: Delay) {
    schedule(event, after: delay, isTimer: false)
  }

  @inlinable
  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    schedule(event, after: delay, isTimer: true)
  }

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

  @inlinable
  mutating func cancel(_ event: Event) {
    scheduled.removeAll { $0.event == event }
    cancelled.append(event)
  }

  @inlinable
  mutating func reach(_ milestone: Milestone) {}
}
