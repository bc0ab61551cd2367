import EndToEnd
import Simulation

/// Charts of recorded executions, of trials, and of counterexamples.
extension SequenceChart {
  /// Draws a recorded execution.
  init(
    replaying tape: Tape, of scenario: Scenario, discretisation: Int?,
    eventLimit: UInt64 = 100_000, title: String
  ) throws(SimulationError) {
    if scenario.person == nil {
      let replayer = Replayer(
        scenario, tape, discretisation: discretisation, eventLimit: eventLimit)
      self.init(try replayer.trace(), of: scenario, title: title)
    } else {
      let intention = Intention(scenario)
      let replayer = Replayer(
        intention, tape, discretisation: discretisation, eventLimit: eventLimit)
      self.init(try replayer.trace(), of: intention, title: title)
    }
  }

  /// Draws a trial.
  init(
    trial: UInt64, of scenario: Scenario, seed: UInt64, eventLimit: UInt64 = 100_000, title: String
  ) throws(SimulationError) {
    if scenario.person == nil {
      let tracer = Tracer(scenario, seed: seed, eventLimit: eventLimit)
      self.init(try tracer.trace(trial: trial), of: scenario, title: title)
    } else {
      let intention = Intention(scenario)
      let tracer = Tracer(intention, seed: seed, eventLimit: eventLimit)
      self.init(try tracer.trace(trial: trial), of: intention, title: title)
    }
  }

  /// Draws an execution that any search has found.
  init<State>(
    replaying path: RecordedPath<State>, of scenario: Scenario, discretisation: Int? = nil,
    eventLimit: UInt64 = 100_000, title: String
  ) throws(SimulationError) {
    if scenario.person == nil {
      self.init(
        try path.trace(of: scenario, discretisation: discretisation, eventLimit: eventLimit),
        of: scenario, title: title)
    } else {
      let intention = Intention(scenario)
      self.init(
        try path.trace(of: intention, discretisation: discretisation, eventLimit: eventLimit),
        of: intention, title: title)
    }
  }
}
