import Simulation

/// A world without faults, in which every delay is the representative one, except for the decisions that are named.
struct NamedWorld<Event: Hashable & Sendable>: SteeredWorld {
  var events = SampledWorld<Event>()
  /// Tells the name of each decision.
  private let recorder: TraceRecorder
  private let happening: Set<String>
  private let delays: [String: Delay]

  /// - Parameter deviations: the names of the decisions, as a ``TraceRecorder`` records them.
  init(_ deviations: [String], _ recorder: TraceRecorder) {
    self.recorder = recorder
    happening = Set(deviations)
    delays = Dictionary(
      deviations.compactMap(DelayLabel.parse).map { ($0.label, $0.delay) },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    chance == .always || chance != .never && happening.contains(recorder.decision)
  }

  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    // A delay that the latency cannot have was recorded with another version of the protocol.
    delays[recorder.decision].flatMap { latency.mayBe($0) ? $0 : nil } ?? latency.representative
  }
}
