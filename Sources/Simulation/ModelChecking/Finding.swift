/// The result of a search: a proof, or a counterexample.
public enum Finding<State: Hashable & Sendable>: Hashable, Sendable {
  /// No path leads to a state that was looked for.
  case holds(Proof)
  /// The path with the fewest faults that does.
  case broken(RecordedPath<State>)

  /// Returns the same finding with another value in place of the last state.
  @inlinable
  public func map<Ending>(_ transform: (State) -> Ending) -> Finding<Ending> {
    switch self {
    case .holds(let proof): .holds(proof)
    case .broken(let found): .broken(found.map(transform))
    }
  }
}

/// The evidence that no path with up to a number of faults leads to a state that was looked for.
public struct Proof: Hashable, Sendable {
  /// The largest number of faults of the paths that were followed; `nil` if no path has more.
  public let mostFaults: Int?
  /// The number of different states, counted with the events that are pending in them.
  public let states: Int
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones. The proof is then
  /// about these delays only.
  public let isApproximate: Bool

  @inlinable
  package init(mostFaults: Int?, states: Int, isApproximate: Bool) {
    self.mostFaults = mostFaults
    self.states = states
    self.isApproximate = isApproximate
  }
}

/// A path through the states of a system, as a search found it: a counterexample, or a witness for an outcome.
public struct RecordedPath<State: Hashable & Sendable>: Hashable, Sendable {
  /// The decisions of the path, for a ``Replayer``.
  public internal(set) var tape = Tape()
  /// The delays that have several values, in the order in which they are drawn, if the search left them open: the
  /// shortest that cause this order of events. `nil` if the tape decides the delays.
  public internal(set) var delays: [Delay]?
  /// For each event its place, from 0, among those that are pending at the same instant, in the order in which they were
  /// scheduled; `nil` if the first one always comes first.
  package internal(set) var ranks: [Int]?
  /// A Boolean value that indicates whether the search has followed the events in another order than that of their times.
  /// The state at the end may then be ahead of them in parts.
  package internal(set) var isReordered = false
  /// The choice points of the faults, in their order.
  public internal(set) var faults: [ChoicePoint] = []
  /// The probability of the decisions, between 0 and 1. Delays that are not on the tape do not count.
  public internal(set) var probability = 1.0
  /// The number of events that may have changed something.
  public internal(set) var events = 0
  /// The state at the end.
  public let state: State
  /// The number of events at the end of the path that can repeat for ever, without a fault; 0 if the path ends because
  /// nothing is pending any more.
  public internal(set) var cycle = 0
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  public internal(set) var isApproximate = false

  /// A path that begins and ends in one state.
  @usableFromInline
  init(state: State) {
    self.state = state
  }

  /// Adds the decisions of one transition.
  @usableFromInline
  mutating func add<Subject: System>(
    _ decisions: borrowing BranchingWorld<Subject.Event>, _ system: borrowing Subject
  ) {
    tape.decisions += decisions.tape.decisions
    for choicePoint in decisions.happened where system.isFault(choicePoint) {
      faults.append(choicePoint)
    }
    probability *= decisions.probability
  }

  /// Adds the decisions of another path.
  mutating func append(_ other: RecordedPath) {
    tape.decisions += other.tape.decisions
    faults += other.faults
    probability *= other.probability
    isApproximate = other.isApproximate
  }

  /// Returns the same path with another value in place of the last state.
  public func map<Ending>(_ transform: (State) -> Ending) -> RecordedPath<Ending> {
    var path = RecordedPath<Ending>(state: transform(state))
    (path.tape, path.delays, path.faults) = (tape, delays, faults)
    (path.probability, path.events, path.cycle) = (probability, events, cycle)
    (path.ranks, path.isReordered) = (ranks, isReordered)
    path.isApproximate = isApproximate
    return path
  }

  /// Returns the same path with other names of its faults, and another value in place of the last state.
  package func named<Ending>(faults: [ChoicePoint], state: Ending) -> RecordedPath<Ending> {
    var path = map { _ in state }
    path.faults = faults
    return path
  }

  /// Runs the path again on the system in which it was found, and records every event.
  ///
  /// - Parameters:
  ///   - discretisation: the number of delays that approximated a continuous latency when the path was found.
  ///   - eventLimit: the largest number of events.
  /// - Throws: the ``SimulationError`` that stopped it.
  public func trace<Subject: System>(
    of system: Subject, discretisation: Int? = nil, eventLimit: UInt64 = 100_000
  ) throws(SimulationError) -> Trace<Subject> {
    let world = ReplayedWorld<Subject.Event>(self, discretisation: discretisation)
    return try Trace.record(system, trial: 0, in: world, eventLimit: eventLimit)
  }
}
