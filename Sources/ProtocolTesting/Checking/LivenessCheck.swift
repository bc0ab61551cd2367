import Simulation

/// A search for an execution on which a property is never satisfied although faults come to an end.
struct LivenessCheck<Subject: NodeProtocol> {
  private let test: ProtocolTest<Subject>
  private let system: ProtocolSystem<Subject>
  private let mostFaults: Int?
  private let notes: [String]

  /// - Parameter property: a property that must hold eventually.
  init(
    _ test: ProtocolTest<Subject>, _ property: Property<Subject>, coverage: Coverage,
    mostFaults: Int?, notes: [String] = []
  ) {
    self.notes = notes
    self.test = test.only([property])
    system = ProtocolSystem(self.test, coverage: coverage)
    self.mostFaults = mostFaults
  }

  /// Searches.
  ///
  /// - Parameter inEveryOrder: true to search every order of events that the ranges of latencies allow.
  /// - Throws: the ``Counterexample``, or the ``ProtocolTestError`` that stopped the search.
  func run(inEveryOrder: Bool = false) throws -> Proof {
    // Its goal may have to be reached again and again.
    let isRepeated = test.properties[0].time == .leadsTo
    func isSatisfied(_ state: ProtocolSystem<Subject>.State) -> Bool {
      isRepeated ? state.broken == 0 : state.satisfied != 0
    }
    let finding: AvoidanceFinding<ProtocolSystem<Subject>.State>
    do {
      let checker = test.checker(system, mostFaults: mostFaults)
      finding =
        try inEveryOrder
        ? checker.searchAvoidingInEveryOrder(followingGoals: isRepeated, isSatisfied)
        : .decided(checker.searchAvoiding(followingGoals: isRepeated, isSatisfied))
    } catch {
      throw test.error(for: error, system)
    }
    switch finding {
    case .undecided: throw ProtocolTestError.undecided(test.properties[0].sentence)
    case .decided(.holds(let proof)): return proof
    case .decided(.broken(let found)):
      throw try counterexample(
        found,
        note: found.cycle == 0
          ? "nothing is under way any more, and it has not come true"
          : Self.note(cycle: found.cycle))
    }
  }

  /// The note below an execution whose last events can repeat.
  static func note(cycle: Int) -> String {
    (cycle == 1 ? "the last event" : "the last \(cycle) events")
      + " can follow one another for ever, without another fault"
  }

  /// The counterexample of an execution that the search has found.
  ///
  /// - Throws: an error if the execution ends otherwise when it is taken again: a handler is not
  ///   repeatable.
  private func counterexample(
    _ found: RecordedPath<ProtocolSystem<Subject>.State>, note: String
  ) throws -> Counterexample {
    let execution = test.execution(of: found, system, eventLimit: found.events)
    guard execution.nodes == found.state.nodes else {
      throw ProtocolTestError.notRepeatable(
        "a course of \(found.events) events ends otherwise when taken again")
    }
    return test.counterexample(execution, breaking: 0, notes: notes + [note])
  }
}
