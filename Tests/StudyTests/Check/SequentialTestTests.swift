import EndToEnd
import Simulation
import Statistics
import Testing

@testable import Study

/// Bounds and expectations that are decided by trials.
@Suite struct SequentialTestTests {
  @Test(arguments: [1, 10_000, 65_536, 1_000_000, 10_000_000] as [UInt64])
  func theErrorsOfAllLooksAddUp(most: UInt64) {
    let looks = SequentialLooks(most: most)
    #expect(looks.trials.last == most && looks.trials == looks.trials.sorted())
    #expect(looks.trials.dropLast().allSatisfy { $0 >= SequentialLooks.fewestTrials })
    let sum = looks.trials.indices.map(looks.tail).reduce(0, +)
    #expect(abs(sum - SequentialLooks.error) < 1e-15)
  }

  @Test func anIntervalDecidesIfItIsOnOneSide() {
    let bound = Property.atMost(.rate(.duplicate), 0.01)
    #expect(bound.answer(for: Estimate(value: 0.005, low: 0.001, high: 0.01)) == true)
    #expect(bound.answer(for: Estimate(value: 0.01, low: 0.009, high: 0.011)) == nil)
    #expect(bound.answer(for: Estimate(value: 0.02, low: 0.0101, high: 0.03)) == false)
    // An expected value is a bound on both sides.
    let expected = Property.expected(.attempts, 2, tolerance: 0.1)
    #expect(expected.answer(for: .exactly(1.8)) == true)
    #expect(expected.answer(for: .exactly(2.3)) == false)
    #expect(expected.answer(for: .exactly(1.7)) == false)
    #expect(expected.answer(for: Estimate(value: 1.9, low: 1.7, high: 2)) == nil)
    // Rounding is no difference: 0.1 + 0.2 is not 0.3.
    #expect(Property.atMost(.cost, 0.3).answer(for: .exactly(0.1 + 0.2)) == true)
  }

  /// A scenario of the essay's kind, with probabilities and retries of its own.
  private static func strategy(_ numbers: inout SplitMix) -> Strategy {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.network.request.loss = Probability(numbers.next() * 0.2)!
    scenario.network.response.loss = Probability(numbers.next() * 0.2)!
    scenario.server.failsBeforeStore = Probability(numbers.next() * 0.1)!
    scenario.server.failsAfterStore = Probability(numbers.next() * 0.1)!
    scenario.client.retry.attempts = UInt32(1 + numbers.next() * 4)
    scenario.client.retry.retriesTimeouts = true
    return Strategy(name: "one", scenario: scenario)
  }

  /// An answer by trials contradicts the exact one in at most 5 % of random models and bounds.
  @Test func trialsSeldomContradictTheExactAnswer() throws {
    var numbers = SplitMix(state: 20_261_130)
    var decided = 0
    var wrong = 0
    for round in 0..<40 {
      let strategy = Self.strategy(&numbers)
      let costs = Costs(classes: [.lost: 40, .phantom: 8, .duplicate: 60], attempt: 0.001)
      var model = Model(name: "m", title: "m", strategies: [strategy], costs: costs)
      let exact = try ExactExperiment([strategy]).run(costs: costs)[0]
      for figure in [Figure.rate(.duplicate), .rate(.phantom), .rate(.unsure), .attempts, .cost] {
        let value = try #require(exact[figure.measure]?.estimate.value)
        model.atMost[figure] = value * (0.8 + 0.4 * numbers.next())
      }
      var plan = CheckPlan(model)
      let known = plan.run()
      #expect(known.allSatisfy { $0.status != .undecided }, "round \(round)")
      plan.method = .sample
      plan.trials = 16_384
      plan.seed = UInt64(round)
      for (exact, sampled) in zip(known, plan.run()) where sampled.status != .undecided {
        decided += 1
        if sampled.status != exact.status { wrong += 1 }
      }
    }
    #expect(decided > 35, "\(decided)")
    #expect(Double(wrong) <= 0.05 * Double(decided), "\(wrong) of \(decided)")
  }

  @Test func anUndecidedPropertyLeavesTheOthers() {
    var numbers = SplitMix(state: 3)
    var scenario = Self.strategy(&numbers).scenario
    scenario.client.retry.attempts = 1
    let first = Strategy(name: "one", scenario: scenario)
    scenario.client.retry.attempts = 4
    // Of a key that is kept for a time, only a search tells whether the time is long enough.
    scenario.key = IdempotencyKey()
    scenario.key?.window = .seconds(86_400)
    scenario.network.request.latency = .exponential(mean: .milliseconds(90))
    scenario.network.response.latency = .exponential(mean: .milliseconds(90))
    let second = Strategy(name: "two", scenario: scenario)
    var model = Model(name: "m", title: "m", strategies: [second, first], never: [.duplicate])
    model.atMost = [.rate(.unsure): 1]
    var plan = CheckPlan(model)
    plan.method = .exact
    plan.mostFaults = nil
    plan.orderStates = 100
    let results = plan.run()
    #expect(results.map(\.strategy.name) == ["two", "two", "one", "one"])
    #expect(results.map(\.status) == [.undecided, .undecided, .holds, .holds])
    #expect(results.status == .undecided)
    // Trials decide the bound, and no number of them what never happens.
    plan.method = .automatic
    plan.trials = 2_000
    #expect(plan.run().map(\.status) == [.undecided, .holds, .holds, .holds])
  }

  @Test func aTrialThatBreaksWhatMustNeverHappenIsNamed() throws {
    var numbers = SplitMix(state: 5)
    var strategy = Self.strategy(&numbers)
    var scenario = strategy.scenario
    scenario.client.retry.attempts = 3
    strategy = Strategy(name: "one", scenario: scenario)
    var plan = CheckPlan(
      Model(name: "m", title: "m", strategies: [strategy], never: [.duplicate]))
    plan.method = .sample
    plan.trials = 4_000
    plan.seed = 9
    let result = plan.run()[0]
    guard case .sampled(let sample) = result.evidence else {
      Issue.record("sampled, but \(result)")
      return
    }
    #expect(result.status == .broken)
    let trial = try #require(sample.trial)
    var sampler = OperationSampler(scenario, seed: 9)
    var duplicates: [UInt64] = []
    for number in 0...trial where try sampler.outcome(ofTrial: number).isDuplicate {
      duplicates.append(number)
    }
    #expect(duplicates == [trial])
  }

  @Test func timeThatIsOverLeavesThingsUndecided() {
    var numbers = SplitMix(state: 7)
    let strategy = Self.strategy(&numbers)
    var plan = CheckPlan(
      Model(name: "m", title: "m", strategies: [strategy], never: [.duplicate]))
    plan.timeLimit = .zero
    let result = plan.run()[0]
    #expect(result.status == .undecided && result.problem == .time)
  }
}

/// Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014.
private struct SplitMix {
  var state: UInt64

  /// A number from 0 to below 1.
  mutating func next() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    z ^= z >> 31
    return Double(z >> 11) * 0x1p-53
  }
}
