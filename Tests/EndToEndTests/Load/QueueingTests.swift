import EndToEnd
import Simulation
import Testing

/// Queues whose mean wait has a closed form (Kleinrock, *Queueing Systems*, volume 1).
///
/// Runs are independent, so the mean over runs has a t interval. With 16 runs a right program is
/// outside of 6.5 standard errors less than once in 100,000 times.
@Suite struct QueueingTests {
  static let utilizations = [0.5, 0.8, 0.9]

  @Test(arguments: utilizations)
  func anMM1QueueWaitsAsLongAsTheory(utilization: Double) throws {
    // ρ / (μ − λ), in service times.
    let wait = utilization / (1 - utilization)
    try expectWait(wait, utilization: utilization, workers: 1, service: .exponential(mean: mean))
  }

  @Test(arguments: utilizations)
  func anMD1QueueWaitsHalfAsLong(utilization: Double) throws {
    // Pollaczek and Khinchine, with a service time that does not vary.
    let wait = utilization / (1 - utilization) / 2
    try expectWait(wait, utilization: utilization, workers: 1, service: .constant(mean))
  }

  @Test(arguments: utilizations)
  func anMM4QueueWaitsAsErlangSays(utilization: Double) throws {
    let wait = Self.erlangC(servers: 4, load: 4 * utilization) / (4 * (1 - utilization))
    try expectWait(wait, utilization: utilization, workers: 4, service: .exponential(mean: mean))
  }

  @Test func aQueueWithoutRoomBlocksAsErlangSays() throws {
    #expect(abs(Self.erlangB(servers: 5, load: 4) - 0.19907) < 5e-6)
    var scenario = Self.queue(utilization: 4.0 / 5, workers: 5, service: .exponential(mean: mean))
    scenario.server.capacity?.queue = 0
    let shares = try Self.runs(of: scenario).map {
      Double($0.turnedAway) / Double($0.requests)
    }
    Self.expect(shares, around: Self.erlangB(servers: 5, load: 4))
  }

  private let mean = Delay.milliseconds(10)

  private func expectWait(
    _ wait: Double, utilization: Double, workers: UInt32, service: Latency
  ) throws {
    let scenario = Self.queue(utilization: utilization, workers: workers, service: service)
    let totals = try Self.runs(of: scenario)
    let waits = totals.map { Double($0.waited) / Double($0.started) }
    Self.expect(waits, around: wait * Double(mean.nanoseconds))
    // Wald: as busy as there is work.
    let seconds = Self.measured(workers: workers) * Double(workers) * 1e9
    Self.expect(totals.map { Double($0.busyArea) / seconds }, around: utilization)
  }

  /// Operations that only queue and are served: one attempt, no network, patience without end.
  static func queue(utilization: Double, workers: UInt32, service: Latency) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(100_000)
    scenario.server.service = service
    var capacity = Capacity()
    capacity.workers = workers
    scenario.server.capacity = capacity
    let rate = utilization * Double(workers) * 100
    scenario.clients = Clients(count: 1, arrivals: .poisson(Rate(perSecond: rate)))
    scenario.clients?.warmsUp = .seconds(5)
    scenario.clients?.lasts = .seconds(5 + Int64(measured(workers: workers)))
    return scenario
  }

  /// The seconds that are measured of a run. Several workers do more in each.
  static func measured(workers: UInt32) -> Double { workers == 1 ? 20 : 8 }
  static let runCount: UInt64 = 16

  static func runs(of scenario: Scenario) throws -> [LoadRecord.Totals] {
    var sampler = FleetSampler(scenario, seed: 1)
    var totals: [LoadRecord.Totals] = []
    for run in 0..<runCount {
      totals.append(try sampler.run(trial: run) { _ in }.total)
    }
    return totals
  }

  /// Expects the mean of independent values to be within 6.5 of its standard errors.
  static func expect(_ values: [Double], around expected: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    let error = (squares / (count - 1) / count).squareRoot()
    #expect(abs(mean - expected) < 6.5 * error, "\(mean) ± \(error), expected \(expected)")
    // Or the test would say nothing.
    #expect(error < 0.2 * expected)
  }

  static func erlangB(servers: Int, load: Double) -> Double {
    (1...servers).reduce(1.0) { blocking, server in
      load * blocking / (Double(server) + load * blocking)
    }
  }

  static func erlangC(servers: Int, load: Double) -> Double {
    let blocking = erlangB(servers: servers, load: load)
    return blocking / (1 - load / Double(servers) * (1 - blocking))
  }

  /// Two clients at once before one worker and no queue: the second is turned away. Its key is free when it comes again,
  /// and the worker too.
  @Test(arguments: [1, 2] as [UInt32])
  func aRequestThatIsTurnedAwayIsLoggedAndFreesItsKey(attempts: UInt32) throws {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(5)
    scenario.client.retry.attempts = attempts
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(150)))
    scenario.server.service = .constant(.milliseconds(100))
    scenario.server.capacity = Capacity()
    scenario.server.capacity?.queue = 0
    scenario.key = IdempotencyKey()
    scenario.clients = Clients(count: 2, arrivals: .together)
    var sampler = FleetSampler(scenario, seed: 1)
    var outcomes: [Outcome] = []
    _ = try sampler.run(trial: 0) { outcomes += $0 }
    outcomes.sort { $0.attempts < $1.attempts || $0.copies > $1.copies }
    let another = try #require(outcomes.last)
    #expect(outcomes.count == 2 && outcomes[0].isClean && another.attempts == attempts)
    #expect(another.copies == attempts - 1)
    #expect(another.evidence == (attempts == 1 ? .both : .serverLog))
  }
}
