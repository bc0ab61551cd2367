import EndToEnd
import Simulation

/// Obstacles to an exact answer, with what a user can do about them.
extension ExplorationError {
  /// The obstacle to an exhaustive exploration, and the remedy.
  ///
  /// - Parameters:
  ///   - fewerStates: a remedy other than to allow more states; `nil` if there is none.
  ///   - isSampled: true if sampling is an alternative.
  package func remedy(fewerStates: String?, isSampled: Bool) -> String {
    switch self {
    case .states(let limit):
      "it has more than \(limit) states; allow more with --limit-states"
        + (fewerStates.map { ", \($0)" } ?? "") + (isSampled ? ", or sample it" : "")
    case .memory(let limit):
      "its states take more than \(limit / 1_000_000) MB; allow more with --limit-memory"
        + (fewerStates.map { ", \($0)" } ?? "") + (isSampled ? ", or sample it" : "")
    case .unbalanced(let total):
      "the probabilities of its endings add up to \(total) and not to 1, which is a fault of this program; "
        + "please report it with the model" + (isSampled ? ", and sample it" : "")
    case .continuousDelay(let point, _):
      "\(point.name) has infinitely many values, and the order of events depends on them; "
        + (point.isChosen ? "give it finitely many (constant, empirical), or " : "")
        + (isSampled ? "say --resolution auto" : "say --discretize 8") + " for an approximation"
    case .dependsOnDelay(let point) where point.isDrawnOnce:
      "'service: { once: … }' is kept for all attempts of a write, which the exact search can do "
        + "only if it has finitely many values (constant, empirical), and the search through every "
        + "order of events only if it is constant" + (isSampled ? "; or sample it" : "")
    case .dependsOnDelay(let point):
      "what happens depends on \(point.name), which has infinitely many values "
        + "(decorrelated jitter, say); give it finitely many, "
        + (isSampled ? "say --resolution auto, or sample it" : "or say --discretize 8")
    case .stopped: "the time was over before everything was followed; allow more with --time-limit"
    case .notRepeatable(let point):
      "what is decided about \(point.name) depends on more than the state and what was decided before; "
        + "keep all that changes in the state, as a value"
    }
  }
}

/// Choice points by the names of the model's keys.
extension ChoicePoint {
  /// The name of this delay in a model file.
  fileprivate var name: String {
    let isGateway = scenarioActor == .gatewayNetwork || scenarioActor == .gateway
    let gateway = isGateway ? "gateway " : ""
    return switch scenarioDecision {
    case .requestLatency, .requestDuplicateLatency: gateway + "'network.request.latency'"
    case .responseLatency, .responseDuplicateLatency: gateway + "'network.response.latency'"
    case .service: isAboutRead ? "'server.read'" : "'server.service'"
    case .backoff: gateway + "'backoff'"
    case .firstPass: "the moment of the first 'reconcile'"
    case .resubmitsAfter: "'person.after'"
    case .closesPageAfter: "'person.closesPage.after'"
    case .pressesTwiceAfter: "'person.pressesTwice.after'"
    case .pressesImpatientlyAfter: "'person.impatient.every'"
    case .outageLength: "'server.outage.lasts'"
    case .outageRest: "the rest of a 'server.outage'"
    case .slowPeriodLength: "'server.slow.lasts'"
    case .slowPeriodRest: "the rest of a 'server.slow'"
    case .restartMoment: "the moment of a restart"
    case .restartLength: "'server.restarts.lasts'"
    default: "a delay"
    }
  }

  /// A Boolean value that indicates whether it is a service time that all attempts of a write have in common.
  fileprivate var isDrawnOnce: Bool {
    scenarioActor == .server && scenarioDecision == .service && attempt == 0
  }

  /// A Boolean value that indicates whether a model chooses the distribution. Otherwise it is uniform.
  fileprivate var isChosen: Bool {
    switch scenarioDecision {
    case .firstPass, .outageRest, .slowPeriodRest, .restartMoment: false
    default: true
    }
  }
}
