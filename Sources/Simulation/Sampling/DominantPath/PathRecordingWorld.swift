/// The world that records a dominant path: every chance has its likelier outcome, and every delay is a little above its
/// median.
struct PathRecordingWorld<Event: Hashable & Sendable>: World {
  var path = DominantPath()

  /// An event with the number of its moment.
  private struct Numbered {
    /// The number of the moment.
    let moment: Int
    let event: Event
  }

  private var queue = EventQueue<Numbered>()
  /// The moment of the event that is being handled.
  private var moment = 0
  private(set) var now = Instant.start
  /// The draws after which no event was scheduled yet.
  private var draws: [(delay: Delay, draw: DominantPath.Draw)] = []
  /// The number of delays that were drawn.
  private var drawCount: Int64 = 0
  /// The amount, in nanoseconds, by which each draw exceeds its median more than the draw before it. No two draws of a
  /// recording are then equal, and none is mistaken for a constant in two recordings with different steps.
  private let step: Int64

  /// A world whose medians differ by a step: two recordings with different steps show if a
  /// handler looks at a delay.
  init(step: Int64) {
    self.step = step
  }

  /// Goes on to the next event.
  mutating func advance() -> Event? {
    guard let next = queue.popFirst() else { return nil }
    now = next.instant
    moment = next.event.moment
    path.handled.append(moment)
    return next.event.event
  }

  /// Takes the likelier outcome, and records that it must be so.
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    let isLikely = chance.value >= 0.5
    if chance != .never && chance != .always {
      path.steps.append(.chance(chance, at: choicePoint, happens: isLikely))
    }
    return isLikely
  }

  /// Draws a delay without bounds of its own.
  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    delay(latency, atLeast: .zero, atMost: .longest, at: choicePoint)
  }

  /// Takes a delay a little above the median. No two are equal, so that an event tells which draw
  /// it came from.
  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at choicePoint: ChoicePoint
  ) -> Delay {
    let draw = DominantPath.Draw(latency: latency, floor: floor, cap: cap, choicePoint: choicePoint)
    let median = draw.delay(bits: 1 << 63)
    if case .constant = latency { return median }
    drawCount += 1
    let delay = median + Delay(unchecked: step * drawCount)
    draws.append((delay, draw))
    return delay
  }

  mutating func schedule(_ event: Event, after delay: Delay) {
    queue.insert(Numbered(moment: path.momentCount, event: event), at: now + delay)
    addMoment(after: delay, isTimer: false)
  }

  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    queue.insertTimer(Numbered(moment: path.momentCount, event: event), at: now + delay)
    addMoment(after: delay, isTimer: true)
  }

  /// Records the moment of an event: after a drawn delay, or after a fixed one.
  private mutating func addMoment(after delay: Delay, isTimer: Bool) {
    if let index = draws.firstIndex(where: { $0.delay == delay }) {
      path.steps.append(.drawnEvent(after: moment, draws.remove(at: index).draw))
    } else {
      path.steps.append(.event(after: moment, delay: delay))
    }
    path.areTimers.append(isTimer)
    path.momentCount += 1
  }

  /// Traps: the times of a cancelled event have no place on the path.
  mutating func cancel(_ event: Event) {
    preconditionFailure("a system with a dominant path cancels no event")
  }

  /// Notes the moment at which a milestone is first reached.
  mutating func reach(_ milestone: Milestone) {
    if path.milestones[milestone.index] == nil { path.milestones[milestone.index] = moment }
  }
}
