import EndToEnd
import Foundation
import Simulation
import Testing

/// Deadlines that travel with the request.
@Suite struct DeadlineTests {
  /// One attempt that waits until the deadline: 20 ms there, 5 ms of service, 20 ms back.
  private static func scenario(deadline: Int64, propagates: Bool = true) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 10_000)
    scenario.client.deadline = .milliseconds(deadline)
    scenario.client.propagatesDeadline = propagates
    return scenario
  }

  /// It arrives at 20 ms and is stored at 25 ms. The deadline comes after what happens at the
  /// same instant.
  @Test(arguments: [(19, 0), (20, 0), (22, 0), (24, 0), (25, 1), (44, 1)] as [(Int64, UInt32)])
  func nothingIsStoredAfterTheDeadline(deadline: Int64, copies: UInt32) throws {
    let outcome = try TimedTests.outcome(Self.scenario(deadline: deadline))
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(deadline))
    #expect(outcome.copies == copies && !outcome.isLate)
    #expect(outcome.evidence == .clientLog)
    let deaf = try TimedTests.outcome(Self.scenario(deadline: deadline, propagates: false))
    #expect(deaf.copies == 1 && deaf.isLate == (copies == 0))
  }

  /// One request of exponential latency m: late with probability exp(−t / m) if the server does not
  /// know of the deadline t, and never if it does. Nothing else changes.
  @Test(arguments: [false, true])
  func lateCannotHappen(hasGateway: Bool) throws {
    var deaf = Self.scenario(deadline: 100, propagates: false)
    deaf.server.service = .none
    deaf.network.response.latency = .none
    deaf.network.request.latency = .exponential(mean: .milliseconds(80))
    if hasGateway { deaf.gateway = Gateway() }
    if hasGateway { deaf.gateway?.timeout = .seconds(10) }
    var told = deaf
    told.client.propagatesDeadline = true
    var deafSampler = OperationSampler(deaf, seed: 3)
    var toldSampler = OperationSampler(told, seed: 3)
    let trials = 10_000
    var late = 0
    var wrongCopies: [UInt64] = []
    var otherAnswers: [UInt64] = []
    for trial in 0..<UInt64(trials) {
      let without = try deafSampler.outcome(ofTrial: trial)
      let with = try toldSampler.outcome(ofTrial: trial)
      if with.isLate || with.copies != without.copiesAtDecision { wrongCopies.append(trial) }
      if with.belief != without.belief || with.time != without.time { otherAnswers.append(trial) }
      if without.isLate { late += 1 }
    }
    #expect(wrongCopies.isEmpty)
    #expect(otherAnswers.isEmpty)
    #expect(Interval(exp(-100.0 / 80), trials).contains(late))
  }

  /// The gateway sends on at 20, 50 and 80 ms, and each is stored 90 ms later: at 110, 140 and 170.
  @Test(arguments: [(100, 0), (109, 0), (110, 1), (150, 2), (200, 3)] as [(Int64, UInt32)])
  func aGatewayStopsAtTheDeadline(deadline: Int64, copies: UInt32) throws {
    var scenario = Self.scenario(deadline: deadline)
    scenario.client.timeout = .milliseconds(15)
    scenario.gateway = Gateway()
    scenario.gateway!.timeout = .milliseconds(30)
    scenario.gateway!.retry.attempts = 3
    scenario.server.service = .constant(.milliseconds(90))
    // The client has given up long before: only what comes until the deadline is stored, and late.
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.time == .milliseconds(15) && outcome.copies == copies)
    #expect(outcome.isLate == (copies > 0))
  }

  @Test func aGatewayAnswersNothingPastTheDeadline() throws {
    var scenario = Self.scenario(deadline: 60)
    scenario.gateway = Gateway()
    scenario.gateway!.timeout = .milliseconds(50)
    scenario.gateway!.network.request.loss = .always
    // It would give up at 70 ms and log a 504.
    #expect(try TimedTests.outcome(scenario).evidence == .clientLog)
    scenario.client.propagatesDeadline = false
    #expect(try TimedTests.outcome(scenario).evidence == .both)
  }

  /// It comes to the gateway at 20 ms, after the deadline, and goes no further.
  @Test func aGatewayDropsWhatComesAfterTheDeadline() throws {
    var scenario = Self.scenario(deadline: 15)
    scenario.gateway = Gateway()
    scenario.gateway!.timeout = .milliseconds(50)
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.requests == 0 && outcome.evidence == .clientLog)
    scenario.client.propagatesDeadline = false
    #expect(try TimedTests.outcome(scenario).requests == 1)
  }

  /// Sent at 0 and 30 ms, arrived at 20 and 50 ms. The first holds the key until 120 ms, and the second
  /// is then served until 220 ms. Each fails before it stores with one half.
  @Test(arguments: [(100, 0), (130, 0.5), (219, 0.5), (220, 0.75)] as [(Int64, Double)])
  func aRequestThatWaitsForItsKeyIsDropped(deadline: Int64, stored: Double) throws {
    var scenario = Self.scenario(deadline: deadline)
    scenario.client.timeout = .milliseconds(30)
    scenario.client.retry.attempts = 2
    scenario.server.service = .constant(.milliseconds(100))
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.key = IdempotencyKey()
    var sampler = OperationSampler(scenario, seed: 1)
    var copies = 0
    for trial in 0..<10_000 as Range<UInt64> {
      copies += Int(try sampler.outcome(ofTrial: trial).copies)
    }
    #expect(Interval(stored, 10_000).contains(copies))
  }
}
