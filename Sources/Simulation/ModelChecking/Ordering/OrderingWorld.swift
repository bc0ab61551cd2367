/// The world of a search for every order of events: it decides chances by a tape, and leaves delays open.
struct OrderingWorld<Event: Hashable & Sendable>: World {
  /// An event that a handler has scheduled, and how long after the present it may come.
  struct Scheduled {
    let event: Event
    let low: Delay
    let high: Delay
    /// Which of the run's draws decides that, as they are counted from 0; `nil` for none.
    let draw: Int?
  }

  private struct Draw {
    let site: ChoicePoint
    let token: Delay
    let low: Delay
    let high: Delay
  }

  var decisions: BranchingWorld<Event>
  private(set) var scheduled: [Scheduled] = []
  private(set) var cancelled: [Event] = []
  private var draws: [Draw] = []
  /// Whether a handler has done anything with a delay but hand it on once.
  private(set) var hasMisusedDelay = false
  /// What stands for open delays: see `BranchingWorld.step`.
  private let step: Int64

  init(tape: Tape = Tape(), step: Int64 = 1) {
    decisions = BranchingWorld(discretisation: nil)
    decisions.tape = tape
    self.step = step
  }

  var now: Instant { .start }

  /// The shortest delay of each draw of the run.
  var shortest: [Delay] { draws.map { $0.low } }
  var hasOpenDraw: Bool { !draws.isEmpty }
  var firstDraw: ChoicePoint? { draws.first?.site }

  mutating func rewind() {
    decisions.rewind()
    scheduled = []
    cancelled = []
    draws = []
  }

  mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    decisions.happens(chance, at: site)
  }

  mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    delay(latency, atLeast: .zero, atMost: .longest, at: site)
  }

  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at site: ChoicePoint
  ) -> Delay {
    func cut(_ delay: Delay) -> Delay { max(min(delay, cap), floor) }
    let range = latency.range
    if range.low == range.high { return cut(range.low) }
    let token = Delay(unchecked: OrderingWorld.lastToken - step * Int64(draws.count + 1))
    draws.append(Draw(site: site, token: token, low: cut(range.low), high: cut(range.high)))
    return token
  }

  /// Tokens are not far below the longest of delays, which nobody schedules but who was given one.
  private static var lastToken: Int64 { Delay.longest.nanoseconds - 1 }
  private static var tokens: Int64 { 1_000_000 }

  mutating func schedule(_ event: Event, after delay: Delay) {
    if let draw = draws.firstIndex(where: { $0.token == delay }) {
      if scheduled.contains(where: { $0.draw == draw }) { hasMisusedDelay = true }
      scheduled.append(
        Scheduled(event: event, low: draws[draw].low, high: draws[draw].high, draw: draw))
      return
    }
    if delay != .longest, delay.nanoseconds > OrderingWorld.lastToken - OrderingWorld.tokens {
      hasMisusedDelay = true
    }
    scheduled.append(Scheduled(event: event, low: delay, high: delay, draw: nil))
  }

  mutating func cancel(_ event: Event) {
    scheduled.removeAll { $0.event == event }
    cancelled.append(event)
  }

  mutating func reach(_ milestone: Milestone) {}
}
