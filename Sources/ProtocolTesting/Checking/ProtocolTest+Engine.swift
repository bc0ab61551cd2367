import Simulation

/// The engines of a check.
extension ProtocolTest {
  /// The engine that searches the executions of the protocol.
  func checker(
    _ system: ProtocolSystem<Subject>, mostFaults: Int?
  ) -> ModelChecker<ProtocolSystem<Subject>> {
    ModelChecker(system, mostFaults: mostFaults, limits: explorationLimits)
  }

  /// Runs the path again that a search found, and records it.
  func execution(
    of found: RecordedPath<ProtocolSystem<Subject>.State>, _ system: ProtocolSystem<Subject>,
    eventLimit: Int
  ) -> Execution<Subject> {
    let discretisation = limits.discretisation
    return Execution.run(system, eventLimit: eventLimit) { recorder in
      OrderedWorld(
        ReplayedWorld(found, discretisation: discretisation), ranks: found.ranks ?? [], recorder)
    }
  }

  var explorationLimits: ExplorationLimits {
    var exploration = ExplorationLimits()
    exploration.states = limits.states
    exploration.discretisation = limits.discretisation
    return exploration
  }
}

/// The error that a check throws when the engine cannot explore the protocol.
extension ProtocolTest {
  /// The error of the engine in the words of the protocol: nodes, messages and timers.
  func error(
    for error: ExplorationError, _ system: ProtocolSystem<Subject>
  ) -> ProtocolTestError {
    switch error {
    case .states(let limit): .tooManyStates(limit: limit, hint: hint)
    case .memory(let limit): .tooMuchMemory(limit: limit, hint: hint)
    case .unbalanced(let total): .unbalanced(total)
    case .continuousDelay(let choicePoint, _): .continuousLatency(linkName(choicePoint, system))
    case .dependsOnDelay: .dependsOnDelay
    case .stopped: preconditionFailure("a test sets no condition to stop")
    case .notRepeatable:
      .notRepeatable("a handler that is run again with the same state does something else")
    }
  }

  /// The name of a link or of a timer, for a message about its latency.
  private func linkName(_ choicePoint: ChoicePoint, _ system: ProtocolSystem<Subject>) -> String {
    let (sender, receiver) = (Int(choicePoint.actor), Int(choicePoint.hop))
    guard sender < system.names.count, receiver < system.names.count else {
      return "the latency of a message"
    }
    let name = ValueText.of(system.names[sender])
    if choicePoint.kind == Decision.timer.rawValue { return "the time of a timer of \(name)" }
    return "the latency of messages from \(name) to \(ValueText.of(system.names[receiver]))"
  }

  /// The longest of some random executions with many faults, which shows where so many states come from.
  var hint: String {
    var longest: (events: Int, nodes: String, hasEnded: Bool)?
    for trial in 0..<20 as Range<UInt64> {
      let execution = longExecution(trial)
      if execution.events > longest?.events ?? -1 { longest = execution }
    }
    guard let longest else { return "" }
    return
      "To see what grows: the longest of 20 random executions with many faults "
      + (longest.hasEnded
        ? "ends after \(longest.events) events" : "has not ended after \(longest.events) events")
      + ", with the nodes \(longest.nodes). A number or a list that grows without a bound (retries, a log) must be "
      + "bounded or left out, and a message that is delayed longer than a timer adds to those sent after it. Or "
      + "try fewer faults."
  }

  /// A long execution with many faults, which shows why there are so many states.
  private func longExecution(_ trial: UInt64) -> (events: Int, nodes: String, hasEnded: Bool) {
    var system = ProtocolSystem(self)
    system.isNumbering = true
    var world = RandomWorld(
      system, trial, fault: Probability(0.4), mostFaults: nil)
    let execution = world.run(eventLimit: min(limits.events, 1_000)) { _ in }
    return (
      execution.events, ValueText.of(nodes: execution.state.nodes, names: system.names),
      execution.hasEnded
    )
  }
}
