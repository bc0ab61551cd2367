import Simulation

/// A world in which everything goes the plainest way but for the decisions that are named.
struct NamedWorld<Event: Hashable & Sendable>: SteeredWorld {
  var events = SampledWorld<Event>()
  /// Asked for the name of each decision.
  private let diary: TraceRecorder
  private let happening: Set<String>
  private let delays: [String: Delay]

  /// - Parameter deviations: the names of what happens, as a ``TraceRecorder`` writes them down.
  init(_ deviations: [String], _ diary: TraceRecorder) {
    self.diary = diary
    happening = Set(deviations)
    delays = Dictionary(
      deviations.compactMap(DelayLabel.parse).map { ($0.label, $0.delay) },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    chance == .always || chance != .never && happening.contains(diary.question)
  }

  mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    // A delay that it cannot have would be another protocol's.
    delays[diary.question].flatMap { latency.mayBe($0) ? $0 : nil } ?? latency.plainest
  }
}
