import Simulation

extension Outcome {
  /// The outcome that a scenario's last state stands for.
  ///
  /// - Precondition: the client has decided, as it has whenever nothing is pending any more.
  public init(_ state: borrowing Scenario.State, time: Delay, logs: Logs) {
    guard case .decided(let decision) = state.client.phase else {
      preconditionFailure("an operation ended before its client decided")
    }
    hasLearned = state.hasLearned
    belief = hasLearned ? .acknowledged : decision
    copies = state.server.copies
    copiesAtDecision = state.copiesAtDecision
    isStale = state.server.isStale
    attempts = state.client.attempt
    requests = state.server.requests
    self.time = time
    evidence = Evidence(
      serverLogged: logs.server && state.hasAnsweredError,
      clientLogged: state.isLogged(by: logs.client))
    submissions = 0
    asksSupport = false
    isDuplicateWithinOperation = copies >= 2
  }

  /// The outcome that an intention's last state stands for.
  ///
  /// - Precondition: the scenario has a person, who has stopped, as they have whenever nothing is
  ///   pending any more.
  init(people state: Intention.State, of intention: Intention, time: Delay) {
    let operations = state.earlier + [state.present]
    let logs = intention.scenario.logs
    let isAcknowledged = operations.contains { $0.client.phase == .decided(.acknowledged) }
    hasLearned = !isAcknowledged && operations.contains { $0.hasLearned }
    belief = isAcknowledged || hasLearned ? .acknowledged : state.lastBelief
    // Where all have one key, the server's side of all is kept with the present one.
    let sides = intention.sharesKey ? [state.present] : operations
    copies = sides.reduce(0) { $0 + $1.server.copies }
    copiesAtDecision = sides.reduce(0) { $0 + $1.copiesAtDecision }
    isStale = sides.contains { $0.server.isStale }
    requests = sides.reduce(0) { $0 + $1.server.requests }
    attempts = operations.reduce(0) { $0 + $1.client.attempt }
    self.time = time
    evidence = Evidence(
      serverLogged: logs.server && operations.contains { $0.hasAnsweredError },
      clientLogged: operations.contains { $0.isLogged(by: logs.client) })
    submissions = state.submissions
    asksSupport = state.phase == .asksSupport
    isDuplicateWithinOperation =
      intention.sharesKey
      ? state.copiesByOperation.contains { $0 >= 2 } : sides.contains { $0.server.copies >= 2 }
  }
}

extension Scenario.State {
  /// A Boolean value that indicates whether the server or a gateway answered an error, which its
  /// log may show.
  fileprivate var hasAnsweredError: Bool {
    server.hasLoggedError || gateway.hasAnsweredError
  }

  /// Returns true if the client's log shows that something went wrong.
  fileprivate func isLogged(by log: Logs.ClientLog) -> Bool {
    switch log {
    case .attempts, .timeouts, .final:
      client.isLogged || client.phase != .decided(.acknowledged) && !client.isGone
    case .nothing: false
    }
  }
}
