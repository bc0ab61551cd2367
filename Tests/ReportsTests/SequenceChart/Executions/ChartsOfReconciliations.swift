import EndToEnd
import Reports
import Simulation
import Testing

/// Charts of operations that were compared afterwards.
@Suite struct ChartsOfReconciliations {
  private static func scenario(attempts: UInt32) -> Scenario {
    var scenario = Scenario.steady(attempts: attempts)
    scenario.reconciliation = Reconciler()
    scenario.reconciliation?.sees = .half
    scenario.reconciliation?.passes = 2
    return scenario
  }

  private static func events(
    _ faults: [Fault], in scenario: Scenario
  ) throws -> (SequenceChart, [SequenceChart.ChartEvent]) {
    let trace = try StagedTrace.suffering(faults, in: scenario)
    let chart = SequenceChart(trace, of: scenario, title: "Compared")
    return (chart, chart.rows.map(\.event))
  }

  @Test func aPhantomIsOverlookedAndThenTold() throws {
    var scenario = Self.scenario(attempts: 1)
    scenario.network.response.loss = .half
    let overlooked = Fault(actor: .reconciler, decision: .isOverlooked, attempt: 1)
    let (chart, events) = try Self.events([.responseLost(1), overlooked], in: scenario)
    #expect(events.suffix(3) == [.decides(.timeout), .overlooks, .learns])
    #expect(chart.verdict.outcome.isClean && chart.verdict.outcome.hasLearned)
    #expect(chart.text().contains("client    acknowledged: it gave up, and was told afterwards"))
    #expect(chart.text().contains("evidence  client-log"))
  }

  @Test func aDuplicateIsVoided() throws {
    var scenario = Self.scenario(attempts: 2)
    scenario.network.response.loss = .half
    let (chart, events) = try Self.events([.responseLost(1)], in: scenario)
    #expect(events.last == .voids(1))
    #expect(chart.text().contains("compares: voids 1 copy"))
    #expect(chart.verdict.outcome.isClean)
  }

  @Test func lostDataIsStoredAgain() throws {
    var scenario = Self.scenario(attempts: 1)
    scenario.server.acknowledges = .beforeStore
    scenario.server.failsBeforeStore = .half
    scenario.key = IdempotencyKey()
    let (chart, events) = try Self.events([.server(.failsBeforeStore, 1)], in: scenario)
    #expect(events.suffix(2) == [.storesAgain, .recordsKey])
    #expect(chart.verdict.outcome.isLate && chart.verdict.outcome.isClean)
  }
}
