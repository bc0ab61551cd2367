import Simulation
import Testing

@testable import EndToEnd

/// What the rules of a scenario exclude, against a search through all its states.
@Suite struct ExclusionTests {
  /// A small scenario, with features that others do not have.
  private static func scenario(seed: UInt64) -> Scenario {
    var random = RandomScenario(seed: seed, .listed)
    var scenario = random.scenario()
    // The case decides the variant, so that every feature meets all others.
    switch seed % 11 {
    case 0: scenario.server.isUnique = true
    case 1: scenario.key?.saves = .successOnly
    case 2: scenario.key?.saves = .all
    case 3: scenario.network.requestDuplicates = Probability(0.25)
    case 4: scenario.client.takes = takes(.conflict, .done)
    case 5: scenario.clientChosenID = ClientChosenID()
    case 6: scenario.client.takes = takes(.serverError, .rejected)
    case 7: scenario.key?.forgets = Probability(0.25)
    case 8: scenario.key?.recorded = .inProgress
    case 9: scenario.client.retry.attempts = 1
    default: break
    }
    return scenario
  }

  private static func takes(_ status: Status, _ meaning: StatusMeanings.Meaning) -> StatusMeanings {
    var meanings = StatusMeanings()
    meanings[status] = meaning
    return meanings
  }

  /// Each scenario is searched with up to two faults, as far as few states allow; the excluded classes and the others both occur.
  @Test func noExecutionEndsInAnExcludedClass() {
    var limits = ExplorationLimits()
    limits.states = 3_000
    var excluded = [OutcomeClass: Int]()
    var possible = [OutcomeClass: Int]()
    for seed in 0..<165 as Range<UInt64> {
      let scenario = Self.scenario(seed: seed)
      let survey = OperationChecker(scenario, mostFaults: 2, limits: limits)
        .survey(OutcomeClass.anomalies) { $0.contains($1) }
      for (anomaly, found) in zip(OutcomeClass.anomalies, survey.counterexamples) {
        if scenario.excludes(anomaly) {
          excluded[anomaly, default: 0] += 1
          #expect(found == nil, "\(anomaly) under seed \(seed)")
        } else if found != nil {
          possible[anomaly, default: 0] += 1
        }
      }
    }
    for anomaly in [OutcomeClass.lost, .duplicate] {
      #expect(excluded[anomaly, default: 0] > 20 && possible[anomaly, default: 0] > 5)
    }
  }

  @Test func anOutcomeIsExcludedOnlyWhileItsRuleHolds() {
    var scenario = Scenario()
    #expect(scenario.excludes(.lost) && scenario.excludes(.duplicate))
    scenario.client.retry.attempts = 2
    #expect(scenario.excludes(.lost) && !scenario.excludes(.duplicate))
    scenario.key = IdempotencyKey()
    #expect(scenario.excludes(.duplicate))
    scenario.key?.recorded = .beforeData
    #expect(!scenario.excludes(.lost) && !scenario.excludes(.duplicate))
    scenario.key = nil
    scenario.server.acknowledges = .beforeStore
    #expect(!scenario.excludes(.lost))
    scenario.server.acknowledges = .afterStore
    scenario.server.failover.loses = Probability(0.1)
    #expect(!scenario.excludes(.lost))
  }
}
