import Simulation

/// A world without faults, in which every delay is the representative one, except for the decisions that are named.
struct NamedWorld<Event: Hashable & Sendable>: SteppingWorld {
  private var events = PendingList<Event>()
  /// Tells the name of each decision.
  private let recorder: TraceRecorder
  private let happening: Set<String>
  /// The decisions about delays, with the delays.
  private let delays: [String: Delay]
  /// The place among the events of the same instant, for each event that is not the first of them.
  private let ranks: [Int: Int]

  /// - Parameter deviations: the names of the decisions, as a ``TraceRecorder`` records them.
  init(_ deviations: [String], _ recorder: TraceRecorder) {
    self.recorder = recorder
    happening = Set(deviations)
    delays = Dictionary(
      deviations.compactMap(DelayLabel.parse).map { ($0.label, $0.delay) },
      uniquingKeysWith: { first, _ in first })
    ranks = Dictionary(
      deviations.compactMap(RankLabel.parse).map { ($0.event, $0.rank) },
      uniquingKeysWith: { first, _ in first })
  }

  var now: Instant { events.now }

  mutating func advance() -> Event? {
    events.advance(rank: ranks[events.count + 1] ?? 0, recorder)
  }

  mutating func schedule(_ event: Event, after delay: Delay) {
    events.schedule(event, after: delay)
  }
  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    events.schedule(event, after: delay)
  }
  mutating func cancel(_ event: Event) { events.cancel(event) }
  mutating func reach(_ milestone: Milestone) {}

  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    chance == .always || chance != .never && happening.contains(recorder.decision)
  }

  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    // A delay that the latency cannot have was recorded with another version of the protocol.
    delays[recorder.decision].flatMap { latency.mayBe($0) ? $0 : nil } ?? latency.representative
  }
}
