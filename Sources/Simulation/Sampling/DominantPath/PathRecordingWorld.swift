/// The world of a rehearsal: every chance goes the likelier way, every delay is the median and a
/// little more, and everything is written down.
struct PathRecordingWorld<Event: Hashable & Sendable>: World {
  var course = DominantPath()

  private struct Numbered {
    let moment: Int
    let event: Event
  }

  private var agenda = EventQueue<Numbered>()
  /// The moment of the event that is being handled.
  private var moment = 0
  private(set) var now = Instant.start
  /// What was drawn and not scheduled yet.
  private var draws: [(delay: Delay, draw: DominantPath.Draw)] = []
  private var drawCount: Int64 = 0
  /// How much more than its median each draw is than the one before it. No two draws of a rehearsal
  /// then look alike, and none is mistaken for a constant in two rehearsals with different steps.
  private let step: Int64

  init(step: Int64) {
    self.step = step
  }

  mutating func advance() -> Event? {
    guard let next = agenda.popFirst() else { return nil }
    now = next.instant
    moment = next.event.moment
    course.handled.append(moment)
    return next.event.event
  }

  mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    let isLikely = chance.value >= 0.5
    if chance != .never && chance != .always {
      course.steps.append(.chance(chance, at: site, happens: isLikely))
    }
    return isLikely
  }

  mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    delay(latency, atLeast: .zero, atMost: .longest, at: site)
  }

  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at site: ChoicePoint
  ) -> Delay {
    let draw = DominantPath.Draw(latency: latency, floor: floor, cap: cap, site: site)
    let median = draw.delay(bits: 1 << 63)
    if case .constant = latency { return median }
    drawCount += 1
    let delay = median + Delay(unchecked: step * drawCount)
    draws.append((delay, draw))
    return delay
  }

  mutating func schedule(_ event: Event, after delay: Delay) {
    if let index = draws.firstIndex(where: { $0.delay == delay }) {
      course.steps.append(.drawnEvent(after: moment, draws.remove(at: index).draw))
    } else {
      course.steps.append(.event(after: moment, delay: delay))
    }
    agenda.insert(Numbered(moment: course.momentCount, event: event), at: now + delay)
    course.momentCount += 1
  }

  mutating func cancel(_ event: Event) {
    preconditionFailure("a system that can be rehearsed takes nothing back")
  }

  mutating func reach(_ milestone: Milestone) {
    if course.milestones[milestone.index] == nil { course.milestones[milestone.index] = moment }
  }
}
