import EndToEnd
import Simulation
import Testing

/// Two runs have the same draw for the same decision, and take the same path when traced.
@Suite struct PairingTests {
  private static let oracles = StrategyTests.strategies.map { strategy in
    var oracle = strategy.oracle
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.3, 0.2, 0.25, 0.35)
    return oracle
  }

  /// What the oracle does not know as well.
  private static let scenarios: [Scenario] = oracles.flatMap { oracle in
    var other = oracle.scenario
    other.client.hedge = other.client.readBack.precedesRetries ? nil : Hedge(after: .milliseconds(30))
    other.client.deadline = .milliseconds(260)
    other.client.propagatesDeadline = true
    return [oracle.scenario, other]
  }

  @Test func theFirstRequestOfATrialIsLostUnderEveryStrategyOrUnderNone() throws {
    let point = ChoicePoint(
      actor: ActorKind.network.rawValue, kind: Decision.requestIsLost.rawValue, attempt: 1)
    for trial in 0..<40 as Range<UInt64> {
      var answers: Set<Bool> = []
      for scenario in Self.scenarios {
        let trace = try Tracer(scenario, seed: 1).trace(trial: trial)
        for case .chance(point, _, let happened) in trace.steps[0].effects {
          answers.insert(happened)
        }
      }
      #expect(answers.count == 1)
    }
  }

  @Test func noTwoDecisionsOfATrialShareAChoicePoint() throws {
    for scenario in Self.scenarios {
      for trial in 0..<30 as Range<UInt64> {
        let trace = try Tracer(scenario, seed: 1).trace(trial: trial)
        var points: Set<ChoicePoint> = []
        for deed in trace.steps.flatMap(\.effects) {
          switch deed {
          case .chance(let point, _, _), .delay(let point, _):
            #expect(points.insert(point).inserted)
          case .schedule, .cancel, .reach: break
          }
        }
      }
    }
  }

  @Test func aTraceEndsAsTheTrialDoes() throws {
    for scenario in Self.scenarios {
      var sampler = Sampler(scenario, seed: 9)
      for trial in 0..<30 as Range<UInt64> {
        let trace = try Tracer(scenario, seed: 9).trace(trial: trial)
        #expect(trace.steps.last?.state == (try sampler.run(trial: trial)))
      }
    }
  }
}
