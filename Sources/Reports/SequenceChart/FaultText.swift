import EndToEnd
import Simulation

/// The faults of an execution in words: "attempt 1: response lost".
///
/// The same name serves `check`, which prints it, and `trace --faults`, which reads it. So a
/// counterexample can be drawn again by its names alone.
struct FaultText {
  /// The scenario, which tells how the participants are named.
  let scenario: Scenario

  /// The name of the fault at a choice point.
  func text(_ point: ChoicePoint) -> String { subject(of: point) + ": " + event(at: point) }

  /// The names of several, in their order.
  func text(_ points: [ChoicePoint]) -> String { points.map(text).joined(separator: "; ") }

  /// The kinds of several faults without the requests that they strike: "response lost; read lost".
  func brief(_ points: [ChoicePoint]) -> String {
    var kinds: [(name: String, count: Int)] = []
    for point in points {
      let name = (point.isAboutRead ? "read: " : "") + event(at: point)
      if let index = kinds.firstIndex(where: { $0.name == name }) {
        kinds[index].count += 1
      } else {
        kinds.append((name, 1))
      }
    }
    return kinds.map { $0.count == 1 ? $0.name : "\($0.name) ×\($0.count)" }
      .joined(separator: "; ")
  }

  /// The number of faults, in words.
  static func count(_ faults: Int) -> String { faults == 1 ? "1 fault" : "\(faults) faults" }

  /// A number of delays, in words.
  static func delays(_ count: Int) -> String { count == 1 ? "1 delay" : "\(count) delays" }

  /// The request that the fault strikes, or the moment before there is one.
  private func subject(of point: ChoicePoint) -> String {
    switch point.scenarioDecision {
    case .meetsOutage, .meetsSlowPeriod: return "at the start"
    case .isOverlooked: return "pass \(point.attempt)" + press(of: point)
    default: break
    }
    return SequenceChart.RequestName(
      attempt: point.attempt, point.requestKind, press: point.operation + 1,
      gatewayTries: scenario.gatewayTries(hop: point.hop, level: level(of: point)),
      isDuplicate: scenario.isDuplicate(hop: point.hop, level: level(of: point))
    ).text(.full)
  }

  /// The press of the user that the request belongs to; empty for the first.
  private func press(of point: ChoicePoint) -> String {
    point.operation > 0 ? " over press \(point.operation + 1)" : ""
  }

  /// The fault at a choice point, in the words of the model's keys.
  private func event(at point: ChoicePoint) -> String {
    switch point.scenarioDecision {
    case .requestIsLost: "request lost" + place(of: point)
    case .responseIsLost: "response lost" + place(of: point)
    case .connectionFails: ConnectionFailure.notConnected.words.fault + place(of: point)
    case .connectionBreaks: ConnectionFailure.reset.words.fault + place(of: point)
    case .failsBeforeStore: "server fails before " + (point.isAboutRead ? "it looks" : "storing")
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
    case .meetsSlowPeriod: "server is slow"
    case .requestIsDuplicated: "request arrives twice" + place(of: point)
    case .responseIsDuplicated: "response arrives twice" + place(of: point)
    default: preconditionFailure("a choice is not a fault")
    }
  }

  /// The number of gateways that sent the request on before this fault.
  private func level(of point: ChoicePoint) -> Int {
    switch point.scenarioActor {
    case .gatewayNetwork, .gateway: point.gatewayNumber
    case .server: scenario.gateways.count
    case .client, .network, .population, .reconciler, .person: 0
    }
  }

  /// Between whom it happened, where that is not clear.
  private func place(of point: ChoicePoint) -> String {
    if scenario.gateways.isEmpty { return "" }
    let level = level(of: point)
    let count = scenario.gateways.count
    func name(_ number: Int) -> String {
      if number == 0 { return "client" }
      if number > count { return "server" }
      return count == 1 ? "gateway" : "gateway \(number)"
    }
    return " between \(name(level)) and \(name(level + 1))"
  }
}
