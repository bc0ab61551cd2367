import Simulation

/// A system whose states at the end of a trial are outcomes.
protocol OutcomeSystem: HasDominantPath {
  /// The outcome that the last state stands for.
  func outcome(_ state: State, time: Delay) -> Outcome
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
}
