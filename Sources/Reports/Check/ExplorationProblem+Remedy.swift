import EndToEnd
import Simulation

extension ExplorationProblem {
  /// What stands against following everything that may happen, and what to do.
  ///
  /// - Parameters:
  ///   - fewerStates: what else than to allow more states; `nil` for nothing.
  ///   - isSampled: whether to sample instead is another way.
  package func remedy(fewerStates: String?, isSampled: Bool) -> String {
    switch self {
    case .states(let limit):
      "it has more than \(limit) states; allow more with --limit-states"
        + (fewerStates.map { ", \($0)" } ?? "") + (isSampled ? ", or sample it" : "")
    case .continuousDelay(let site, _):
      "\(site.name) has infinitely many values, and something else may come first; "
        + (site.isChosen ? "give it finitely many (constant, empirical), or " : "")
        + "say --discretise 8 for an approximation"
    case .dependsOnDelay(let site):
      "what comes depends on how long \(site.name) takes, which has infinitely many values "
        + "(decorrelated jitter, say); give it finitely many, "
        + (isSampled ? "say --discretise 8, or sample it" : "or say --discretise 8")
    case .notRepeatable(let site):
      "what is decided about \(site.name) depends on more than the state and what was decided before; "
        + "keep all that changes in the state, as a value"
    }
  }
}

extension ChoicePoint {
  /// What a model file calls the delay that is decided here.
  fileprivate var name: String {
    let isGateway = scenarioActor == .gatewayNetwork || scenarioActor == .gateway
    let gateway = isGateway ? "gateway " : ""
    return switch scenarioDecision {
    case .requestLatency: gateway + "'network.request.latency'"
    case .responseLatency: gateway + "'network.response.latency'"
    case .service: "'server.service'"
    case .backoff: gateway + "'backoff'"
    case .firstPass: "the moment of the first 'reconcile'"
    case .resubmitsAfter: "'person.after'"
    case .closesPageAfter: "'person.closesPage.after'"
    case .pressesTwiceAfter: "'person.pressesTwice.after'"
    case .outageLength: "'server.outage.lasts'"
    case .outageRest: "the rest of a 'server.outage'"
    case .restartMoment: "the moment of a restart"
    case .restartLength: "'server.restarts.lasts'"
    default: "a delay"
    }
  }

  /// Whether a model can say otherwise: it is even over a length of time if it cannot.
  fileprivate var isChosen: Bool {
    switch scenarioDecision {
    case .firstPass, .outageRest, .restartMoment: false
    default: true
    }
  }
}
