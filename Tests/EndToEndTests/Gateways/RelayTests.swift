import EndToEnd
import Simulation
import Testing

/// The answers of a gateway that has no tries left.
@Suite struct RelayTests {
  /// A client of four attempts before a gateway of three, and a server that refuses everything.
  private func refusing(_ code: UInt16, tries: UInt32 = 3) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 10_000, attempts: 4)
    var gateway = Gateway()
    gateway.retry.attempts = tries
    gateway.timeout = .seconds(10)
    scenario.gateway = gateway
    scenario.server.refusal.chance = .always
    scenario.server.refusal.status = Status(code: code)
    return scenario
  }

  /// A layer that has no tries left passes on the answer that it got, and the layer before it retries that.
  @Test(arguments: [429, 500, 503, 507] as [UInt16])
  func retriesOverRetriesMultiply(code: UInt16) throws {
    #expect(try TimedTests.outcome(refusing(code)).requests == 12)
    #expect(try TimedTests.outcome(refusing(code, tries: 1)).requests == 4)
    var only = refusing(code)
    only.client.retry.retriedStatuses = [Status(code: code)]
    #expect(try TimedTests.outcome(only).requests == 12)
    let end = try #require(try Tracer(only, seed: 1).trace(trial: 0).steps.last?.state)
    #expect(end.client.lastFailure == .error(Status(code: code)))
  }

  @Test func aStatusThatIsNotRetriedIsRelayedOnce() throws {
    let outcome = try TimedTests.outcome(refusing(404))
    #expect(outcome.requests == 1 && outcome.belief == .rejected)
  }

  /// 40 ms there and back, twice, with 300 ms in between: the wait that the server asks for goes up with
  /// the status that the gateway relays.
  @Test(arguments: [429, 503] as [UInt16])
  func aRelayedStatusKeepsItsRetryAfter(code: UInt16) throws {
    var scenario = refusing(code, tries: 1)
    scenario.client.retry.attempts = 2
    scenario.client.retry.honorsRetryAfter = true
    scenario.client.retry.backoff = Backoff(.fixed(.seconds(7)))
    scenario.server.refusal.retryAfter = .milliseconds(300)
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(40 + 300 + 40))
  }

  /// A wait that is longer than the cap is cut to it; a shorter one is as it was asked for.
  @Test(arguments: [(200, 200), (300, 300), (400, 300)] as [(Int64, Int64)])
  func aWaitIsCutToItsCap(cap: Int64, wait: Int64) throws {
    var scenario = refusing(429, tries: 1)
    scenario.server.refusal.retryAfter = .milliseconds(300)
    scenario.client.retry.attempts = 2
    scenario.client.retry.honorsRetryAfter = true
    scenario.client.retry.retryAfterCap = .milliseconds(cap)
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(40 + wait + 40))
    // A gateway has one of its own.
    scenario.client.retry.attempts = 1
    scenario.gateways[0].retry = scenario.client.retry
    scenario.gateways[0].retry.attempts = 2
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(40 + wait))
  }

  /// Without an answer there is none to relay: 504 after a timeout, also if an earlier try was answered.
  @Test func aTimeoutIsA504AfterA500() throws {
    var scenario = TimedTests.scenario(timeout: 10_000)
    var gateway = Gateway()
    gateway.timeout = .milliseconds(100)
    gateway.retry.attempts = 2
    scenario.gateway = gateway
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.gateways[0].network.response.loss = Probability(0.5)
    var answers: Set<UInt16> = []
    for trial in 0..<200 as Range<UInt64> {
      let end = try Tracer(scenario, seed: 2).trace(trial: trial).steps.last?.state
      if case .error(let status)? = end?.client.lastFailure, end?.client.hasDecided == true {
        answers.insert(status.code)
      }
    }
    #expect(answers == [500, 504])
  }
}
