import EndToEnd
import Simulation

/// What went wrong, in words: "attempt 1: response lost".
struct FaultText {
  let scenario: Scenario

  /// The name of the fault at a site.
  func text(_ site: ChoicePoint) -> String { subject(of: site) + ": " + happening(at: site) }

  /// The names of several, in their order.
  func text(_ sites: [ChoicePoint]) -> String { sites.map(text).joined(separator: "; ") }

  /// How many there are.
  static func count(_ faults: Int) -> String { faults == 1 ? "1 fault" : "\(faults) faults" }

  private func subject(of site: ChoicePoint) -> String {
    switch site.scenarioDecision {
    case .meetsOutage: return "at the start"
    case .isOverlooked: return "pass \(site.attempt)" + press(of: site)
    default: break
    }
    return SequenceChart.RequestName(
      attempt: site.attempt, site.requestKind, press: site.operation + 1,
      gatewayTries: scenario.gatewayTries(hop: site.hop, level: level(of: site))
    ).text(.full)
  }

  private func press(of site: ChoicePoint) -> String {
    site.operation > 0 ? " over press \(site.operation + 1)" : ""
  }

  private func happening(at site: ChoicePoint) -> String {
    switch site.scenarioDecision {
    case .requestIsLost: "request lost" + place(of: site)
    case .responseIsLost: "response lost" + place(of: site)
    case .connectionFails: "no connection" + place(of: site)
    case .connectionBreaks: "connection breaks" + place(of: site)
    case .failsBeforeStore: "server fails before " + (site.isAboutRead ? "it looks" : "storing")
    case .failsAfterStore: "server fails after storing"
    case .failsBetween: "server fails between key and data"
    case .keyIsForgotten: "server has forgotten the key"
    case .writeIsNotReplicated: "write not replicated"
    case .isRefused: "server refuses"
    case .clientCrashes: "client crashes"
    case .cancellationIsLost: "cancellation lost"
    case .isOverlooked: "reconciliation overlooks the difference"
    case .meetsOutage: "server is down"
    case .restarts: "server restarts"
    case .requestLatency, .responseLatency, .service, .backoff, .cancellationLatency,
      .interarrival, .thinkTime, .whichClient, .firstPass, .resubmits, .resubmitsAfter,
      .contactsSupport, .closesPage, .closesPageAfter, .pressesTwice, .pressesTwiceAfter,
      .outageLength, .outageRest, .restartMoment, .restartLength, .storesBeforeRestart:
      preconditionFailure("a choice is not a fault")
    }
  }

  /// How many gateways sent the request on, as far as this fault is concerned.
  private func level(of site: ChoicePoint) -> Int {
    switch site.scenarioActor {
    case .gatewayNetwork, .gateway: site.gatewayNumber
    case .server: scenario.gateways.count
    case .client, .network, .population, .reconciler, .person: 0
    }
  }

  /// Between whom it happened, where that is not clear.
  private func place(of site: ChoicePoint) -> String {
    if scenario.gateways.isEmpty { return "" }
    let level = level(of: site)
    let count = scenario.gateways.count
    func name(_ number: Int) -> String {
      if number == 0 { return "client" }
      if number > count { return "server" }
      return count == 1 ? "gateway" : "gateway \(number)"
    }
    return " between \(name(level)) and \(name(level + 1))"
  }
}
