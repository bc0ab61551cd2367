import EndToEnd
import Simulation
import Testing

/// Connections that are not made or break, in closed forms and at their instants.
@Suite struct ConnectionTests {
  private static let fails = 0.2
  private static let breaks = 0.1

  private func scenario(attempts: UInt32) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 200, attempts: attempts)
    scenario.network.connect = ConnectionFaults(
      fails: Probability(Self.fails)!, after: .milliseconds(30))
    scenario.network.breaks = Probability(Self.breaks)!
    return scenario
  }

  private func count(
    _ scenario: Scenario, _ condition: (Outcome) -> Bool
  ) throws -> Int {
    var sampler = OperationSampler(scenario, seed: 11)
    var count = 0
    for trial in 0..<Self.trials where condition(try sampler.outcome(ofTrial: UInt64(trial))) {
      count += 1
    }
    return count
  }

  private static let trials = 40_000

  /// A failure that no decision draws, or that two draw, could not be named in a counterexample.
  @Test func everyFailureIsDrawnByOneDecision() {
    let drawn = Decision.allCases.compactMap(\.connectionFailure)
    #expect(Decision.allCases.allSatisfy { $0.connectionFailure == nil || $0.isFault })
    #expect(Set(drawn) == Set(ConnectionFailure.allCases) && Set(drawn).count == drawn.count)
  }

  @Test func aSetOfFailuresHoldsItsMembersAlone() {
    #expect(ConnectionFailures.notConnected.contains(ConnectionFailure.notConnected))
    #expect(!ConnectionFailures.notConnected.contains(ConnectionFailure.reset))
    #expect(ConnectionFailure.allCases.allSatisfy { ConnectionFailures.all.contains($0) })
  }

  /// Whatever else fails: what is sent again was never sent.
  @Test func retriesOfUnmadeConnectionsAloneNeverStoreTwice() throws {
    var scenario = scenario(attempts: 5)
    scenario.network.request.loss = Probability(0.1)
    scenario.network.response.loss = Probability(0.1)
    scenario.server.failsBeforeStore = Probability(0.1)
    scenario.server.failsAfterStore = Probability(0.1)
    scenario.client.retry.retriesTimeouts = false
    scenario.client.retry.retriedConnectionFailures = [.notConnected]
    scenario.client.retry.retriedStatuses = []
    #expect(try count(scenario) { $0.isDuplicate || $0.requests > 1 } == 0)
    // All five attempts find no connection, and nothing is sent: c^5.
    let unsent = Interval(0.000_32, Self.trials)
    #expect(
      unsent.contains(
        try count(scenario) {
          $0.attempts == 5 && $0.requests == 0 && $0.time == .milliseconds(150)
        }))
  }

  /// Two attempts: stored twice if the first broke and the second was made, (1 − c) k (1 − c).
  @Test func aRetryOfABrokenConnectionStoresTwice() throws {
    let sends = 1 - Self.fails
    let twice = Interval(sends * Self.breaks * sends, Self.trials)
    #expect(twice.contains(try count(scenario(attempts: 2)) { $0.isDuplicate }))
    var once = scenario(attempts: 2)
    once.client.retry.retriedConnectionFailures = [.notConnected]
    #expect(try count(once) { $0.isDuplicate } == 0)
    // A first break ends it as a phantom; a second attempt comes after a failure to connect alone.
    let phantom = Interval((1 + Self.fails) * sends * Self.breaks, Self.trials)
    #expect(phantom.contains(try count(once) { $0.isPhantom }))
  }

  @Test func aFailureToConnectEndsTheAttemptWhenItIsKnown() throws {
    var scenario = scenario(attempts: 2)
    scenario.network.connect.fails = .always
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(10)))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(30 + 10 + 30))
    #expect(outcome.attempts == 2 && outcome.requests == 0 && outcome.evidence == .clientLog)
  }

  /// A timer that runs out first, or at the same instant, does not make a timeout of it.
  @Test(arguments: [200, 5_000] as [Int64])
  func aConnectTimeoutIsAFailureToConnect(after: Int64) throws {
    var scenario = scenario(attempts: 2)
    scenario.network.connect = ConnectionFaults(fails: .always, after: .milliseconds(after))
    scenario.client.retry.retriesTimeouts = false
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.attempts == 2 && outcome.time == .milliseconds(400))
    scenario.client.retry.retriedConnectionFailures = [.reset]
    scenario.client.retry.retriesTimeouts = true
    #expect(try TimedTests.outcome(scenario).attempts == 1)
  }

  @Test func aBrokenConnectionIsKnownWhenTheAnswerWouldHaveCome() throws {
    var scenario = scenario(attempts: 1)
    scenario.network.connect = ConnectionFaults()
    scenario.network.breaks = .always
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(45))
    #expect(outcome.isPhantom && outcome.evidence == .clientLog)
  }

  /// The timer is not waited for, but one that runs out first ends the attempt, and a break after it
  /// says nothing.
  @Test func aConnectionThatBreaksTooLateChangesNothing() throws {
    var scenario = scenario(attempts: 2)
    scenario.client.timeout = .milliseconds(40)
    scenario.network.connect = ConnectionFaults()
    scenario.network.breaks = .always
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.attempts == 2 && outcome.time == .milliseconds(80))
    #expect(outcome.copies == 2)
  }

  @Test(arguments: [true, false])
  func aGatewayWithoutAConnectionAnswers502(breaks: Bool) throws {
    var scenario = scenario(attempts: 1)
    scenario.network.connect = ConnectionFaults()
    scenario.network.breaks = .never
    var gateway = Gateway()
    gateway.network = scenario.network
    gateway.network.connect = ConnectionFaults(
      fails: breaks ? .never : .always, after: .milliseconds(7))
    gateway.network.breaks = breaks ? .always : .never
    gateway.retry.attempts = 2
    scenario.gateway = gateway
    // 40 ms to the gateway and back; twice 7 ms without a connection, or twice 45 ms for an answer.
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .error && outcome.evidence == .both)
    #expect(outcome.time == .milliseconds(breaks ? 130 : 54))
    #expect(outcome.copies == (breaks ? 2 : 0) && outcome.requests == outcome.copies)
    scenario.client.retry.attempts = 2
    scenario.client.retry.retriedStatuses = [.serverError]
    #expect(try TimedTests.outcome(scenario).attempts == 1)
    scenario.client.retry.retriedStatuses = [.badGateway]
    #expect(try TimedTests.outcome(scenario).attempts == 2)
  }

  /// A read that finds no connection is a read without an answer.
  @Test func aReadNeedsAConnectionToo() throws {
    var scenario = scenario(attempts: 2)
    scenario.network.breaks = .never
    scenario.network.connect = ConnectionFaults(fails: .always, after: .milliseconds(30))
    scenario.client.readBack = .each
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.attempts == 2 && outcome.time == .milliseconds(90))
    #expect(outcome.requests == 0)
  }

  @Test func aCircuitBreakerCountsAFailureToConnect() throws {
    var scenario = scenario(attempts: 5)
    scenario.network.connect.fails = .always
    scenario.client.circuitBreaker = CircuitBreaker()
    scenario.client.circuitBreaker?.failures = 2
    scenario.client.circuitBreaker?.of = 2
    #expect(try TimedTests.outcome(scenario).attempts == 2)
  }
}
