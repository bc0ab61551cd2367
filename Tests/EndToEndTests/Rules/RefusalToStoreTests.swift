import EndToEnd
import Foundation
import Simulation
import Testing

/// A second write of the same thing that is refused: by a unique constraint, or because it exists.
@Suite struct RefusalToStoreTests {
  /// The write of the essay, with four attempts; no retry follows a 409 or 412.
  private func essay() -> Scenario {
    Oracle(q: 0.01, a: 0.005, b: 0.005, r: 0.01, attempts: 4).scenario
  }

  private func share(_ scenario: Scenario, _ isCounted: (Outcome) -> Bool) throws -> Double {
    try OperationExplorer(scenario).distribution().outcomes.filter { isCounted($0.0) }
      .map(\.1).reduce(0, +)
  }

  /// False rejection and phantom together, acknowledged, and nothing stored: the numbers.
  @Test func aUniqueConstraintOnTheGridOfTheEssay() throws {
    var scenario = essay()
    scenario.server.isUnique = true
    let known = 0.01494950836794236 + 4.90885254795482e-7
    let wrong = try share(scenario) { $0.belief != .acknowledged && $0.copies > 0 }
    #expect(abs(wrong - known) < 1e-9 * known)
    let acknowledged = try share(scenario) { $0.belief == .acknowledged }
    #expect(abs(acknowledged - 0.9850499507934354) < 1e-9)
    let nothing = try share(scenario) { $0.copies == 0 }
    #expect(abs(nothing - 4.995336750625e-8) < 1e-9 * 4.995336750625e-8)
    #expect(try share(scenario) { $0.isDuplicate } == 0)
  }

  /// Of the refusals that are given, those of a creation may fail after all, those of a constraint may not.
  @Test func theRefusalOfAConstraintDoesNotFailAfterStoring() throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.server.failsAfterStore = Probability(0.25)
    scenario.network.response.loss = .never
    var unique = scenario
    unique.server.isUnique = true
    var creating = scenario
    creating.clientChosenID = ClientChosenID()
    creating.clientChosenID?.create = true
    // The second attempt follows a 500; its own 500 is logged in either case.
    let points = try (0..<200 as Range<UInt64>).map { trial in
      try [unique, creating].map { scenario in
        try Tracer(scenario, seed: 1).trace(trial: trial).steps.flatMap(\.effects).count {
          if case .chance(let point, _, _) = $0 {
            point.scenarioDecision == .failsAfterStore && point.attempt == 2
          } else {
            false
          }
        }
      }
    }
    #expect(points.allSatisfy { $0[0] == 0 })
    #expect(points.contains { $0[1] == 1 })
  }

  /// A refusal is by itself no entry of the server's log.
  @Test(arguments: [true, false])
  func aRefusalIsNotLogged(isUnique: Bool) throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.network.response.loss = Probability(0.5)
    scenario.server.isUnique = isUnique
    if !isUnique {
      scenario.clientChosenID = ClientChosenID()
      scenario.clientChosenID?.create = true
    }
    for (outcome, _) in try OperationExplorer(scenario).distribution().outcomes {
      #expect(outcome.copies == 1)
      #expect(outcome.evidence == .none || outcome.evidence == .clientLog)
    }
  }

  /// What a failover has lost may be stored again.
  @Test func whatWasLostIsStoredAgain() throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.network.response.loss = .always
    scenario.server.failover = .init(loses: Probability(0.5), after: .zero)
    scenario.server.isUnique = true
    #expect(try share(scenario) { $0.copies == 1 } == 0.75)
  }
}
