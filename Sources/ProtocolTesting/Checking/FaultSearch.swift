import Simulation

/// The result of a search that found no counterexample.
struct SearchResult {
  let proof: Proof
  /// The number of states in which several events come at the same instant, of which one order was tried.
  var ties = 0
  /// The description of an execution that never ends; `nil` if none was looked for or found.
  var endless: String?
  /// A Boolean value that indicates whether executions that never end were neither found nor excluded.
  var mayBeEndless = false
}

/// A search for the execution with the fewest faults that breaks a property.
struct FaultSearch<Subject: NodeProtocol> {
  let test: ProtocolTest<Subject>
  let system: ProtocolSystem<Subject>
  /// The largest number of faults; `nil` for any number.
  let mostFaults: Int?
  /// The notes that a counterexample shows.
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
  func run(inEveryOrder: Bool = false) throws -> SearchResult {
    let search: StateSearch<ProtocolSystem<Subject>.State>
    let findsEndless = test.properties.contains { $0.time == .atTheEnd }
    do {
      let checker = test.checker(system, mostFaults: mostFaults)
      search =
        try inEveryOrder
        ? searchEveryOrder(findsEndless: findsEndless)
        : checker.searchStates(findsEndless: findsEndless) { isBroken($0, $1) }
    } catch {
      throw test.error(for: error, system)
    }
    switch search.finding {
    case .broken(let found): throw try counterexample(found)
    case .holds(let proof):
      return SearchResult(
        proof: proof, ties: search.ties, endless: try search.endless.map(endlessText),
        mayBeEndless: search.mayBeEndless)
    }
  }

  /// Returns true if a state breaks a property.
  func isBroken(_ state: ProtocolSystem<Subject>.State, _ isEnd: Bool) -> Bool {
    system.firstBroken(in: state, isEnd: isEnd) != nil
  }

  /// Describes an execution that never ends.
  private func endlessText(
    _ found: RecordedPath<ProtocolSystem<Subject>.State>
  ) throws -> String {
    let execution = test.execution(of: found, system, eventLimit: found.events)
    guard execution.nodes == found.state.nodes else {
      throw ProtocolTestError.notRepeatable(
        "a course of \(found.events) events ends otherwise when taken again")
    }
    var lines = execution.faults.enumerated().map { "  \($0 + 1). \($1)" }
    lines.append(
      execution.diagram(of: test.subject.names.map { ValueText.of($0) }, broken: nil)
        .text(width: max(80, 30 * test.subject.names.count)))
    lines.append(LivenessCheck<Subject>.note(cycle: found.cycle))
    return lines.joined(separator: "\n")
  }

  /// Runs the path again that was found, and records it.
  private func counterexample(
    _ found: RecordedPath<ProtocolSystem<Subject>.State>
  ) throws -> Counterexample {
    let execution = test.execution(of: found, system, eventLimit: test.limits.events)
    // Of a path whose events were reordered the search knows the part only that the property reads.
    guard found.isReordered || execution.nodes == found.state.nodes,
      let counterexample = test.counterexample(execution, notes: notes)
    else {
      throw ProtocolTestError.notRepeatable(
        "a course of \(found.events) events breaks a property, and taken again does not")
    }
    return counterexample
  }
}
