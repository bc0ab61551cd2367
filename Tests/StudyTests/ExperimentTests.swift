import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@Suite struct ExperimentTests {
  private func strategy(_ name: String, attempts: UInt32?) -> Strategy {
    var scenario = Scenario()
    scenario.network.request.loss = Probability(0.3)
    scenario.network.response.loss = Probability(0.2)
    scenario.server.service = .exponential(mean: .milliseconds(300))
    scenario.client.retry.attempts = attempts
    return Strategy(name: name, scenario: scenario)
  }

  private func experiment(jobs: Int) -> Experiment {
    var experiment = Experiment([strategy("a", attempts: 1), strategy("b", attempts: 3)])
    // Two whole chunks, and a part of one.
    experiment.trials = 40_000
    experiment.jobs = jobs
    return experiment
  }

  @Test func theNumberOfJobsChangesNothing() throws {
    let one = try experiment(jobs: 1).run()
    #expect(one.trials == 40_000 && one.tallies[0].trials == 40_000)
    #expect(try experiment(jobs: 2).run() == one)
    #expect(try experiment(jobs: 5).run() == one)
  }

  @Test func aStrategyCountsTheSameAloneAndAmongOthers() throws {
    var alone = Experiment([strategy("b", attempts: 3)])
    alone.trials = 40_000
    #expect(try alone.run().tallies[0] == experiment(jobs: 1).run().tallies[1])
  }

  @Test func everyOperationIsOfOneBeliefAndNumberOfCopies() throws {
    let tally = try experiment(jobs: 1).run().tallies[1]
    var joint: UInt64 = 0
    for belief in Belief.allCases {
      for copies in 0...3 { joint += tally.count(belief, copies: copies) }
    }
    #expect(joint == tally.trials)
    #expect(tally.count(.disagree) == tally.count(.lost) + tally.count(.phantom))
    #expect(tally.count(.unsure) + tally.count(.lost) + tally.count(.clean) <= tally.trials)
    let seen = Evidence.allCases.map { tally.count($0) }.reduce(0, +)
    #expect(seen >= max(tally.count(.disagree), tally.count(.duplicate)))
    #expect(tally.attempts.reduce(0, +) == tally.trials)
  }

  @Test func anInterruptedExperimentHasNothingButWholeChunks() throws {
    let interruption = Interruption()
    interruption.raise()
    #expect(try experiment(jobs: 2).run(until: interruption).trials == 0)
  }

  @Test func theFirstProblemIsReportedForAnyNumberOfJobs() {
    var forever = Experiment([strategy("a", attempts: 1), strategy("forever", attempts: nil)])
    forever.trials = 100_000
    // Most operations need fewer events.
    forever.eventLimit = 30
    var problems: Set<ExperimentError> = []
    for jobs in 1...4 {
      forever.jobs = jobs
      do throws(ExperimentError) {
        _ = try forever.run()
      } catch {
        problems.insert(error)
      }
    }
    #expect(problems.count == 1 && problems.first?.strategy == "forever")
  }

  /// Each attempt reaches the server with 0.7, whatever became of those before it.
  @Test func requestsAreTheAttemptsThatArrive() throws {
    let tally = try experiment(jobs: 2).run().tallies[1]
    let result = StrategyResult(tally, of: "b", seed: 1, costs: nil)
    let attempts = try #require(result[.attemptsMean]?.estimate)
    let requests = try #require(result[.requestsMean]?.estimate)
    let error: Double = requests.value - 0.7 * attempts.value
    // At most 3 attempts each lost or not: a deviation of less than 0.8, and 5 of its errors.
    let margin: Double = 5 * 0.8 / 200
    #expect(abs(error) < margin)
    let most = try #require(result[.requestsMax]?.estimate)
    #expect(most.value == 3 && most.low == 3 && most.high == .infinity)
    #expect(tally.mostRequests == 3)
  }

  @Test func aCostIsTheSumOfItsPrices() throws {
    let experiment = experiment(jobs: 1)
    let count = try experiment.run()
    let costs = Costs(classes: [.phantom: 8, .duplicate: 60, .unsure: 2], attempt: 0.5)
    let result = StrategyResult(count.tallies[1], of: "b", seed: 1, costs: costs)
    func share(_ outcomeClass: OutcomeClass) -> Double {
      result[.share(outcomeClass)]?.estimate.value ?? .nan
    }
    let attempts = result[.attemptsMean]?.estimate.value ?? .nan
    let anomalies: Double = 8 * share(.phantom) + 60 * share(.duplicate) + 2 * share(.unsure)
    let mean: Double = anomalies + 0.5 * attempts
    let cost = try #require(result[.costMean]?.estimate)
    #expect(abs(cost.value - mean) < 1e-9)
    #expect(cost.low < mean && mean < cost.high)
    #expect(StrategyResult(count.tallies[1], of: "b", seed: 1, costs: nil)[.costMean] == nil)
  }
}
