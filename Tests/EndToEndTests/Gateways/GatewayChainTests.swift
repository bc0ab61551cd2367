import EndToEnd
import Simulation
import Testing

/// Gateways one behind the other: how their attempts multiply, and what goes up and down between them.
@Suite struct GatewayChainTests {
  /// Layers that try so often each, with a timeout that the layer behind it cannot exceed. The first is
  /// the client.
  private static func layers(_ attempts: UInt32...) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(1_000)
    scenario.client.retry.attempts = attempts[0]
    scenario.client.retry.retriedStatuses = [.serverError, .gatewayTimeout]
    for (index, attempts) in attempts.dropFirst().enumerated() {
      var gateway = Gateway()
      gateway.timeout = .seconds([100, 10, 1][index])
      gateway.retry.attempts = attempts
      gateway.retry.retriedStatuses = [.serverError, .gatewayTimeout]
      scenario.gateways.append(gateway)
    }
    return scenario
  }

  /// How often the server worked on a request.
  private static func services(in trace: Trace<Scenario>) -> Int {
    trace.steps.count { if case .serviceEnds? = $0.event { true } else { false } }
  }

  @Test(arguments: [layers(3, 3, 3), layers(1, 3, 3, 3)])
  func threeLayersOfThreeAttemptsMakeTwentySevenCalls(scenario: Scenario) throws {
    var scenario = scenario
    scenario.server.failure = .silent
    scenario.server.failsBeforeStore = .always
    let trace = try Tracer(scenario, seed: 1).trace(trial: 0)
    #expect(Self.services(in: trace) == 27)
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.requests == 27 && outcome.attempts == scenario.client.retry.attempts)
    // Each layer waits for the one behind it, and the client hears 504 at last.
    let innermost = scenario.gateways.last!.timeout
    #expect(outcome.belief == .error && outcome.copies == 0)
    #expect(outcome.time == .nanoseconds(27 * innermost.nanoseconds))
  }

  /// A call fails with p; a layer that tries three times fails with the cube of that, and makes
  /// 1 + p + p² calls, each as many as the layer behind it makes.
  @Test(arguments: [0.1, 0.5, 0.9])
  func meanAmplificationIsTheProductOfTheSums(p: Double) throws {
    var scenario = Self.layers(3, 3, 3)
    scenario.server.failsBeforeStore = Probability(p)!
    var expected = 1.0
    var failing = p
    for _ in 1...3 {
      expected *= 1 + failing + failing * failing
      failing = failing * failing * failing
    }
    var sampler = OperationSampler(scenario, seed: 5)
    let trials = 5_000
    var sum = 0.0
    var squares = 0.0
    for trial in 0..<UInt64(trials) {
      let requests = Double(try sampler.outcome(ofTrial: trial).requests)
      sum += requests
      squares += requests * requests
    }
    let mean = sum / Double(trials)
    let error = ((squares / Double(trials) - mean * mean) / Double(trials)).squareRoot()
    #expect(abs(mean - expected) < 5 * error, "\(mean) \(expected)")
  }

  @Test func anErrorIsPassedOnByAGatewayThatDoesNotRetryItAnyMore() throws {
    var scenario = Self.layers(1, 3, 3)
    scenario.server.failsAfterStore = .always
    for index in scenario.gateways.indices {
      scenario.gateways[index].retry.retriedStatuses = []
    }
    let trace = try Tracer(scenario, seed: 1).trace(trial: 0)
    let end = try #require(trace.steps.last?.state)
    #expect(end.client.lastFailure == .error(.serverError))
    #expect(end.server.requests == 1 && end.server.copies == 1)
    // What the inner one may retry it passes on, too, when it has no tries left.
    scenario.gateways[1].retry.retriedStatuses = [.serverError]
    let again = try #require(try Tracer(scenario, seed: 1).trace(trial: 0).steps.last?.state)
    #expect(again.client.lastFailure == .error(.serverError))
    #expect(again.server.requests == 3 && again.server.copies == 3)
  }

  /// An outer gateway of 2 × 30 ms before an inner one of 2 × 100 ms, without distances; no answer leaves
  /// the server. The inner one sends for the outer one's first try at 0 and 100 ms, and for its second at
  /// 30 and 130 ms; the client hears 504 at 60 ms.
  private static var impatient: Scenario {
    var scenario = Self.layers(1, 2, 2)
    scenario.gateways[0].timeout = .milliseconds(30)
    scenario.gateways[1].timeout = .milliseconds(100)
    scenario.gateways[1].network.response.loss = .always
    return scenario
  }

  @Test func anInnerGatewayGoesOnWhenAnOuterOneHasGivenUp() throws {
    let outcome = try TimedTests.outcome(Self.impatient)
    #expect(outcome.belief == .error && outcome.time == .milliseconds(60))
    #expect(outcome.copiesAtDecision == 2 && outcome.copies == 4 && outcome.requests == 4)
  }

  @Test(arguments: [(10, 1), (50, 2), (100, 2), (101, 3), (130, 3), (131, 4)] as [(Int64, UInt32)])
  func everyGatewayDropsWorkAtTheDeadline(deadline: Int64, copies: UInt32) throws {
    var scenario = Self.impatient
    scenario.client.deadline = .milliseconds(deadline)
    scenario.client.propagatesDeadline = true
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.copies == copies && outcome.requests == copies)
    #expect(outcome.belief == (deadline < 60 ? .timeout : .error))
  }

  /// A late success of the first try counts at each gateway while it is still trying.
  @Test(arguments: [true, false])
  func aLateSuccessGoesUpTheChain(accepts: Bool) throws {
    var scenario = Self.layers(1, 2, 2)
    scenario.server.service = .constant(.milliseconds(50))
    scenario.gateways[1].timeout = .milliseconds(30)
    scenario.gateways[1].acceptsLateResponses = accepts
    let outcome = try TimedTests.outcome(scenario)
    // Sent at 0 and 30 ms, answered at 50 and 80 ms; without the late one nothing comes before 60 ms,
    // and the outer gateway tries again, just as much in vain.
    #expect(outcome.belief == (accepts ? .acknowledged : .error))
    #expect(outcome.time == .milliseconds(accepts ? 50 : 120))
    #expect(outcome.copies == (accepts ? 2 : 4))
  }

  /// The inner gateway passes a 503 on, and the outer one waits as it asks: 300 ms, and not its backoff.
  @Test func aRefusalIsHonoredByTheLayerThatRetriesIt() throws {
    var scenario = Self.layers(1, 2, 3)
    scenario.server.refusal.chance = .always
    scenario.server.refusal.retryAfter = .milliseconds(300)
    scenario.gateways[0].retry.retriedStatuses = [.unavailable]
    scenario.gateways[0].retry.honorsRetryAfter = true
    scenario.gateways[0].retry.backoff = Backoff(.fixed(.seconds(7)))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.time == .milliseconds(300) && outcome.requests == 2)
  }

  /// Each decision about a request is made once, and no two requests share a choice point.
  @Test func noTwoDecisionsShareASite() throws {
    var scenario = Self.layers(2, 2, 3, 2)
    let link = Link(loss: Probability(0.2), latency: .exponential(mean: .milliseconds(50)))
    scenario.network = Network()
    for index in scenario.gateways.indices {
      scenario.gateways[index].timeout = .milliseconds([900, 400, 100][index])
      scenario.gateways[index].network.request = link
      scenario.gateways[index].network.response = link
      scenario.gateways[index].retry.backoff = Backoff(.fixed(.milliseconds(50)), jitter: .full)
    }
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.key = IdempotencyKey()
    scenario.key!.forgets = Probability(0.5)
    let tracer = Tracer(scenario, seed: 3)
    for trial in 0..<50 as Range<UInt64> {
      var points: Set<ChoicePoint> = []
      for deed in try tracer.trace(trial: trial).steps.flatMap(\.effects) {
        switch deed {
        case .chance(let point, _, _): #expect(points.insert(point).inserted, "\(point)")
        case .delay(let point, _): #expect(points.insert(point).inserted, "\(point)")
        case .schedule, .cancel, .reach: break
        }
      }
    }
  }

  /// Numbers and tries say the same: each number from 1 to the product stands for one way.
  @Test func everyRequestNumberStandsForOneSequenceOfGatewayTries() {
    let scenario = Self.layers(1, 2, 3, 4)
    var ways: [[Int]] = []
    for hop in 1...24 as ClosedRange<UInt16> {
      ways.append(scenario.gatewayTries(hop: hop, level: 3))
    }
    #expect(ways.first == [1, 1, 1] && ways.last == [2, 3, 4] && ways[4] == [1, 2, 1])
    #expect(Set(ways).count == 24)
    #expect(scenario.gatewayTries(hop: 5, level: 2) == [2, 2])
    #expect(scenario.gatewayTries(hop: 0, level: 0) == [])
  }

  @Test func requestsBeyondTheNumbersOfGatewaysAreRefused() {
    func requests(_ attempts: UInt32?...) -> Int? {
      Scenario.requests(
        of: attempts.map { attempts in
          var gateway = Gateway()
          gateway.retry.attempts = attempts
          return gateway
        })
    }
    #expect(requests() == 1 && requests(3, 3, 3) == 27 && requests(nil) == 65_535)
    #expect(requests(255, 257) == 65_535 && requests(256, 256) == nil)
    #expect(requests(4, 4, 4, 4, 4, 4, 4, 4) == nil && requests(nil, 2) == nil)
    #expect(requests(.max, .max) == nil)
  }
}
