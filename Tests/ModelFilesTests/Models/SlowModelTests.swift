import EndToEnd
import Foundation
import ModelFiles
import Simulation
import Testing

/// What the models of slow servers say of themselves.
@Suite struct SlowModelTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("models")

  private static func scenario(_ strategy: String, of name: String) throws -> Scenario {
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json5"))
    let model = try ModelFile.read(SourceText(name: name + ".json5", bytes: Array(data)))
    return try #require(model.strategies.first { $0.name == strategy }).scenario
  }

  /// The mean number of successes a second in some of the bins of a series.
  private static func goodput(
    _ scenario: Scenario, bins: Range<Int>, runs: UInt64
  ) throws -> Double {
    var sampler = FleetSampler(scenario, seed: 1)
    var good: UInt64 = 0
    for run in 0..<runs {
      let record = try sampler.run(trial: run) { _ in }
      good += record.bins[bins].reduce(0) { $0 + $1.acknowledged }
    }
    let width = Double(scenario.clients!.lasts.nanoseconds) / 1e9 / Double(LoadRecord.binCount)
    return Double(good) / Double(runs) / Double(bins.count) / width
  }

  /// Bins are of 2 s: from 70 to 80 s of models/collapse.json5.
  @Test(arguments: [("none", 40.0), ("jitter", 39.9), ("budget", 40), ("breaker", 40)])
  func aCollapsedServiceRecoversWithFewRetries(strategy: String, goodput: Double) throws {
    let scenario = try Self.scenario(strategy, of: "collapse")
    let found = try Self.goodput(scenario, bins: 35..<40, runs: 6)
    #expect(abs(found - goodput) < goodput * 0.05)
  }

  @Test func aCollapsedServiceStaysSlowWithoutBackoff() throws {
    let scenario = try Self.scenario("no-backoff", of: "collapse")
    #expect(try Self.goodput(scenario, bins: 35..<40, runs: 6) < 25)
  }

  /// Bins are of 1 s: the last ten of models/metastable.json5.
  @Test(arguments: [("none", 280.0), ("retries", 0), ("limited", 280), ("breaker", 280)])
  func aMetastableDatabaseRecoversWhereTheModelSays(strategy: String, goodput: Double) throws {
    let scenario = try Self.scenario(strategy, of: "metastable")
    #expect(abs(try Self.goodput(scenario, bins: 50..<60, runs: 1) - goodput) <= 1)
  }

  @Test(arguments: [(145.0, true), (150, true), (151, false), (155, false)])
  func itsThresholdIsHalfOfWhatTheDatabaseDoes(offered: Double, recovers: Bool) throws {
    var scenario = try Self.scenario("retries", of: "metastable")
    scenario.clients?.arrivals = .constant(Rate(perSecond: offered))
    let found = try Self.goodput(scenario, bins: 50..<60, runs: 1)
    #expect(abs(found - (recovers ? offered : 0)) <= 1)
  }

  @Test(arguments: [(15, true), (20, true), (22, false), (25, false)] as [(UInt32, Bool)])
  func itRecoversWithTwentyRetriesASecond(retries: UInt32, recovers: Bool) throws {
    var scenario = try Self.scenario("limited", of: "metastable")
    scenario.client.budget?.perSecond = retries
    let found = try Self.goodput(scenario, bins: 50..<60, runs: 1)
    #expect(abs(found - (recovers ? 280 : 0)) <= 1)
  }
}
