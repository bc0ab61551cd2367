import EndToEnd
import Simulation
import Testing

@testable import Study

/// Rare methods in models without faults.
@Suite struct NothingToBiasTests {
  private static func result(_ strategies: [Strategy]) throws(StudyError) -> ComparisonPlan.Result {
    let model = Model(name: "m", title: "", strategies: strategies)
    var plan = ComparisonPlan(model, method: .rare)
    plan.trials = 64
    return try plan.run()
  }

  @Test func aModelWithoutUncertainFaultsIsRefusedAtOnce() throws {
    var scenario = Scenario()
    // A certain fault and a person's choices leave nothing to bias.
    scenario.network.response.loss = 1
    scenario.person = Person()
    scenario.person?.resubmits = 0.5
    #expect(throws: StudyError.nothingToBias) {
      try Self.result([Strategy(name: "sure", scenario: scenario)])
    }
    var fleet = scenario
    fleet.person = nil
    fleet.clients = Clients(count: 2, arrivals: .together)
    #expect(throws: StudyError.nothingToBias) {
      try Self.result([Strategy(name: "many", scenario: fleet)])
    }
  }

  @Test func oneStrategyWithAFaultMakesAModelRare() throws {
    let sure = Strategy(name: "sure", scenario: Scenario())
    var scenarios: [Scenario] = []
    for set in [
      { $0.network.breaks = 0.1 }, { $0.client.crashes.chance = 0.1 },
      { $0.server.refusal.chance = 0.1 },
      { scenario in
        var gateway = Gateway()
        gateway.network.request.loss = 0.1
        scenario.gateways = [gateway]
      },
      { scenario in
        scenario.key = IdempotencyKey()
        scenario.key?.forgets = 0.1
      },
    ] as [(inout Scenario) -> Void] {
      var scenario = Scenario()
      set(&scenario)
      scenarios.append(scenario)
    }
    for scenario in scenarios { #expect(scenario.hasUncertainFaults) }
    let result = try Self.result([sure, Strategy(name: "other", scenario: scenarios[0])])
    #expect(result.comparison.results.count == 2)
    #expect(!sure.scenario.hasUncertainFaults)
  }
}
