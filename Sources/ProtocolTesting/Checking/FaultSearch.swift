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

  /// Searches the order of events in which latencies are as drawn.
  ///
  /// - Throws: the ``Counterexample``, or the ``ProtocolTestError`` that stopped the search.
  @discardableResult
  func run() throws -> Proof {
    let finding: Finding<ProtocolSystem<Subject>.State>
    var hasEnded = false
    do {
      finding = try test.checker(system, mostFaults: mostFaults)
        .searchEverywhere { isBroken($0, $1, &hasEnded) }
    } catch {
      throw test.error(for: error, system)
    }
    switch finding {
    case .holds(let proof): return try validated(proof, hasEnded)
    case .broken(let found):
      let discretisation = test.limits.discretisation
      throw try counterexample(found.state, events: found.events) {
        ReplayedWorld(found.tape, discretisation: discretisation)
      }
    }
  }

  /// Searches every order of events that the ranges of latencies allow.
  ///
  /// - Throws: the ``Counterexample``, or the ``ProtocolTestError`` that stopped the search.
  func runInEveryOrder() throws -> Proof {
    let finding: OrderFinding<ProtocolSystem<Subject>.State>
    var hasEnded = false
    do {
      finding = try test.checker(system, mostFaults: mostFaults)
        .searchEveryOrderEverywhere { isBroken($0, $1, &hasEnded) }
    } catch {
      throw test.error(for: error, system)
    }
    switch finding {
    case .holds(let proof): return try validated(proof, hasEnded)
    case .broken(let found):
      throw try counterexample(found.state, events: found.events) { OrderedWorld(found) }
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

  /// Runs the execution again that was found, and records it.
  private func counterexample<Base: SteppingWorld<ProtocolSystem<Subject>.Event>>(
    _ end: ProtocolSystem<Subject>.State, events: Int, in world: () -> Base
  ) throws -> Counterexample {
    let execution = Execution.run(system, eventLimit: test.limits.events) { _ in world() }
    guard execution.nodes == end.nodes,
      let counterexample = test.counterexample(execution, notes: notes)
    else {
      throw ProtocolTestError.notRepeatable(
        "a course of \(events) events breaks a property, and taken again does not")
    }
    return counterexample
  }
}
