import EndToEnd
import Simulation
import Statistics
import Testing

@testable import Study

/// Weighted trials against the explorer, which knows.
@Suite struct RareExperimentTests {
  /// The write of the essay with all four faults equally probable.
  private static func scenario(_ probability: Double, attempts: UInt32 = 4) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.network.request.loss = Probability(probability)!
    scenario.network.response.loss = Probability(probability)!
    scenario.server.failsBeforeStore = Probability(probability)!
    scenario.server.failsAfterStore = Probability(probability)!
    scenario.client.retry.attempts = attempts
    scenario.client.retry.backoff = Backoff(
      .exponential(base: .milliseconds(50), factor: 2, cap: .seconds(1)), jitter: .full)
    return scenario
  }

  /// A third of the usual: enough for scenarios as small as these.
  private static let effort = BiasSearch.Effort(
    first: 8_192, refining: 768, checking: 1_024, mostPilots: 2)

  private static func results(
    _ scenario: Scenario, trials: UInt64, seed: UInt64 = 1, jobs: Int = 1, costs: Costs? = nil
  ) throws -> StrategyResult {
    var experiment = RareExperiment([Strategy(name: "it", scenario: scenario)], costs: costs)
    experiment.trials = trials
    experiment.effort = effort
    experiment.seed = seed
    experiment.jobs = jobs
    return try experiment.run().results[0]
  }

  private static func exactly(_ scenario: Scenario, costs: Costs? = nil) throws -> StrategyResult {
    try ExactExperiment([Strategy(name: "it", scenario: scenario)]).run(costs: costs)[0]
  }

  /// Expects that all that both know agrees to within a multiple of the 95 % interval's half.
  private func expectAgreement(
    _ rare: StrategyResult, _ exact: StrategyResult, within halves: Double
  ) throws {
    for measurement in exact.measurements {
      guard let found = rare[measurement.measure], measurement.measure != .requestsMax else {
        continue
      }
      let value = measurement.estimate.value
      let (low, high) = (found.estimate.low, found.estimate.high)
      let middle = found.estimate.value
      let slack = abs(value) * 1e-9
      #expect(
        value >= middle - halves * (middle - low) - slack
          && value <= middle + halves * (high - middle) + slack,
        "\(measurement.measure.name): exactly \(value), found \(found.estimate)")
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func threeCopiesOfOneInABillionAreKnownToAFewPercent(seed: UInt64) throws {
    let scenario = Self.scenario(1e-5)
    let rare = try Self.results(scenario, trials: 16_384, seed: seed)
    let exact = try Self.exactly(scenario)
    for (measure, tolerance) in [
      (Measure.joint(.acknowledged, copies: 3), 0.05), (.share(.duplicate), 0.03),
    ] {
      let found = try #require(rare[measure])
      let value = try #require(exact[measure]).estimate.value
      #expect(abs(found.estimate.value / value - 1) < tolerance)
      #expect(found.diagnosis?.isInDoubt == false)
    }
  }

  @Test(arguments: [1e-2, 1e-6, 1e-12])
  func everyMeasureAgreesWithTheExplorer(probability: Double) throws {
    let costs = Costs(classes: [.duplicate: 60, .unsure: 2], attempt: 0.001)
    let scenario = Self.scenario(probability, attempts: 3)
    let rare = try Self.results(scenario, trials: 16_384, costs: costs)
    // 3 times the half of 95 % is 5.9 standard errors; measures stand or fall together.
    try expectAgreement(rare, try Self.exactly(scenario, costs: costs), within: 3)
    guard case .rare(let method) = rare.method else {
      Issue.record("not a rare result")
      return
    }
    #expect(abs(method.meanWeight.value - 1) < 3 * (method.meanWeight.high - 1).magnitude + 0.05)
  }

  /// A thousand runs of the same plan, each on trials of its own.
  @Test func intervalsCoverTheTruthAsOftenAsTheySay() throws {
    var scenario = Self.scenario(1e-4, attempts: 2)
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(50)))
    let exact = try Self.exactly(scenario)
    var search = BiasSearch(Self.effort, until: Interruption())
    var sampler = OperationImportanceSampler(
      scenario, search.mixture, seed: 1, eventLimit: 1_000, recordsFaults: true)
    try search.search { (mixture, trials, take) throws(SimulationError) in
      sampler.mixture = mixture
      for trial in trials { take(try sampler.outcome(ofTrial: trial), sampler.visits) }
    }
    let center = ControlVariate(search.plain, costs: nil)
    sampler = OperationImportanceSampler(scenario, search.mixture, seed: 1, eventLimit: 1_000)

    let measures = [OutcomeClass.disagree, .duplicate, .unsure].map(Measure.share)
    var covered = [Int](repeating: 0, count: measures.count)
    let size: UInt64 = 128
    for piece in 0..<1_000 as Range<UInt64> {
      var tally = WeightedTally(around: center)
      for trial in piece * size..<(piece + 1) * size {
        tally.add(try sampler.outcome(ofTrial: trial))
      }
      let result = StrategyResult(tally, of: "it", seed: 1)
      for (index, measure) in measures.enumerated() {
        let truth = try #require(exact[measure]).estimate.value
        let found = try #require(result[measure]).estimate
        if found.low <= truth, truth <= found.high { covered[index] += 1 }
      }
    }
    for (measure, count) in zip(measures, covered) {
      #expect(count >= 930 && count <= 985, "\(measure.name): \(count) of 1,000")
    }
  }

  @Test func anUnobservedOutcomeHasTheBoundOfPlainTrials() throws {
    let rare = try Self.results(Self.scenario(1e-9), trials: 4_096)
    let lost = try #require(rare[.share(.lost)])
    #expect(lost.count == 0 && lost.estimate.value == 0)
    guard case .rare(let method) = rare.method else { return }
    let bound = ClopperPearson.interval(count: 0, of: method.plainTrials).high
    #expect(lost.estimate.high == bound && bound > 1e-3)
    #expect(rare.classesInDoubt.isEmpty)
  }

  @Test func theNumberOfJobsDoesNotMatter() throws {
    let scenario = Self.scenario(1e-4)
    // Three pieces of work.
    let one = try Self.results(scenario, trials: 33_000)
    #expect(try Self.results(scenario, trials: 33_000, jobs: 3) == one)
  }

  @Test func aStrategyAloneIsAsAmongOthers() throws {
    let scenario = Self.scenario(1e-4)
    var both = RareExperiment(
      [
        Strategy(name: "other", scenario: Self.scenario(1e-3, attempts: 2)),
        Strategy(name: "it", scenario: scenario),
      ], costs: nil)
    both.trials = 4_000
    both.effort = Self.effort
    #expect(try both.run().results[1] == Self.results(scenario, trials: 4_000))
  }

  @Test func anIntentionIsWeighedAsAWhole() throws {
    var scenario = Self.scenario(1e-4, attempts: 2)
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(50)))
    var person = Person()
    person.resubmits = Probability(0.5)
    person.after = .constant(.seconds(1))
    person.mostSubmissions = 2
    scenario.person = person
    let rare = try Self.results(scenario, trials: 16_384)
    try expectAgreement(rare, try Self.exactly(scenario), within: 3)
    #expect(try #require(rare[.duplicateByResubmission]).estimate.value > 0)
  }

  @Test func anImmediateInterruptionYieldsNoResult() throws {
    let interruption = Interruption()
    interruption.raise()
    let experiment = RareExperiment(
      [Strategy(name: "it", scenario: Self.scenario(1e-4))], costs: nil)
    #expect(try experiment.run(until: interruption).trials == 0)
  }
}
