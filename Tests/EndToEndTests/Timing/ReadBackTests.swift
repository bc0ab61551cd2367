import EndToEnd
import Simulation
import Testing

/// A read after the last attempt: what it finds, what it misses, and when.
@Suite struct ReadBackTests {
  /// 45 ms from a request to its answer, and 40 ms from a read to its own.
  private func scenario(_ readBack: ReadBack, attempts: UInt32 = 1) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 200, attempts: attempts)
    scenario.client.readBack = readBack
    return scenario
  }

  /// Answered 500 at 45 ms, and read until 85 ms.
  @Test(arguments: [true, false])
  func aReadTellsWhatTheLastAttemptDidNot(isStored: Bool) throws {
    var scenario = scenario(.last)
    if isStored {
      scenario.server.failsAfterStore = Probability(0.5)
    } else {
      scenario.server.failsBeforeStore = Probability(0.5)
    }
    let outcomes = try OperationExplorer(scenario).distribution().outcomes
    // The read fails with one half, too: then the client ends with the 500 of its attempt.
    let doubtful = outcomes.filter { $0.0.belief == .error }.map(\.1).reduce(0, +)
    let rejected = outcomes.filter { $0.0.belief == .rejected }.map(\.1).reduce(0, +)
    #expect(doubtful == 0.25 && rejected == (isStored ? 0 : 0.25))
    for (outcome, _) in outcomes {
      #expect(outcome.attempts == 1)
      if outcome.belief == .acknowledged { #expect(outcome.isClean) }
      #expect(!outcome.belongs(to: .falseRejection))
    }
    var sampler = OperationSampler(scenario, seed: 1)
    let times = try (0..<40).map { try sampler.outcome(ofTrial: $0) }
      .map { $0.time == .milliseconds($0.requests == 1 ? 45 : 85) }
    #expect(times.allSatisfy { $0 })
  }

  /// The client gives up at 50 ms, when its request is still served, and reads until 90 ms: the read looks
  /// at 70 ms. One that comes before the request has stored makes a false rejection.
  @Test(arguments: [(49, true), (51, false)] as [(Int64, Bool)])
  func aRequestUnderWayMakesAnAbsentReadWrong(service: Int64, isPresent: Bool) throws {
    var scenario = scenario(.last)
    scenario.client.timeout = .milliseconds(50)
    scenario.server.service = .constant(.milliseconds(service))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.copies == 1 && outcome.time == .milliseconds(90))
    #expect(outcome.belief == (isPresent ? .acknowledged : .rejected))
    #expect(outcome.belongs(to: .falseRejection) == !isPresent && !outcome.isLate)
  }

  /// Attempts at 0, 120 and 240 ms, and reads at 60 and 180 ms, each given up after 60 ms. The answer to the first read
  /// comes at 190 ms, when the client waits for that to the second.
  @Test func theAnswerToAnEarlierReadIsNotHeard() throws {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(60)
    scenario.client.retry.attempts = 3
    scenario.client.readBack = .each
    scenario.server.service = .constant(.seconds(10))
    scenario.server.read = .constant(.milliseconds(130))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.attempts == 3 && outcome.time == .milliseconds(300))
  }

  /// A read has a timer of its own, and the attempts that it follows are over.
  @Test func aReadWithoutAnAnswerEndsAtItsOwnTimer() throws {
    var scenario = scenario(.last, attempts: 2)
    scenario.network.request.loss = .always
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(50)))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.attempts == 2)
    #expect(outcome.time == .milliseconds(200 + 50 + 200 + 200))
    // The deadline ends a read as it ends a wait.
    scenario.client.deadline = .milliseconds(500)
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(500))
  }

  /// A failure that is not retried is followed by a read, too; one that a deadline ends is not.
  @Test func whatIsNotRetriedIsReadToo() throws {
    var scenario = scenario(.last, attempts: 4)
    scenario.server.refusal.chance = Probability(0.5)
    scenario.server.refusal.status = .conflict
    scenario.network.response.loss = .never
    for (outcome, _) in try OperationExplorer(scenario).distribution().outcomes
    where outcome.belief != .acknowledged {
      // The read finds nothing, or is refused like the attempt: a 409 rejects anyway.
      #expect(outcome.belief == .rejected && outcome.attempts == 1 && outcome.requests == 2)
    }
  }

  /// With one attempt more allowed, the read before it has the same faults as the last read.
  @Test func theLastReadIsDrawnAsTheReadBeforeARetry() throws {
    var last = scenario(.last)
    last.network.request = Link(
      loss: Probability(0.3), latency: .exponential(mean: .milliseconds(50)))
    last.network.response = last.network.request
    last.server.failsBeforeStore = Probability(0.3)
    var each = last
    each.client.readBack = .each
    each.client.retry.attempts = 2
    func draws(_ scenario: Scenario, _ trial: UInt64) throws -> [Effect<Scenario.Event>] {
      try Tracer(scenario, seed: 9).trace(trial: trial).steps.flatMap(\.effects).filter {
        switch $0 {
        case .chance(let point, _, _): point.isAboutRead
        case .delay(let point, _): point.isAboutRead
        case .schedule, .cancel, .reach: false
        }
      }
    }
    var reads = 0
    for trial in 0..<100 as Range<UInt64> {
      let (one, another) = (try draws(last, trial), try draws(each, trial))
      if !one.isEmpty { reads += 1 }
      #expect(one == another)
    }
    #expect(reads > 20)
  }

  /// With a hedge under way, a failure that is not retried ends the round: the read is the last thing.
  @Test func theReadIsTheLastThingOfARoundWithHedges() throws {
    var scenario = scenario(.last, attempts: 2)
    scenario.client.hedge = Hedge(after: .milliseconds(40))
    scenario.client.retry.retriedStatuses = []
    scenario.server.failsBeforeStore = .always
    let outcome = try TimedTests.outcome(scenario)
    // Sent at 0 and 40 ms; the first 500 comes at 45 ms; the read, which fails like them, ends at 85 ms.
    #expect(outcome.belief == .error && outcome.attempts == 2)
    #expect(outcome.time == .milliseconds(85) && outcome.requests == 3)
  }

  /// A server that answers writes on arrival looks before it answers a read. Each of the two answers is lost with one
  /// half.
  @Test func aReadIsNotAnsweredOnArrival() throws {
    var scenario = scenario(.last)
    scenario.server.acknowledges = .beforeStore
    scenario.network.response.loss = Probability(0.5)
    let outcomes = try OperationExplorer(scenario).distribution().outcomes
    func share(_ belief: Belief) -> Double {
      outcomes.filter { $0.0.belief == belief }.map(\.1).reduce(0, +)
    }
    #expect(share(.acknowledged) == 0.75 && share(.timeout) == 0.25 && share(.rejected) == 0)
  }
}
