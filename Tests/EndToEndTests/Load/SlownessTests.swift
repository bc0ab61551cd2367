import EndToEnd
import Simulation
import Testing

/// Services that take longer: in slow times against schedules by hand, and under load against closed forms.
@Suite struct SlownessTests {
  /// Operations that are only served, each as long as nothing holds it up.
  private static func scenario(_ service: Latency, _ clients: Clients) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(100_000)
    scenario.server.service = service
    scenario.clients = clients
    return scenario
  }

  /// The times of all operations in milliseconds, in the order of their ends.
  private static func times(_ scenario: Scenario) throws -> [Double] {
    var times: [Double] = []
    var sampler = FleetSampler(scenario, seed: 1)
    _ = try sampler.run(trial: 0) { outcomes in
      times += outcomes.map { Double($0.time.nanoseconds) / 1e6 }
    }
    return times
  }

  /// Operations that begin at 5, 10, 15, 20, 25 and 30 s, each of 10 s of work.
  private static func schedule(_ slowdowns: [Slowdown]) -> Scenario {
    var clients = Clients(count: 1, arrivals: .constant(Rate(perSecond: 0.2)))
    clients.lasts = .seconds(31)
    var scenario = scenario(.constant(.seconds(10)), clients)
    scenario.server.slowdowns = slowdowns
    return scenario
  }

  @Test func workGoesOnAtTheSlowPaceInsideAWindow() throws {
    let times = try Self.times(
      Self.schedule([Slowdown(from: .seconds(8), lasts: .seconds(10), factor: 4)]))
    // Of the work that begins at 5 s, 3 s are done at 8 s and 2.5 s more at 18 s: it ends at 22.5 s. That of
    // 10 s has 8 s behind it at a quarter, 15 s has 3 s.
    #expect(times == [17_500, 16_000, 12_250, 10_000, 10_000, 10_000])
  }

  @Test func workMayPassSeveralWindows() throws {
    let times = try Self.times(
      Self.schedule([
        Slowdown(from: .seconds(6), lasts: .seconds(4), factor: 2),
        Slowdown(from: .seconds(10), lasts: .seconds(4), factor: 4),
        Slowdown(from: .seconds(16), lasts: .seconds(4), factor: 8),
      ]))
    // From 5 s: 1 + 2 + 1 + 2 s are done at 16 s, 0.5 s more at 20 s, and 3.5 s are left.
    // From 10 s: 1 + 2 + 0.5 s are done at 20 s. From 15 s: 1 + 0.5 s are done at 20 s.
    #expect(times == [18_500, 16_500, 13_500, 10_000, 10_000, 10_000])
  }

  @Test func workThatEndsInsideAWindowTakesFactorTimesWhatWasLeft() throws {
    let times = try Self.times(
      Self.schedule([Slowdown(from: .seconds(9), lasts: .seconds(1_000), factor: 3)]))
    #expect(times == [4_000 + 18_000, 30_000, 30_000, 30_000, 30_000, 30_000])
  }

  @Test func aFreezeIsAFactorThatNoWorkOutlives() throws {
    let times = try Self.times(
      Self.schedule([Slowdown(from: .seconds(9), lasts: .seconds(8), factor: 1e9)]))
    // What stood still from 9 to 17 s goes on as if nothing had been, but for 8 ns.
    let expected = [18_000.0, 17_000, 12_000, 10_000, 10_000, 10_000]
    #expect(times.count == expected.count)
    for (time, expected) in zip(times, expected) { #expect(abs(time - expected) <= 10e-6) }
  }

  /// A window in which the server is as fast as ever changes not one nanosecond.
  @Test func aFactorOfOneChangesNothing() throws {
    var scenario = QueueingTests.queue(
      utilization: 0.8, workers: 2, service: .exponential(mean: .milliseconds(10)))
    let plain = try QueueingTests.runs(of: scenario)
    scenario.server.slowdowns = [Slowdown(from: .seconds(1), lasts: .seconds(20), factor: 1)]
    scenario.server.capacity?.overload = .init(above: 1, factor: 1)
    #expect(try QueueingTests.runs(of: scenario) == plain)
  }

  /// A server that is twice as slow all the time is one with services twice as long.
  @Test func aWindowOverAllTheTimeIsALongerService() throws {
    var slow = QueueingTests.queue(
      utilization: 0.4, workers: 1, service: .constant(.milliseconds(10)))
    var long = slow
    slow.server.slowdowns = [Slowdown(from: .zero, lasts: .seconds(100_000), factor: 2)]
    long.server.service = .constant(.milliseconds(20))
    #expect(try QueueingTests.runs(of: slow) == QueueingTests.runs(of: long))
  }

  /// Clients that never think, a service that does not vary: from its second operation on, each client begins as
  /// another service has just ended, with all others in service. So each takes what Gunther's law says of N.
  @Test(
    arguments: [
      (clients: 1, workers: UInt32.max), (2, .max), (7, .max), (40, .max), (40, 7),
    ] as [(clients: UInt32, workers: UInt32)])
  func aClosedSystemIsAsSlowAsTheScalabilityLawSays(clients: UInt32, workers: UInt32) throws {
    var closed = Clients(count: clients, arrivals: .closed(thinkTime: .none))
    closed.lasts = .seconds(20)
    var scenario = Self.scenario(.constant(.milliseconds(100)), closed)
    var capacity = Capacity()
    capacity.workers = workers
    capacity.contention = 0.05
    capacity.coherency = 0.003
    scenario.server.capacity = capacity
    let busy = Double(min(clients, workers))
    let stretch = 1 + 0.05 * (busy - 1) + 0.003 * busy * (busy - 1)
    // Where more want a worker than there are, each waits until all before it are served.
    let cycle = 100 * stretch * Double(clients) / busy
    let times = try Self.times(scenario)
    #expect(times.count > Int(clients) * 3)
    for time in times.dropFirst(2 * Int(clients)).dropLast(Int(clients)) {
      #expect(abs(time - cycle) < cycle * (busy < Double(clients) ? 0.2 : 1e-8))
    }
    var sampler = FleetSampler(scenario, seed: 1)
    let record = try sampler.run(trial: 0) { _ in }
    // Little: one goes out for each that comes in.
    let throughput = 1_000 * busy / (100 * stretch)
    #expect(abs(Double(record.total.served) / 20 - throughput) < throughput * 0.1)
  }

  @Test(arguments: [(clients: 3, time: 100.0), (4, 1_000), (9, 1_000)])
  func anOverloadedServerIsSlowerByItsFactor(clients: UInt32, time: Double) throws {
    var closed = Clients(count: clients, arrivals: .closed(thinkTime: .none))
    closed.lasts = .seconds(20)
    var scenario = Self.scenario(.constant(.milliseconds(100)), closed)
    var capacity = Capacity()
    capacity.workers = .max
    capacity.overload = .init(above: 3, factor: 10)
    scenario.server.capacity = capacity
    // The first of a client may have begun below the limit.
    let times = try Self.times(scenario).dropFirst(4 * Int(clients)).dropLast(Int(clients))
    #expect(!times.isEmpty)
    for one in times { #expect(abs(one - time) < 1e-6) }
  }

  /// Both multiply: 1.5 times as long beside one other, and ten times that above one.
  @Test func contentionAndOverloadMultiply() throws {
    var together = Clients(count: 2, arrivals: .together)
    together.lasts = .seconds(20)
    var scenario = Self.scenario(.constant(.milliseconds(100)), together)
    var capacity = Capacity()
    capacity.workers = 2
    capacity.contention = 0.5
    capacity.overload = .init(above: 1, factor: 10)
    scenario.server.capacity = capacity
    #expect(try Self.times(scenario) == [100, 1_500])
  }
}

/// One operation by itself that may begin in a slow period.
@Suite struct SlowPeriodTests {
  /// Requests that are sent at 0, 1.2 and 3.6 s; a slow service takes 500 ms, longer than the timeout.
  private static func scenario(_ lasts: Latency) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 3)
    scenario.client.acceptsLateResponses = false
    scenario.client.retry.backoff = Backoff(.schedule([.seconds(1), .milliseconds(2_200)]))
    scenario.server.slow = SlowPeriod()
    scenario.server.slow?.chance = Probability(0.4)
    scenario.server.slow?.lasts = lasts
    scenario.server.slow?.factor = 100
    return scenario
  }

  /// The rest of a slow period of length L is longer than t with probability 1 − t / L.
  @Test func attemptsFallIntoASlowPeriodAsTheirScheduleSays() throws {
    var sampler = OperationSampler(Self.scenario(.constant(.seconds(8))), seed: 5)
    let outcomes = try (0..<40_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0) }
    for (index, arrival) in [0.02, 1.22, 3.62].enumerated() {
      let failed = outcomes.count { $0.attempts > index + 1 || $0.isUnsure }
      #expect(Interval(0.4 * (1 - arrival / 8), outcomes.count).contains(failed))
    }
    // A slow server still stores, at 520 ms after each request was sent.
    #expect(outcomes.allSatisfy { $0.copies == $0.attempts && $0.evidence != .serverLog })
    #expect(outcomes.allSatisfy { $0.isLate == $0.isUnsure })
  }

  /// In a period without end every attempt is slow: the exact distribution is that of the chance.
  @Test func theExplorerAndTheCheckerSeeTheSame() throws {
    var scenario = Self.scenario(.constant(.seconds(1_000)))
    scenario.client.retry.attempts = 1
    var limits = ExplorationLimits()
    limits.discretisation = 4
    let distribution = try OperationExplorer(scenario, limits: limits).distribution()
    // Of four lengths that stand for what is left, none is shorter than 20 ms.
    let phantom = distribution.outcomes.filter { $0.outcome.isPhantom }
    #expect(abs(phantom.reduce(0) { $0 + $1.probability } - 0.4) < 1e-12)
    let checker = OperationChecker(scenario, mostFaults: 1, limits: limits)
    guard case .broken(let found) = try checker.search(for: { $0.isPhantom }) else {
      Issue.record("one slow period makes a phantom")
      return
    }
    #expect(found.faults.map(\.scenarioDecision) == [.meetsSlowPeriod])
    guard case .broken = try checker.searchEveryOrder(for: { $0.isPhantom }) else {
      Issue.record("one slow period makes a phantom in some order")
      return
    }
    let none = OperationChecker(scenario, mostFaults: 0, limits: limits)
    guard case .holds = try none.search(for: { $0.isPhantom }) else {
      Issue.record("without a slow period nothing is late")
      return
    }
  }

  /// A slow service takes the draw of a usual one, times the factor.
  @Test(
    arguments: [
      .uniform(from: .milliseconds(1), to: .milliseconds(9)), .exponential(mean: .milliseconds(5)),
      .lognormal(median: .milliseconds(5), sigma: 0.7),
      .pareto(scale: .milliseconds(2), shape: 3), .weibull(scale: .milliseconds(5), shape: 2),
    ] as [Latency])
  func aSlowServiceIsAnUsualOneStretched(service: Latency) throws {
    var usual = TimedTests.scenario(timeout: 1_000_000)
    usual.network.request.latency = .none
    usual.network.response.latency = .none
    usual.server.service = service
    var slow = usual
    slow.server.slow = SlowPeriod()
    slow.server.slow?.chance = .always
    slow.server.slow?.lasts = .constant(.seconds(100_000))
    slow.server.slow?.factor = 8
    var one = OperationSampler(usual, seed: 1)
    var other = OperationSampler(slow, seed: 1)
    for trial in 0..<100 as Range<UInt64> {
      let time = try one.outcome(ofTrial: trial).time.nanoseconds
      // Each is a whole number of nanoseconds.
      #expect(abs(try other.outcome(ofTrial: trial).time.nanoseconds - 8 * time) <= 8)
    }
  }
}
