import Simulation

/// A search for the course with the fewest faults that breaks a property.
struct Search<Subject: Participants> {
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
  /// - Throws: the counterexample.
  @discardableResult
  func run() throws -> Proof {
    let finding: Finding<ProtocolSystem<Subject>.State>
    var hasEnded = false
    do {
      finding = try test.adversary(system, mostFaults: mostFaults)
        .searchEverywhere { isBroken($0, $1, &hasEnded) }
    } catch {
      throw test.problem(error, system)
    }
    switch finding {
    case .holds(let proof): return try proven(proof, hasEnded)
    case .broken(let found):
      let discretisation = test.limits.discretisation
      throw try counterexample(found.state, events: found.events) {
        ReplayedWorld(found.tape, discretisation: discretisation)
      }
    }
  }

  /// Searches every order of events.
  ///
  /// - Throws: the counterexample.
  func runInEveryOrder() throws -> Proof {
    let finding: OrderFinding<ProtocolSystem<Subject>.State>
    var hasEnded = false
    do {
      finding = try test.adversary(system, mostFaults: mostFaults)
        .searchEveryOrderEverywhere { isBroken($0, $1, &hasEnded) }
    } catch {
      throw test.problem(error, system)
    }
    switch finding {
    case .holds(let proof): return try proven(proof, hasEnded)
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

  /// A proof, if there was anything to prove.
  private func proven(_ proof: Proof, _ hasEnded: Bool) throws -> Proof {
    if !hasEnded, test.properties.contains(where: { $0.time == .atTheEnd }) {
      throw ProtocolProblem.neverEnds
    }
    return proof
  }

  /// What was found, taken once more.
  private func counterexample<Base: SteppingWorld<ProtocolSystem<Subject>.Event>>(
    _ end: ProtocolSystem<Subject>.State, events: Int, in world: () -> Base
  ) throws -> Counterexample {
    let course = Execution(system, eventLimit: test.limits.events) { _ in world() }
    guard course.subject == end.subject,
      let counterexample = test.counterexample(course, notes: notes)
    else {
      throw ProtocolProblem.notRepeatable(
        "a course of \(events) events breaks a property, and taken again does not")
    }
    return counterexample
  }
}
