import Simulation

/// A system whose states at the end of a trial are outcomes.
protocol OutcomeSystem: HasDominantPath {
  /// The outcome that the last state stands for.
  func outcome(_ state: State, time: Delay) -> Outcome

  /// Sets what no class of outcomes depends on to the same value in all states.
  func forgetUnclassified(_ state: inout State)
}

/// The system that the runs of a scenario follow.
enum ScenarioSystem {
  /// One operation.
  case operation(Scenario)
  /// One intention, where the scenario has a person.
  case intention(Intention)
}

extension Scenario {
  /// The system that runs of it follow.
  var system: ScenarioSystem { person == nil ? .operation(self) : .intention(Intention(self)) }
}

extension Scenario: OutcomeSystem {
  func outcome(_ state: State, time: Delay) -> Outcome {
    Outcome(state, time: time, logs: logs)
  }

  func forgetUnclassified(_ state: inout State) {
    state.forgetEvidence()
    if case .decided(let belief) = state.client.phase, person == nil {
      state.client.forgetAttempts(after: belief)
    }
  }
}

extension Scenario.State {
  /// Forgets what only logs and counts of requests depend on.
  fileprivate mutating func forgetEvidence() {
    server.requests = 0
    server.hasAnsweredError = false
    gateway.hasAnsweredError = false
    client.hasFailed = false
  }
}

extension Client.State {
  /// Forgets how a client came to its decision. It hears nothing any more.
  fileprivate mutating func forgetAttempts(after belief: Belief) {
    attempt = 0
    crashedAttempt = 0
    lastFailure = .timeout
    previousWait = .zero
    if belief == .error { phase = .decided(.timeout) }
  }
}

extension Intention: OutcomeSystem {
  /// The outcome that the last state stands for.
  ///
  /// - Precondition: nothing is pending any more.
  public func outcome(_ state: State, time: Delay) -> Outcome {
    hasPerson
      ? Outcome(people: state, of: self, time: time)
      : Outcome(state.present, time: time, logs: scenario.logs)
  }

  func forgetUnclassified(_ state: inout State) {
    state.present.forgetEvidence()
    for index in state.earlier.indices { state.earlier[index].forgetEvidence() }
  }
}

/// A system whose states forget what no class of outcomes depends on, so that more of them are equal.
///
/// Its paths are those of the base, decision by decision.
struct ClassifiedSystem<Base: OutcomeSystem>: System {
  let base: Base
  /// A Boolean value that indicates whether states forget at all.
  let forgets: Bool

  func start(in world: inout some World<Base.Event>) -> Base.State {
    var state = base.start(in: &world)
    if forgets { base.forgetUnclassified(&state) }
    return state
  }

  func receive(_ event: Base.Event, state: inout Base.State, in world: inout some World<Base.Event>)
  {
    base.receive(event, state: &state, in: &world)
    if forgets { base.forgetUnclassified(&state) }
  }

  func isInert(_ event: Base.Event, in state: Base.State) -> Bool { base.isInert(event, in: state) }
  func isFault(_ choicePoint: ChoicePoint) -> Bool { base.isFault(choicePoint) }
  static func quickHash(of state: Base.State) -> UInt32 { Base.quickHash(of: state) }
}
