import Simulation

/// A search for a course on which something never comes true although the network is fair.
struct LivenessCheck<Subject: Participants> {
  private let test: ProtocolTest<Subject>
  private let system: ProtocolSystem<Subject>
  private let mostFaults: Int?

  /// - Parameter property: one that must come true eventually.
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
  /// - Throws: the counterexample.
  func run() throws -> Proof {
    let finding: LivenessFinding<ProtocolSystem<Subject>.State>
    do {
      finding = try test.adversary(system, mostFaults: mostFaults)
        .searchToAvoid { $0.come != 0 }
    } catch {
      throw test.problem(error, system)
    }
    switch finding {
    case .comes(let proof): return proof
    case .endsWithout(let found):
      throw try counterexample(
        found, note: "nothing is under way any more, and it has not come true")
    case .goesRound(let found, let round):
      let events = round == 1 ? "the last event" : "the last \(round) events"
      throw try counterexample(
        found, note: "\(events) can follow one another for ever, without another fault")
    }
  }

  private func counterexample(
    _ found: RecordedPath<ProtocolSystem<Subject>.State>, note: String
  ) throws -> Counterexample {
    let discretisation = test.limits.discretisation
    let course = Execution(system, eventLimit: found.events) { _ in
      ReplayedWorld(found.tape, discretisation: discretisation)
    }
    guard course.subject == found.state.subject else {
      throw ProtocolProblem.notRepeatable(
        "a course of \(found.events) events ends otherwise when taken again")
    }
    return test.counterexample(course, breaking: 0, notes: [note])
  }
}
