import EndToEnd
import Simulation
import Statistics
import Study
import Testing

@testable import Reports

/// The summary at the beginning of a page.
@Suite struct SummaryTests {
  private func sentences(_ strategies: [Strategy], trials: UInt64 = 200_000) throws -> [String] {
    var experiment = Experiment(strategies)
    experiment.trials = trials
    let model = Model(name: "m", title: "", strategies: strategies)
    let comparison = Comparison(model, try experiment.run(), of: experiment)
    return Summary(comparison: comparison.judged(mostFaults: 3)).sentences
  }

  /// With q = a = b = 0 and r = 2 % one in 50 is a phantom, and with retries a duplicate.
  @Test func theEssayIsSummarized() throws {
    var once = Scenario()
    once.client.timeout = .milliseconds(200)
    once.network.response.loss = Probability(0.02)
    var blind = once
    blind.client.retry.attempts = 6
    var key = blind
    key.key = IdempotencyKey()
    let told = try sentences([
      Strategy(name: "none", scenario: once), Strategy(name: "blind", scenario: blind),
      Strategy(name: "key", scenario: key),
    ])
    #expect(
      told[0].hasPrefix(
        "With this network and “none”, which never retries, one operation in 50 (2.0"))
    #expect(
      told[0].hasSuffix(
        " leaves client and server in disagreement about whether the data is stored."))
    #expect(told[1].hasPrefix("“blind” turns that into duplicates: one operation in 50 (2.0"))
    #expect(told[2].hasPrefix("“key” removes both: "))
    #expect(
      told[3]
        == "Whatever the probabilities: it is safe to retry under “key”; it is not under “blind”.")
  }

  @Test func unsafeStrategiesAreNamed() throws {
    var blind = Scenario()
    blind.client.timeout = .milliseconds(200)
    blind.network.response.loss = Probability(0.02)
    blind.client.retry.attempts = 2
    let told = try sentences([Strategy(name: "blind", scenario: blind)], trials: 1_000)
    #expect(told.last == "Whatever the probabilities: it is not safe to retry under “blind”.")
  }

  @Test func anUnobservedOutcomeIsNotClaimed() throws {
    let told = try sentences([Strategy(name: "only", scenario: Scenario())], trials: 1_000)
    #expect(told.count == 1)
    #expect(told[0].contains("less than 0.4% of all operations (none was seen) leave client"))
  }

  @Test func theSilentLossIsNamed() throws {
    var careless = Scenario()
    careless.server.failsBeforeStore = Probability(0.1)
    careless.server.acknowledges = .beforeStore
    let told = try sentences([Strategy(name: "careless", scenario: careless)], trials: 100_000)
    #expect(
      told[1].hasPrefix(
        "Under “careless” the client is told that all went well, and nothing is stored: one operation in 10 ("
      ))
  }

  @Test(arguments: [
    (0.5, nil as String?), (0.1, "10"), (0.014_6, "68"), (0.000_151, "6,600"),
    (1e-9, "1,000,000,000"),
  ])
  func casesHaveTwoDigits(share: Double, cases: String?) {
    let measurement = MeasureEstimate(.share(.disagree), .exactly(share))
    let result = StrategyResult(
      strategy: "s", method: .exact(states: 1, residual: 0, isApproximate: false),
      measurements: [measurement])
    #expect(OneIn(measurement: measurement, result: result).cases == cases)
  }
}
