import Simulation

/// A search for the execution with the fewest faults that breaks a property.
struct FaultSearch<Subject: NodeProtocol> {
  private let test: ProtocolTest<Subject>
  private let system: ProtocolSystem<Subject>
  private let mostFaults: Int?
  private let notes: [String]

  init(
    _ test: ProtocolTest<Subject>, coverage: Coverage = Coverage(), mostFaults: Int?,
    notes: [String] = []
  ) {
    self.test = test
    system = ProtocolSystem(test, coverage: coverage)
    self.mostFaults = mostFaults
    self.notes = notes
  }

  /// Searches.
  ///
  /// - Parameter inEveryOrder: true to search every order of events that the ranges of latencies allow.
  /// - Throws: the ``Counterexample``, or the ``ProtocolTestError`` that stopped the search.
  @discardableResult
  func run(inEveryOrder: Bool = false) throws -> Proof {
    let finding: Finding<ProtocolSystem<Subject>.State>
    var hasEnded = false
    do {
      let checker = test.checker(system, mostFaults: mostFaults)
      finding =
        try inEveryOrder
        ? checker.searchStatesInEveryOrder { isBroken($0, $1, &hasEnded) }
        : checker.searchStates { isBroken($0, $1, &hasEnded) }
    } catch {
      throw test.error(for: error, system)
    }
    switch finding {
    case .holds(let proof): return try validated(proof, hasEnded)
    case .broken(let found): throw try counterexample(found)
    }
  }

  private func isBroken(
    _ state: ProtocolSystem<Subject>.State, _ isEnd: Bool, _ hasEnded: inout Bool
  ) -> Bool {
    hasEnded = hasEnded || isEnd
    return system.firstBroken(in: state, isEnd: isEnd) != nil
  }

  /// Returns the proof, unless a property at the end was never evaluated.
  private func validated(_ proof: Proof, _ hasEnded: Bool) throws -> Proof {
    if !hasEnded, test.properties.contains(where: { $0.time == .atTheEnd }) {
      throw ProtocolTestError.neverEnds
    }
    return proof
  }

  /// Runs the path again that was found, and records it.
  private func counterexample(
    _ found: RecordedPath<ProtocolSystem<Subject>.State>
  ) throws -> Counterexample {
    let discretisation = test.limits.discretisation
    let execution = Execution.run(system, eventLimit: test.limits.events) { _ in
      ReplayedWorld(found, discretisation: discretisation)
    }
    guard execution.nodes == found.state.nodes,
      let counterexample = test.counterexample(execution, notes: notes)
    else {
      throw ProtocolTestError.notRepeatable(
        "a course of \(found.events) events breaks a property, and taken again does not")
    }
    return counterexample
  }
}
