import EndToEnd
import Simulation
import Statistics
import Testing

@testable import Study

/// Weighted operations of many clients against plain runs.
@Suite struct RareLoadExperimentTests {
  /// Two workers, two thirds busy, with a short queue.
  private static func scenario(_ probability: Double) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.client.retry.attempts = 3
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(20)))
    scenario.network.request.loss = Probability(probability)!
    scenario.network.response.loss = Probability(probability)!
    scenario.server.failsBeforeStore = Probability(probability)!
    scenario.server.failsAfterStore = Probability(probability)!
    scenario.server.service = .exponential(mean: .milliseconds(10))
    var capacity = Capacity()
    capacity.workers = 2
    capacity.queue = 10
    scenario.server.capacity = capacity
    scenario.clients = Clients(count: 10, arrivals: .poisson(Rate(perSecond: 130)))
    scenario.clients?.lasts = .seconds(1)
    scenario.clients?.warmsUp = .milliseconds(200)
    return scenario
  }

  private static func result(
    _ scenario: Scenario, runs: UInt64? = 8, trials: UInt64, jobs: Int = 1
  ) throws -> StrategyResult {
    var experiment = RareLoadExperiment([Strategy(name: "it", scenario: scenario)], costs: nil)
    experiment.runs = runs
    experiment.trials = trials
    experiment.jobs = jobs
    experiment.effort = BiasSearch.Effort(
      first: 384, refining: 64, checking: 64, mostPilots: 1)
    return try experiment.run().results[0]
  }

  @Test func sharesAreThoseOfPlainRuns() throws {
    let scenario = Self.scenario(0.003)
    let rare = try Self.result(scenario, trials: 1_024)
    var plain = LoadExperiment([Strategy(name: "it", scenario: scenario)], costs: nil)
    plain.runs = 80
    let model = Model(name: "m", title: "m", strategies: plain.strategies)
    let sampled = Comparison(model, try plain.run(), of: plain).results[0]
    for measure in [
      Measure.share(.duplicate), .share(.clean), .joint(.acknowledged, copies: 1), .attempts(2),
      .attemptsMean, .copiesMean, .requestsMean, .timeMean,
    ] {
      let (found, expected) = (
        try #require(rare[measure]).estimate, try #require(sampled[measure]).estimate
      )
      // Both are within twice the half of 95 % of the truth, or nearly always.
      let room =
        2 * max(found.high - found.value, found.value - found.low)
        + 2 * max(expected.high - expected.value, expected.value - expected.low)
      #expect(abs(found.value - expected.value) < room, "\(measure.name)")
      // Or the test would say nothing.
      #expect(room < expected.value)
    }
    #expect(rare[.goodput] == nil && rare[.timePercentile99] == nil && rare.series == nil)
  }

  /// An operation fails as if it were alone if no operation waits for long.
  @Test func aDuplicateOnceInAMillionIsSeen() throws {
    let probability = 1e-6
    var scenario = Self.scenario(probability)
    scenario.server.capacity?.workers = 20
    let rare = try Self.result(scenario, trials: 1_024)
    let duplicate = try #require(rare[.share(.duplicate)])
    // Stored, and not heard of, once; the rest is of the order of 10⁻¹².
    #expect(duplicate.estimate.low < 2 * probability && 2 * probability < duplicate.estimate.high)
    #expect(duplicate.estimate.high < 3 * probability)
    #expect(duplicate.diagnosis?.isInDoubt == false)
    #expect(rare.method.runs == 8)
  }

  @Test func aClassOfAllOperationsIsNotInDoubt() throws {
    let result = try Self.result(Self.scenario(0), runs: nil, trials: 256)
    // 16 operations in a run would be 16 runs.
    #expect(result.method.runs == 20)
    #expect(result[.share(.duplicate)]?.count == 0)
    #expect(try #require(result[.share(.clean)]?.count) > 0)
    #expect(result.classesInDoubt.isEmpty)
  }

  @Test func theNumberOfJobsDoesNotMatter() throws {
    let scenario = Self.scenario(0.01)
    let one = try Self.result(scenario, runs: nil, trials: 512)
    #expect(try Self.result(scenario, runs: nil, trials: 512, jobs: 3) == one)
    // A path takes a tenth of a run or so: there are as many runs as have 16 operations, each with one.
    #expect(one.method.runs == 32)
  }

  @Test(arguments: [Clients.Arrivals.together, .closed(thinkTime: .constant(.milliseconds(300)))])
  func everyOperationIsChosenWithTheSameChance(arrivals: Clients.Arrivals) throws {
    var scenario = Self.scenario(0.02)
    scenario.clients?.arrivals = arrivals
    scenario.clients?.warmsUp = .zero
    let rare = try Self.result(scenario, trials: 512)
    var plain = LoadExperiment([Strategy(name: "it", scenario: scenario)], costs: nil)
    plain.runs = 25
    let model = Model(name: "m", title: "m", strategies: plain.strategies)
    let sampled = Comparison(model, try plain.run(), of: plain).results[0]
    for measure in [Measure.share(.duplicate), .timeMean] {
      let (found, expected) = (
        try #require(rare[measure]).estimate, try #require(sampled[measure]).estimate
      )
      let room = 2 * (found.high - found.low) + 2 * (expected.high - expected.low)
      #expect(abs(found.value - expected.value) < room, "\(measure.name)")
    }
  }
}
