import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

/// The screen of a comparison, whose numbers were put together by hand.
@Suite struct ComparedScreens {
  private static func scenario(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Scenario()
    scenario.network.request = Link(
      loss: Probability(0.01), latency: .constant(.milliseconds(20)))
    scenario.network.response = scenario.network.request
    scenario.client.timeout = .seconds(1)
    scenario.client.retry.attempts = 3
    change(&scenario)
    return scenario
  }

  private static func share(
    _ outcome: OutcomeClass, _ value: Double, _ low: Double, _ high: Double, _ count: UInt64
  ) -> MeasureEstimate {
    MeasureEstimate(
      .share(outcome), Estimate(value: value, low: low, high: high), count: count)
  }

  /// Nothing was observed in a million trials.
  private static func nothing(_ outcome: OutcomeClass) -> MeasureEstimate {
    share(outcome, 0, 0, 3.69e-6, 0)
  }

  private static func comparison(never: [OutcomeClass] = []) -> Comparison {
    let strategies = [
      Strategy(name: "blind", scenario: scenario()),
      Strategy(name: "key", scenario: scenario { $0.key = IdempotencyKey() }),
      Strategy(name: "none", scenario: scenario { $0.client.retry.attempts = 1 }),
    ]
    let attempts = MeasureEstimate(
      .attemptsMean, Estimate(value: 1.0305, low: 1.0301, high: 1.0309))
    let once = MeasureEstimate(.attemptsMean, Estimate(value: 1, low: 1, high: 1))
    let measurements = [
      [
        share(.disagree, 1e-6, 2.5e-8, 5.6e-6, 1), nothing(.lost),
        share(.duplicate, 0.01491, 0.01467, 0.01516, 14_910),
        share(.unsure, 1e-6, 2.5e-8, 5.6e-6, 1),
        attempts,
      ],
      [nothing(.disagree), nothing(.lost), nothing(.duplicate), nothing(.unsure), attempts],
      [
        share(.disagree, 0.0099, 0.0097, 0.0102, 9_900), nothing(.lost), nothing(.duplicate),
        share(.unsure, 0.0199, 0.0196, 0.0202, 19_900), once,
      ],
    ]
    let results = zip(strategies, measurements).map {
      StrategyResult(
        strategy: $0.name, method: .sample(trials: 1_000_000, seed: 7), measurements: $1)
    }
    return Comparison(
      Model(name: "m", title: "A write", strategies: strategies, never: never), results: results)
  }

  @Test func theAnswerStandsUnderALineForEachStrategy() {
    let text = Self.comparison(never: [.lost, .duplicate]).judged(mostFaults: 3).table()
    #expect(
      text == """
        A write
        1,000,000 writes per strategy, the same faults for all, seed 7

                  safe to                                         tries/
        strategy  retry?    disagree   lost  duplicate    unsure   write
        ────────────────────────────────────────────────────────────────
        blind     no          1.0e-6  never      1.49%    1.0e-6    1.03
        key       yes       <0.0004%  never      never  <0.0004%    1.03
        none      no retry     0.99%  never      never     1.99%    1.00

        ✓ Safe to retry: key.
        ✓ never lost: proved for every strategy.
        ✗ never duplicate: broken by blind, by 1 fault.

        never: proved impossible. <0.0004%: not observed (95% upper bound).

        """)
  }

  @Test func withoutAVerdictNothingIsProved() {
    let text = Self.comparison(never: [.lost]).table()
    #expect(!text.contains("safe to") && !text.contains("Safe to"))
    #expect(text.contains("? never lost: not observed, and not proved for any strategy.\n"))
    #expect(!text.contains("proved impossible"))
  }

  @Test func aWideScreenHasTheIntervalsBesideTheValues() {
    let text = Self.comparison().judged(mostFaults: 3).table(on: Screen(width: 120))
    #expect(text.contains("1.49% 1.46–1.52"))
    #expect(text.contains("1.0e-6 0–5.6e-6"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }

  @Test func anASCIIScreenHasNothingElse() {
    let comparison = Self.comparison(never: [.duplicate]).judged(mostFaults: 3)
    let text = comparison.table(on: Screen(width: 120, isASCII: true, details: [.verdict]))
    #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
    #expect(text.contains("1.46-1.52") && text.contains("ok: Safe to retry: key."))
  }

  /// A table of more than ten lines would push the answer off a screen of 24.
  @Test func manyStrategiesWithEqualCellsShareALine() {
    func comparison(copies: Int) -> Comparison {
      let names = (1...copies).map { "once-\($0)" }
      let few = Self.comparison(never: [.duplicate])
      let once = few.model.strategies[2].scenario
      let results = names.map {
        StrategyResult(
          strategy: $0, method: few.results[2].method, measurements: few.results[2].measurements)
      }
      let model = Model(
        name: "m", title: "A write",
        strategies: few.model.strategies + names.map { Strategy(name: $0, scenario: once) })
      return Comparison(model, results: few.results + results).judged(mostFaults: 3)
    }
    let long = comparison(copies: 8).table()
    #expect(long.contains("\nnone, once-1, once-2    no retry"), "\(long)")
    #expect(long.contains("\nonce-3, once-4, once-5  no retry"), "\(long)")
    #expect(long.contains("\nonce-6, once-7, once-8  no retry"), "\(long)")
    #expect(comparison(copies: 7).table().contains("\nonce-1    no retry"))
  }

  @Test func manyStrategiesThatBreakAPromiseAreCounted() {
    let few = Self.comparison()
    let twice = Self.scenario { $0.client.readBack = .each }
    let blind = few.model.strategies[0].scenario
    let strategies =
      (1...3).map { Strategy(name: "blind-\($0)", scenario: blind) }
      + (1...2).map { Strategy(name: "reads-\($0)", scenario: twice) }
    let results = strategies.map {
      StrategyResult(
        strategy: $0.name, method: few.results[0].method, measurements: few.results[0].measurements)
    }
    func text(_ count: Int) -> String {
      let model = Model(
        name: "m", title: "t", strategies: Array(strategies.suffix(count)), never: [.duplicate])
      return Comparison(model, results: results.suffix(count)).judged(mostFaults: 3).table()
    }
    #expect(
      text(5).contains(
        "✗ never duplicate: broken by 5 of 5 strategies, 3 of them by 1 fault.\n"), "\(text(5))")
    #expect(
      text(3).contains(
        "✗ never duplicate: broken by blind-3 (1 fault); reads-1 and reads-2 (2\n  faults).\n"),
      "\(text(3))")
  }

  /// A harm that a run has shown is not safe, even if some faults are proved harmless.
  @Test func anObservedHarmIsNotSafe() {
    var racing = Self.scenario()
    racing.network.request.latency = .exponential(mean: .milliseconds(20))
    let strategy = Strategy(name: "racing", scenario: racing)
    let result = StrategyResult(
      strategy: "racing", method: .sample(trials: 1_000_000, seed: 7),
      measurements: [Self.share(.duplicate, 0.01, 0.009, 0.011, 10_000)])
    var limits = ExplorationLimits()
    limits.states = 1
    let comparison = Comparison(
      Model(name: "m", title: "t", strategies: [strategy]), results: [result]
    ).judged(mostFaults: 0, limits: limits)
    #expect(StrategyStatus(comparison.results[0], in: comparison.model).word == "no")
  }
}
