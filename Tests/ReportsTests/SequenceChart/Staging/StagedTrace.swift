import EndToEnd
import Simulation

/// One thing that goes wrong.
struct Fault: Hashable {
  let actor: ActorKind
  let decision: Decision
  let attempt: UInt32
  /// The number of the request behind a gateway: for a single one, its try.
  var gatewayTry: UInt16 = 0
  /// The gateway that sent it.
  var gateway = 1
  var isRead = false

  static func requestLost(_ attempt: UInt32, isRead: Bool = false) -> Fault {
    Fault(actor: .network, decision: .requestIsLost, attempt: attempt, isRead: isRead)
  }

  static func responseLost(_ attempt: UInt32, isRead: Bool = false) -> Fault {
    Fault(actor: .network, decision: .responseIsLost, attempt: attempt, isRead: isRead)
  }

  static func server(_ decision: Decision, _ attempt: UInt32, isRead: Bool = false) -> Fault {
    Fault(actor: .server, decision: decision, attempt: attempt, isRead: isRead)
  }
}

/// An execution chosen by what goes wrong in it.
enum StagedTrace {
  /// The first trial in which exactly these faults happen, in this order.
  ///
  /// An event that may or may not happen in a scenario gets probability 1/2, all else 0 or 1. So the faults
  /// and the constant latencies determine the whole trace, for every trial number.
  static func suffering(_ faults: [Fault], in scenario: Scenario) throws -> Trace<Scenario> {
    let tracer = Tracer(scenario, seed: 1)
    for trial in 0..<100_000 as Range<UInt64> {
      let trace = try tracer.trace(trial: trial)
      if Self.faults(in: trace) == faults { return trace }
    }
    throw NotFound()
  }

  struct NotFound: Error {}

  private static func faults(in trace: Trace<Scenario>) -> [Fault] {
    trace.steps.flatMap(\.effects).compactMap { deed in
      guard case .chance(let point, _, happened: true) = deed else { return nil }
      return Fault(
        actor: point.scenarioActor, decision: point.scenarioDecision, attempt: point.attempt,
        gatewayTry: point.hop, gateway: point.gatewayNumber, isRead: point.isAboutRead)
    }
  }
}

extension Probability {
  static let half = Probability(0.5)
}

extension Scenario {
  /// 20 ms each way, 5 ms of service, a timeout of 200 ms, a wait of 50 ms before each retry.
  static func steady(attempts: UInt32 = 2) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.client.retry.attempts = attempts
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(50)))
    scenario.network.request.latency = .constant(.milliseconds(20))
    scenario.network.response.latency = .constant(.milliseconds(20))
    scenario.server.service = .constant(.milliseconds(5))
    return scenario
  }
}
