/// What an adversary has found.
public enum Finding<State: Hashable & Sendable>: Hashable, Sendable {
  /// Nothing: no course of events ends so.
  case holds(Proof)
  case broken(RecordedPath<State>)

  /// The same with something else in the place of the last state.
  @inlinable
  public func map<Ending>(_ transform: (State) -> Ending) -> Finding<Ending> {
    switch self {
    case .holds(let proof): .holds(proof)
    case .broken(let found): .broken(found.map(transform))
    }
  }
}

/// That no course of events ends in a certain way, with so many faults.
public struct Proof: Hashable, Sendable {
  /// The most faults of the courses that were followed; `nil` if there is none with more.
  public let mostFaults: Int?
  /// How many states were told apart, with what is in flight.
  public let states: Int
  /// Whether finitely many delays stood for continuous ones: then only these are proven.
  public let isApproximate: Bool

  @inlinable
  init(mostFaults: Int?, states: Int, isApproximate: Bool) {
    self.mostFaults = mostFaults
    self.states = states
    self.isApproximate = isApproximate
  }
}

/// A course of events that was looked for: one that ends as it should not, or as somebody asked.
public struct RecordedPath<State: Hashable & Sendable>: Hashable, Sendable {
  /// Its decisions, for a ``Replayer``.
  public let tape: Tape
  /// Where the faults are, in their order.
  public let faults: [ChoicePoint]
  /// How probable the decisions are.
  public let probability: Double
  /// How many events changed something or might have.
  public let events: Int
  /// How it ends.
  public let state: State
  /// Whether finitely many delays stood for continuous ones.
  public let isApproximate: Bool

  @inlinable
  init(
    tape: Tape, faults: [ChoicePoint], probability: Double, events: Int, state: State,
    isApproximate: Bool
  ) {
    self.tape = tape
    self.faults = faults
    self.probability = probability
    self.events = events
    self.state = state
    self.isApproximate = isApproximate
  }

  /// The same with something else in the place of the last state.
  @inlinable
  public func map<Ending>(_ transform: (State) -> Ending) -> RecordedPath<Ending> {
    RecordedPath<Ending>(
      tape: tape, faults: faults, probability: probability, events: events,
      state: transform(state), isApproximate: isApproximate)
  }
}
