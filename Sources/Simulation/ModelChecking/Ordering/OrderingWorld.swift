/// The world of a search through every order of events. It decides chances by a tape, and leaves delays open.
struct OrderingWorld<Event: Hashable & Sendable>: World {
  /// An event that a handler has scheduled, with the shortest and the longest delay from the present.
  struct Scheduled {
    let event: Event
    let low: Delay
    let high: Delay
    /// The index of the draw that decides the delay; `nil` for none.
    let draw: Int?
    /// A Boolean value that indicates whether it comes after the other events of its instant.
    let isTimer: Bool
  }

  private struct Draw {
    let choicePoint: ChoicePoint
    let token: Delay
    let low: Delay
    let high: Delay
  }

  var decisions: BranchingWorld<Event>
  private(set) var scheduled: [Scheduled] = []
  private(set) var cancelled: [Event] = []
  private var draws: [Draw] = []
  /// A Boolean value that indicates whether a handler has used a delay for anything but scheduling
  /// one event.
  private(set) var hasMisusedDelay = false
  /// The distance between the tokens of open draws: see `BranchingWorld.step`.
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
  var firstDraw: ChoicePoint? { draws.first?.choicePoint }

  mutating func rewind() {
    decisions.rewind()
    scheduled = []
    cancelled = []
    draws = []
  }

  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    decisions.happens(chance, at: choicePoint)
  }

  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    delay(latency, atLeast: .zero, atMost: .longest, at: choicePoint)
  }

  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at choicePoint: ChoicePoint
  ) -> Delay {
    func cut(_ delay: Delay) -> Delay { max(min(delay, cap), floor) }
    let range = latency.range
    if range.low == range.high { return cut(range.low) }
    let token = Delay(unchecked: OrderingWorld.lastToken - step * Int64(draws.count + 1))
    draws.append(
      Draw(choicePoint: choicePoint, token: token, low: cut(range.low), high: cut(range.high)))
    return token
  }

  /// The largest token. Tokens lie just below `Delay.longest`; a handler gets such a delay only from a draw.
  private static var lastToken: Int64 { Delay.longest.nanoseconds - 1 }
  private static var tokens: Int64 { 1_000_000 }

  mutating func schedule(_ event: Event, after delay: Delay) {
    schedule(event, after: delay, isTimer: false)
  }

  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    schedule(event, after: delay, isTimer: true)
  }

  private mutating func schedule(_ event: Event, after delay: Delay, isTimer: Bool) {
    if let draw = draws.firstIndex(where: { $0.token == delay }) {
      if scheduled.contains(where: { $0.draw == draw }) { hasMisusedDelay = true }
      scheduled.append(
        Scheduled(
          event: event, low: draws[draw].low, high: draws[draw].high, draw: draw,
          isTimer: isTimer))
      return
    }
    if delay != .longest, delay.nanoseconds > OrderingWorld.lastToken - OrderingWorld.tokens {
      hasMisusedDelay = true
    }
    scheduled.append(Scheduled(event: event, low: delay, high: delay, draw: nil, isTimer: isTimer))
  }

  mutating func cancel(_ event: Event) {
    scheduled.removeAll { $0.event == event }
    cancelled.append(event)
  }

  mutating func reach(_ milestone: Milestone) {}
}
