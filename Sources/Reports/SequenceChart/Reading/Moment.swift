import EndToEnd
import Simulation

/// One step of a trace between the state before it and the state after it.
struct Moment {
  let instant: Instant
  let event: Scenario.Event?
  let deeds: [Deed<Scenario.Event>]
  let before: Scenario.State
  let after: Scenario.State

  init(_ step: Trace<Scenario>.Step, after before: Scenario.State) {
    instant = step.instant
    event = step.event
    deeds = step.deeds
    self.before = before
    after = step.state
  }

  /// Whether anything came of the event.
  var hasEffect: Bool { !deeds.isEmpty || before != after }

  /// Whether the server has written the data.
  var hasStored: Bool { after.server.writes > before.server.writes }

  /// Whether a chance was decided, and went wrong.
  func hasSuffered(_ decision: Decision) -> Bool {
    deeds.contains {
      if case .chance(let site, _, happened: true) = $0 {
        site.scenarioDecision == decision
      } else {
        false
      }
    }
  }
}
