/// What a search through every order of events has found.
public enum OrderFinding<State: Hashable & Sendable>: Hashable, Sendable {
  /// Nothing, in whatever order.
  case holds(Proof)
  case broken(TimedPath<State>)

  /// The same with something else in the place of the last state.
  public func map<Ending>(_ transform: (State) -> Ending) -> OrderFinding<Ending> {
    switch self {
    case .holds(let proof): .holds(proof)
    case .broken(let course): .broken(course.map(transform))
    }
  }
}

/// A course of events in an order that the ranges of its delays allow.
public struct TimedPath<State: Hashable & Sendable>: Hashable, Sendable {
  /// Which way each chance falls.
  public internal(set) var tape = Tape()
  /// The delays that have several values, in the order in which they are drawn: the shortest that make this
  /// order.
  public internal(set) var delays: [Delay] = []
  /// Where the faults are, in their order.
  public internal(set) var faults: [ChoicePoint] = []
  /// How probable it is that all chances fall so, whatever the delays.
  public internal(set) var probability = 1.0
  /// How many events changed something or might have.
  public internal(set) var events = 0
  /// How it ends.
  public let state: State

  init(state: State) {
    self.state = state
  }

  /// Adds what was decided while one event was handled.
  mutating func add<Subject: System>(
    _ decisions: BranchingWorld<Subject.Event>, _ system: Subject
  ) {
    tape.decisions += decisions.tape.decisions
    faults += decisions.happened.filter { system.isFault($0) }
    probability *= decisions.probability
  }

  /// The same with something else in the place of the last state.
  public func map<Ending>(_ transform: (State) -> Ending) -> TimedPath<Ending> {
    var course = TimedPath<Ending>(state: transform(state))
    (course.tape, course.delays, course.faults) = (tape, delays, faults)
    (course.probability, course.events) = (probability, events)
    return course
  }

  /// The course of events of the system that it was found in, written down.
  ///
  /// - Throws: the ``SimulationError`` that stopped it.
  public func trace<Subject: System>(
    of system: Subject, eventLimit: UInt64 = 100_000
  ) throws(SimulationError) -> Trace<Subject> {
    let world = OrderedWorld<Subject.Event>(self)
    return try Trace(of: system, trial: 0, in: world, eventLimit: eventLimit)
  }
}
