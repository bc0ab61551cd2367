import EndToEnd
import Simulation
import Statistics
import Testing

@testable import Study

/// Runs of many clients, counted.
@Suite struct LoadExperimentTests {
  private static let strategies: [Strategy] = {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(100)
    scenario.server.service = .exponential(mean: .milliseconds(10))
    scenario.server.failsAfterStore = Probability(0.05)
    var capacity = Capacity()
    capacity.workers = 2
    capacity.queue = 50
    scenario.server.capacity = capacity
    scenario.clients = Clients(count: 10, arrivals: .poisson(Rate(perSecond: 150)))
    scenario.clients?.lasts = .seconds(3)
    var retrying = scenario
    retrying.client.retry.attempts = 3
    return [
      Strategy(name: "once", scenario: scenario), Strategy(name: "thrice", scenario: retrying),
    ]
  }()

  private func experiment(jobs: Int = 1, runs: UInt64 = 8) -> LoadExperiment {
    var experiment = LoadExperiment(Self.strategies, costs: Costs(classes: [.duplicate: 3]))
    experiment.runs = runs
    experiment.jobs = jobs
    return experiment
  }

  private func comparison(_ experiment: LoadExperiment) throws -> Comparison {
    let model = Model(
      name: "m", title: "m", strategies: experiment.strategies,
      costs: Costs(classes: [.duplicate: 3]))
    return Comparison(model, try experiment.run(), of: experiment)
  }

  @Test func theNumberOfJobsDoesNotMatter() throws {
    let one = try comparison(experiment())
    #expect(try comparison(experiment(jobs: 2)) == one)
    #expect(one.results[0].method.runs == 8)
    #expect(one.results[0].series?.runs == 8)
  }

  @Test func aStrategyAloneIsAsAmongOthers() throws {
    var alone = LoadExperiment([Self.strategies[1]], costs: Costs(classes: [.duplicate: 3]))
    alone.runs = 8
    #expect(try comparison(alone).results[0] == comparison(experiment()).results[1])
  }

  @Test func theMeasuresOfARunAgreeWithEachOther() throws {
    for result in try comparison(experiment()).results {
      let operations = Double(try #require(result.method.trials))
      let clean = try #require(result[.share(.clean)])
      #expect(Double(try #require(clean.count)) / operations == clean.estimate.value)
      // Nothing is turned away here, so each request is served, and stores.
      let copies = try #require(result[.copiesMean]?.estimate.value)
      let requests = try #require(result[.requestsMean]?.estimate.value)
      #expect(result[.turnedAway]?.estimate.value == 0)
      #expect(abs(copies - requests) < 1e-12)
      let duplicates = try #require(result[.share(.duplicate)]?.estimate.value)
      #expect(abs(try #require(result[.costMean]?.estimate.value) - 3 * duplicates) < 1e-12)
      let goodput = try #require(result[.goodput]?.estimate)
      #expect(goodput.low < goodput.value && goodput.value < 155)
      // 150 operations a second at 10 ms each for two workers, and more with retries.
      #expect(try #require(result[.utilization]?.estimate.value) > 0.7)
    }
  }

  @Test func anUnobservedOutcomeHasAnUpperBoundAboveZero() throws {
    let result = try comparison(experiment()).results[0]
    let duplicate = try #require(result[.share(.duplicate)])
    #expect(duplicate.count == 0 && duplicate.estimate.high > 0)
    let single = try comparison(experiment(runs: 1)).results[1]
    let share = try #require(single[.share(.duplicate)]?.estimate)
    #expect(share.low == 0 && share.high == 1)
  }

  @Test func aLimitNamesItsStrategyAndRun() throws {
    var experiment = experiment()
    experiment.limits.events = 100
    #expect(
      throws: ExperimentError(strategy: "once", limit: .events(trial: 0, limit: 100))
    ) { try experiment.run() }
  }

  @Test func theIntervalsCoverTheTruthAsOftenAsTheySay() throws {
    // The mean wait of an M/M/1 queue with ρ = ½ is the mean service time.
    var scenario = Scenario()
    scenario.client.timeout = .seconds(1_000)
    scenario.server.service = .exponential(mean: .milliseconds(10))
    scenario.server.capacity = Capacity()
    scenario.clients = Clients(count: 1, arrivals: .poisson(Rate(perSecond: 50)))
    scenario.clients?.warmsUp = .milliseconds(500)
    scenario.clients?.lasts = .seconds(4)
    var covered = 0
    for seed in 0..<50 as Range<UInt64> {
      var experiment = LoadExperiment(
        [Strategy(name: "queue", scenario: scenario)], costs: nil)
      experiment.runs = 6
      experiment.seed = seed
      let model = Model(name: "m", title: "m", strategies: experiment.strategies)
      let result = Comparison(model, try experiment.run(), of: experiment).results[0]
      let wait = try #require(result[.waitMean]?.estimate)
      if wait.low <= 10, 10 <= wait.high { covered += 1 }
    }
    // Of 50 right intervals fewer than 38 cover less than once in a million times.
    #expect(covered >= 38)
  }
}
