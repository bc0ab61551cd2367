import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

@Suite struct CheckReportTests {
  private static func scenario() -> Scenario {
    var scenario = Scenario()
    scenario.network.request = Link(
      loss: Probability(0.01), latency: .constant(.milliseconds(20)))
    scenario.network.response = scenario.network.request
    scenario.client.timeout = .seconds(1)
    return scenario
  }

  private static func report(
    _ scenario: Scenario, never: OutcomeClass, mostFaults: Int? = 3
  ) throws -> CheckReport {
    let strategy = Strategy(name: "one", scenario: scenario)
    let check = try PropertyCheck.check(strategy, never: never, mostFaults: mostFaults)
    let result = CheckResult(
      strategy: strategy, property: .never(never), status: check.holds ? .holds : .broken,
      evidence: .search(check))
    let model = Model(name: "one", title: "One", strategies: [strategy], never: [never])
    return CheckReport([result], of: model)
  }

  @Test func aProofIsOneLine() throws {
    let report = try Self.report(Self.scenario(), never: .duplicate)
    #expect(report.charts.isEmpty)
    #expect(report.text().hasPrefix("one  never duplicate: holds with any number of faults ("))
    #expect(report.text().hasSuffix(" states)\n"))
    var scenario = Self.scenario()
    scenario.client.retry.attempts = 4
    scenario.client.retry.retriesTimeouts = true
    let none = try Self.report(scenario, never: .duplicate, mostFaults: 0)
    #expect(none.text().hasPrefix("one  never duplicate: holds with up to 0 faults ("))
  }

  @Test func aCounterexampleIsToldAndDrawn() throws {
    let report = try Self.report(Self.scenario(), never: .phantom)
    let text = report.text()
    #expect(
      text.hasPrefix(
        "one  never phantom: broken by 1 fault: attempt 1: response lost; probability\n"
          + "     0.0099\n\n"
          + "Strategy 'one', never phantom: broken by 1 fault, probability 0.0099\n"))
    #expect(text.contains("lost ✗─ 200 to attempt 1"))
    #expect(report.charts.map(\.verdict.kinds) == [[.phantom]])
    let markdown = report.mermaid()
    #expect(markdown.hasPrefix("    one  never phantom: broken by 1 fault"))
    #expect(markdown.contains("\n```mermaid\n") && markdown.hasSuffix("```\n"))
  }

  @Test func aViolationWithoutFaultsIsReported() throws {
    let report = try Self.report(Self.scenario(), never: .clean)
    #expect(report.text().contains("broken without any fault; probability 0.98"))
  }

  /// Every fault that a scenario with two gateways can have says where it was.
  @Test func faultsBehindGatewaysAreToldApart() {
    var scenario = Self.scenario()
    func texts(_ scenario: Scenario) -> (ChoicePoint) -> String {
      FaultText(scenario: scenario).text
    }
    func lost(_ actor: ActorKind, level: UInt8 = 0, attempt: UInt32, hop: UInt16 = 0) -> ChoicePoint
    {
      ChoicePoint(
        actor: actor.rawValue | level << 5, kind: Decision.requestIsLost.rawValue,
        attempt: attempt, hop: hop)
    }
    #expect(texts(scenario)(lost(.network, attempt: 2)) == "attempt 2: request lost")
    scenario.gateway = Gateway()
    scenario.gateways[0].retry.attempts = 3
    #expect(
      texts(scenario)(lost(.network, attempt: 1))
        == "attempt 1: request lost between client and gateway")
    #expect(
      texts(scenario)(lost(.gatewayNetwork, attempt: 1, hop: 2))
        == "attempt 1, try 2: request lost between gateway and server")
    scenario.gateways.append(Gateway())
    #expect(
      texts(scenario)(lost(.gatewayNetwork, level: 1, attempt: 1, hop: 1))
        == "attempt 1: request lost between gateway 2 and server")
  }

  /// An outcome that was not observed in a sample has a bound, and never 0 %.
  @Test func anUnobservedRateIsShownAsABound() {
    let strategy = Strategy(name: "one", scenario: Self.scenario())
    var model = Model(name: "one", title: "One", strategies: [strategy])
    model.atMost = [.rate(.duplicate): 0.01]
    var plan = CheckPlan(model)
    plan.method = .sample
    let sentences = plan.run().map { CheckText($0).sentence }
    #expect(sentences.count == 1)
    #expect(
      sentences[0].hasPrefix("duplicate at most 1%: holds: not observed in ")
        && sentences[0].contains(" writes, so less than 0."), "\(sentences)")
  }
}
