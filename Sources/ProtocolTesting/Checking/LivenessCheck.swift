import Simulation

/// A search for an execution on which a property is never satisfied although faults come to an end.
struct LivenessCheck<Subject: NodeProtocol> {
  private let test: ProtocolTest<Subject>
  private let system: ProtocolSystem<Subject>
  private let mostFaults: Int?

  /// - Parameter property: a property that must hold eventually.
  init(
    _ test: ProtocolTest<Subject>, _ property: Property<Subject>, coverage: Coverage,
    mostFaults: Int?
  ) {
    self.test = test.only([property])
    system = ProtocolSystem(self.test, coverage: coverage)
    self.mostFaults = mostFaults
  }

  /// Searches.
  ///
  /// - Throws: the ``Counterexample``, or the ``ProtocolTestError`` that stopped the search.
  func run() throws -> Proof {
    // Its goal may have to be reached again and again.
    let isRepeated = test.properties[0].time == .leadsTo
    let finding: Finding<ProtocolSystem<Subject>.State>
    do {
      finding = try test.checker(system, mostFaults: mostFaults)
        .searchAvoiding(followingGoals: isRepeated) {
          isRepeated ? $0.broken == 0 : $0.satisfied != 0
        }
    } catch {
      throw test.error(for: error, system)
    }
    switch finding {
    case .holds(let proof): return proof
    case .broken(let found):
      let repeated = found.cycle == 1 ? "the last event" : "the last \(found.cycle) events"
      throw try counterexample(
        found,
        note: found.cycle == 0
          ? "nothing is under way any more, and it has not come true"
          : "\(repeated) can follow one another for ever, without another fault")
    }
  }

  private func counterexample(
    _ found: RecordedPath<ProtocolSystem<Subject>.State>, note: String
  ) throws -> Counterexample {
    let discretisation = test.limits.discretisation
    let execution = Execution.run(system, eventLimit: found.events) { _ in
      ReplayedWorld(found, discretisation: discretisation)
    }
    guard execution.nodes == found.state.nodes else {
      throw ProtocolTestError.notRepeatable(
        "a course of \(found.events) events ends otherwise when taken again")
    }
    return test.counterexample(execution, breaking: 0, notes: [note])
  }
}
