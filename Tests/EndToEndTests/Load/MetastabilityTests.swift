import EndToEnd
import Simulation
import Testing

/// Overloads that keep themselves alive, against published figures.
@Suite struct MetastabilityTests {
  /// A server that takes 1 s, and 1% more beside each other request in service; 40 operations a second, and 80
  /// from 20 to 25 s. The model is models/collapse.json5.
  ///
  /// Its limit without retries is the λ at which n = λ (1 + 0.01 n) has a solution whose service ends within
  /// the timeout of 3 s less 0.2 s on the way.
  private static func collapse(_ backoff: Backoff) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(3)
    scenario.client.acceptsLateResponses = false
    scenario.client.retry.attempts = 3
    scenario.client.retry.backoff = backoff
    scenario.network.request.latency = .exponential(mean: .milliseconds(100))
    scenario.network.response.latency = .exponential(mean: .milliseconds(100))
    scenario.server.service = .constant(.seconds(1))
    var capacity = Capacity()
    capacity.workers = .max
    capacity.contention = 0.01
    scenario.server.capacity = capacity
    scenario.clients = Clients(
      count: 1,
      arrivals: .profile([
        .init(from: .zero, rate: Rate(perSecond: 40)),
        .init(from: .seconds(20), rate: Rate(perSecond: 80)),
        .init(from: .seconds(25), rate: Rate(perSecond: 40)),
        .init(from: .seconds(80), rate: Rate(perSecond: 0)),
      ]))
    // A bin is two seconds long.
    scenario.clients?.lasts = .seconds(120)
    return scenario
  }

  /// The mean number of successes a second in some stretches of time, for each run.
  private static func goodput(
    _ scenario: Scenario, _ stretches: [Range<Int>], runs: UInt64
  ) throws -> [[Double]] {
    var sampler = FleetSampler(scenario, seed: 1)
    let width = Int(scenario.clients!.lasts.nanoseconds / 1_000_000_000) / LoadRecord.binCount
    return try (0..<runs).map { run in
      let bins = try sampler.run(trial: run) { _ in }.bins
      return stretches.map { seconds in
        let range = seconds.lowerBound / width..<seconds.upperBound / width
        return Double(bins[range].reduce(0) { $0 + $1.acknowledged }) / Double(seconds.count)
      }
    }
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// A burst of 5 s without backoff: 39.2 a second before, and about 12 half a minute after it. Runs are of two
  /// kinds, stuck and recovered, so the mean of a few is uncertain.
  @Test func withoutBackoffAShortBurstCollapsesTheServer() throws {
    let scenario = Self.collapse(.none)
    let runs = try Self.goodput(scenario, [10..<20, 70..<80], runs: 24)
    #expect(abs(Self.mean(runs.map { $0[0] }) - 39.2) < 39.2 * 0.05)
    let after = runs.map { $0[1] }
    #expect(after.count { $0 < 5 } >= 8)
    #expect(abs(Self.mean(after) - 12.1) < 8, "\(after)")
  }

  @Test func backoffWithFullJitterBringsItBack() throws {
    let waits = Backoff(
      .exponential(base: .seconds(20), factor: 2, cap: .seconds(40)), jitter: .full)
    let scenario = Self.collapse(waits)
    let runs = try Self.goodput(scenario, [10..<20, 70..<80], runs: 12)
    #expect(abs(Self.mean(runs.map { $0[0] }) - 39.2) < 39.2 * 0.05)
    let after = Self.mean(runs.map { $0[1] })
    #expect(abs(after - 39.9) < 39.9 * 0.05)
  }

  /// A database that does 300 queries a second once it is slow: 300 at a time, each in 1 s instead of 100 ms. A
  /// query that takes longer than 500 ms is sent once more. From 10 to 15 s something slows it down. The model
  /// is models/metastable.json5.
  ///
  /// Source: Bronson et al., *Metastable Failures in Distributed Systems* (HotOS 2021), section 2.1. There
  /// the database is slow above 300 queries a second: it stays so if the first attempts and the retries are
  /// more together.
  private static func database(offered: Double, retriesPerSecond: UInt32? = nil) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(500)
    scenario.client.acceptsLateResponses = false
    scenario.client.retry.attempts = 2
    if let retriesPerSecond {
      scenario.client.budget = RetryBudget()
      scenario.client.budget?.tokens = .init(1)
      scenario.client.budget?.ratio = .none
      scenario.client.budget?.perSecond = retriesPerSecond
    }
    scenario.server.service = .constant(.milliseconds(100))
    var capacity = Capacity()
    capacity.workers = .max
    capacity.overload = .init(above: 300, factor: 10)
    scenario.server.capacity = capacity
    scenario.server.slowdowns = [Slowdown(from: .seconds(10), lasts: .seconds(5), factor: 100)]
    scenario.clients = Clients(count: 1, arrivals: .constant(Rate(perSecond: offered)))
    scenario.clients?.lasts = .seconds(60)
    return scenario
  }

  /// A retry for each query: as soon as 2 λ is less than 300, each second fewer are in service.
  @Test(arguments: [120, 145, 149] as [Double])
  func aDatabaseRecoversBelowHalfOfItsSlowCapacity(offered: Double) throws {
    let goodput = try Self.goodput(Self.database(offered: offered), [50..<60], runs: 1)
    #expect(abs(goodput[0][0] - offered) <= 1)
  }

  @Test(arguments: [152, 155, 280] as [Double])
  func aDatabaseStaysSlowAboveHalfOfItsSlowCapacity(offered: Double) throws {
    #expect(try Self.goodput(Self.database(offered: offered), [50..<60], runs: 1) == [[0]])
  }

  /// 280 first attempts leave room for 20 retries a second.
  @Test(arguments: [15, 19] as [UInt32])
  func recoversWithFewRetries(retriesPerSecond: UInt32) throws {
    let scenario = Self.database(offered: 280, retriesPerSecond: retriesPerSecond)
    #expect(abs(try Self.goodput(scenario, [50..<60], runs: 1)[0][0] - 280) <= 1)
  }

  @Test(arguments: [23, 25] as [UInt32])
  func staysSlowWithMoreRetries(retriesPerSecond: UInt32) throws {
    let scenario = Self.database(offered: 280, retriesPerSecond: retriesPerSecond)
    #expect(try Self.goodput(scenario, [50..<60], runs: 1) == [[0]])
  }
}
