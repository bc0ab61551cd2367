import EndToEnd
import Simulation
import Testing

/// The requests that a server drops as it hears of cancellations: everything that still queues, at the timer and at the
/// decision.
@Suite struct CancellationTests {
  /// Some clients that all begin at once before one worker, who works 100 ms on a request.
  private func scenario(count: UInt32, hears: Bool) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(5)
    scenario.server.service = .constant(.milliseconds(100))
    scenario.server.capacity = Capacity()
    scenario.server.capacity?.hearsCancellation = hears
    scenario.clients = Clients(count: count, arrivals: .together)
    return scenario
  }

  private func outcomes(_ scenario: Scenario, seed: UInt64 = 1) throws -> [Outcome] {
    var sampler = FleetSampler(scenario, seed: seed)
    var all: [Outcome] = []
    _ = try sampler.run(trial: 0) { all += $0 }
    return all
  }

  /// Two clients at 0, and a hedge of each after 50 ms. The first is answered at 100 ms, when its hedge
  /// is second in the queue, and the second at 200 ms, when its own is next: nothing is stored twice.
  @Test func aHedgeThatQueuesIsDroppedAtTheDecision() throws {
    var scenario = scenario(count: 2, hears: true)
    scenario.client.retry.attempts = 2
    scenario.client.hedge = Hedge(after: .milliseconds(50))
    let heard = try outcomes(scenario)
    #expect(heard.map(\.copies) == [1, 1] && heard.map(\.attempts) == [2, 2])
    #expect(heard.map(\.time) == [.milliseconds(100), .milliseconds(200)])
    scenario.server.capacity?.hearsCancellation = false
    let deaf = try outcomes(scenario)
    #expect(deaf.map(\.copies) == [2, 2])
  }

  /// The very next in the queue is the hedge of the one that is answered: the worker must not be faster
  /// than the word that it is not wanted any more.
  @Test func theAnswerComesBeforeTheNextRequest() throws {
    var scenario = scenario(count: 1, hears: true)
    scenario.client.retry.attempts = 4
    scenario.client.hedge = Hedge(after: .milliseconds(30), attempts: 4)
    #expect(try outcomes(scenario).map(\.copies) == [1])
    // The word of it takes as long as a request does, and then it is too late.
    scenario.network.request.latency = .constant(.milliseconds(1))
    #expect(try outcomes(scenario).map(\.copies) == [2])
  }

  /// A failure that ends the operation drops what is left of its round.
  @Test func aFailureThatEndsTheOperationDropsTheRest() throws {
    var scenario = scenario(count: 1, hears: true)
    scenario.client.retry.attempts = 2
    scenario.client.retry.retriedStatuses = []
    scenario.client.hedge = Hedge(after: .milliseconds(30))
    scenario.server.failsAfterStore = .always
    let outcome = try #require(try outcomes(scenario).first)
    #expect(outcome.copies == 1 && outcome.attempts == 2 && outcome.belief == .error)
  }

  /// The deadline of the client is a decision like any other, even if no request carries it.
  @Test(arguments: [true, false])
  func theDeadlineDropsWhatQueues(hears: Bool) throws {
    var scenario = scenario(count: 3, hears: hears)
    scenario.client.deadline = .milliseconds(150)
    let copies = try outcomes(scenario).map(\.copies)
    // Served until 100, 200 and 300 ms; the third still queues at 150 ms.
    #expect(copies.reduce(0, +) == (hears ? 2 : 3))
  }

  /// A late success that is accepted decides, and drops the attempt that still queues.
  @Test(arguments: [true, false])
  func aLateSuccessDropsTheRetry(hears: Bool) throws {
    var scenario = scenario(count: 1, hears: hears)
    scenario.client.timeout = .milliseconds(60)
    scenario.client.retry.attempts = 2
    scenario.client.acceptsLateResponses = true
    let outcome = try #require(try outcomes(scenario).first)
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(100))
    #expect(outcome.copies == (hears ? 1 : 2))
  }

  /// A gateway tells the server, too: at its own timer, and when another of its tries is answered.
  @Test(arguments: [true, false])
  func aGatewayDropsTheTryThatIsNotNeeded(hears: Bool) throws {
    var scenario = scenario(count: 1, hears: hears)
    var gateway = Gateway()
    gateway.timeout = .milliseconds(60)
    gateway.retry.attempts = 2
    gateway.acceptsLateResponses = true
    scenario.gateway = gateway
    let outcome = try #require(try outcomes(scenario).first)
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(100))
    #expect(outcome.copies == (hears ? 1 : 2))
  }

  /// A request that waits for its key is dropped like one that waits for a worker: when the first has
  /// failed, nobody executes what is not wanted.
  @Test(arguments: [true, false])
  func whatWaitsForAKeyIsDropped(hears: Bool) throws {
    var scenario = scenario(count: 1, hears: hears)
    scenario.client.timeout = .milliseconds(60)
    scenario.client.retry.attempts = 2
    scenario.client.deadline = .milliseconds(90)
    scenario.server.capacity?.workers = 2
    scenario.server.failsBeforeStore = .always
    scenario.key = IdempotencyKey()
    scenario.key?.inFlight = .wait
    var sampler = FleetSampler(scenario, seed: 1)
    let record = try sampler.run(trial: 0) { _ in }
    #expect(record.total.served == (hears ? 1 : 2))
  }

  /// The requests that are served while one client writes.
  private func served(_ scenario: Scenario) throws -> UInt64 {
    var sampler = FleetSampler(scenario, seed: 1)
    return try sampler.run(trial: 0) { _ in }.total.served
  }

  /// The write is served until 300 ms. The client gives it up at 60 ms, and at 120 ms the read that queues
  /// behind it.
  @Test(arguments: [true, false])
  func aReadIsDroppedAtItsTimer(hears: Bool) throws {
    var scenario = scenario(count: 1, hears: hears)
    scenario.client.timeout = .milliseconds(60)
    scenario.client.readBack = .last
    scenario.server.service = .constant(.milliseconds(300))
    #expect(try served(scenario) == (hears ? 1 : 2))
  }

  /// A read queues from 60 ms on. At 100 ms the write is answered, late but heard.
  @Test(arguments: [true, false])
  func aLateSuccessDropsTheRead(hears: Bool) throws {
    var scenario = scenario(count: 1, hears: hears)
    scenario.client.timeout = .milliseconds(60)
    scenario.client.retry.attempts = 2
    scenario.client.readBack = .each
    scenario.client.acceptsLateResponses = true
    #expect(try served(scenario) == (hears ? 1 : 2))
  }

  /// A request that has come twice is not wanted twice: the second waits for the worker at the timer.
  @Test(arguments: [true, false])
  func aDuplicateIsDroppedWithItsRequest(hears: Bool) throws {
    var scenario = scenario(count: 1, hears: hears)
    scenario.client.timeout = .milliseconds(60)
    scenario.network.requestDuplicates = .always
    #expect(try outcomes(scenario).map(\.copies) == [hears ? 1 : 2])
  }

  /// The second client's first request queues with its key until 60 ms, and is dropped. Its next one takes the key,
  /// and the worker at 100 ms.
  @Test func aRequestThatIsDroppedFreesItsKey() throws {
    var scenario = scenario(count: 2, hears: true)
    scenario.client.timeout = .milliseconds(60)
    scenario.client.retry.attempts = 2
    scenario.key = IdempotencyKey()
    #expect(try outcomes(scenario).map(\.copies) == [1, 1])
  }

  /// The word is lost as a request is. Both attempts arrive and it does not: (1 − q)² q.
  @Test func aCancellationMayBeLost() throws {
    var scenario = scenario(count: 1, hears: true)
    scenario.client.timeout = .milliseconds(60)
    scenario.client.retry.attempts = 2
    scenario.client.acceptsLateResponses = true
    scenario.network.request.loss = Probability(0.5)
    var sampler = FleetSampler(scenario, seed: 1)
    var copies: [UInt32] = []
    for trial in 0..<2_000 as Range<UInt64> {
      _ = try sampler.run(trial: trial) { copies += $0.map(\.copies) }
    }
    #expect(Interval(0.125, 2_000).contains(copies.count { $0 == 2 }))
  }
}
