import Simulation
import Text

/// The pending events of an execution that is replayed, of which any one of the same instant may come first.
struct PendingList<Event: Hashable & Sendable> {
  /// The events in the order of their instants, and within one in that of their scheduling.
  private var pending: [(instant: Instant, event: Event)] = []
  private(set) var now = Instant.start
  /// The number of events that have come.
  private(set) var count = 0

  /// Schedules an event behind the others of its instant.
  mutating func schedule(_ event: Event, after delay: Delay) {
    let instant = now + delay
    let index = pending.firstIndex { $0.instant > instant } ?? pending.endIndex
    pending.insert((instant, event), at: index)
  }

  mutating func cancel(_ event: Event) { pending.removeAll { $0.event == event } }

  /// Moves time on to one of the next events.
  ///
  /// - Parameters:
  ///   - rank: the place of the event among those of its instant, from 0. Where there are fewer, the first one comes.
  ///   - recorder: records the place if it is not the first one.
  mutating func advance(rank: Int, _ recorder: TraceRecorder) -> Event? {
    guard let first = pending.first else { return nil }
    count += 1
    let isPossible = rank < pending.count && pending[rank].instant == first.instant
    if rank > 0, isPossible { recorder.note(deviation: RankLabel.text(event: count, rank: rank)) }
    let next = pending.remove(at: isPossible ? rank : 0)
    now = next.instant
    return next.event
  }
}

/// A world that makes the decisions of another one, and takes the events of an instant in a given order.
struct OrderedWorld<Event: Hashable & Sendable>: SteppingWorld {
  private var decisions: ReplayedWorld<Event>
  private var events = PendingList<Event>()
  /// For each event its place among those of its instant; 0 past the end.
  private let ranks: [Int]
  private let recorder: TraceRecorder

  init(_ decisions: ReplayedWorld<Event>, ranks: [Int], _ recorder: TraceRecorder) {
    self.decisions = decisions
    self.ranks = ranks
    self.recorder = recorder
  }

  var now: Instant { events.now }

  mutating func advance() -> Event? {
    events.advance(rank: events.count < ranks.count ? ranks[events.count] : 0, recorder)
  }

  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    decisions.happens(chance, at: choicePoint)
  }
  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    decisions.delay(latency, at: choicePoint)
  }
  mutating func schedule(_ event: Event, after delay: Delay) {
    events.schedule(event, after: delay)
  }
  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    events.schedule(event, after: delay)
  }
  mutating func cancel(_ event: Event) { events.cancel(event) }
  mutating func reach(_ milestone: Milestone) {}
}

/// The name of a decision about events of the same instant: "event 12 is number 2 of its instant".
enum RankLabel {
  static func text(event: Int, rank: Int) -> String {
    "event \(event) is number \(rank + 1) of its instant"
  }

  /// Returns the number of the event and its place, from 0; `nil` if the text names none.
  static func parse(_ text: String) -> (event: Int, rank: Int)? {
    let words = text.split(separator: " ")
    guard words.count == 8, words[0] == "event", words[3] == "number", words[7] == "instant",
      let event = Int(words[1]), let number = Int(words[4]), number > 1
    else { return nil }
    return (event, number - 1)
  }
}

/// The text of a probability in a report.
enum ProbabilityText {
  static func text(_ probability: Double) -> String {
    NumberText.significant(probability, digits: 6)
  }
}
