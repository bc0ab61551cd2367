import EndToEnd
import Foundation
import Simulation
import Testing

/// Requests that do not wait for the first to fail.
@Suite struct HedgeTests {
  private static let trials = 10_000

  /// 20 ms there, 5 ms of service, 20 ms back.
  private static func scenario(
    after: Int64, attempts: UInt32 = 2, timeout: Int64 = 200, inAll: UInt32? = nil,
    hurries: Bool = false
  ) -> Scenario {
    var scenario = TimedTests.scenario(timeout: timeout, attempts: inAll ?? attempts)
    scenario.client.hedge = Hedge(
      after: .milliseconds(after), attempts: attempts, hurries: hurries)
    return scenario
  }

  /// The request takes an exponential time of mean 80 ms, all else none; timeouts are far away.
  private static func slow(after: Int64, loss: Double = 0, responseLoss: Double = 0) -> Scenario {
    var scenario = scenario(after: after, timeout: 100_000)
    scenario.server.service = .none
    scenario.network.request = Link(
      loss: Probability(loss)!, latency: .exponential(mean: .milliseconds(80)))
    scenario.network.response = Link(loss: Probability(responseLoss)!)
    return scenario
  }

  /// With X and Y exponential, min(X, d + Y) is longer than t with probability exp(−t / m) before d
  /// and exp(−t / m) · exp(−(t − d) / m) from d on.
  @Test(arguments: [1, 40, 100] as [Int64])
  func theLatencyOfAHedgeIsThatOfTheFirstAnswer(after: Int64) throws {
    var sampler = OperationSampler(Self.slow(after: after), seed: 2)
    var times: [Double] = []
    var wrong: [UInt64] = []
    for trial in 0..<UInt64(Self.trials) {
      let outcome = try sampler.outcome(ofTrial: trial)
      if outcome.belief != .acknowledged || outcome.copies != outcome.attempts {
        wrong.append(trial)
      }
      times.append(Double(outcome.time.nanoseconds) / 1e6)
    }
    #expect(wrong.isEmpty)
    let d = Double(after)
    for survival in [0.9, 0.5, 0.25, 0.1, 0.01] {
      // Where the two parts of the distribution meet, both formulas agree.
      let single = -80 * log(survival)
      let quantile = single < d ? single : (d + single) / 2
      let longer = times.count { $0 > quantile }
      #expect(Interval(survival, Self.trials).contains(longer))
    }
  }

  /// The minimum of n exponentials all sent at once, or nearly, has the mean m / n.
  @Test func manyHedgesAreAsFastAsTheFirstOfAll() throws {
    var scenario = Self.slow(after: 1)
    scenario.client.hedge = Hedge(after: .nanoseconds(1), attempts: 32)
    scenario.client.retry.attempts = 32
    var sampler = OperationSampler(scenario, seed: 3)
    var sum = 0.0
    for trial in 0..<2_000 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      #expect(outcome.attempts == 32 && outcome.copies == 32)
      sum += Double(outcome.time.nanoseconds) / 1e6
    }
    // Five standard errors of a mean of 2,000.
    #expect(abs(sum / 2_000 - 2.5) < 5 * 2.5 / 2_000.0.squareRoot())
  }

  /// A hedge is not sent if the first was answered before, with (1 − q) (1 − r) (1 − exp(−d / m)).
  /// Both are stored if the first arrives, sooner or later, the hedge is sent, and arrives, too.
  @Test(arguments: [(0, 0), (0.1, 0.3), (0.4, 0), (0, 1)] as [(Double, Double)])
  func withoutAKeyWhatIsHedgedIsStoredTwice(q: Double, r: Double) throws {
    let scenario = Self.slow(after: 60, loss: q, responseLoss: r)
    var keyed = scenario
    keyed.key = IdempotencyKey()
    let inTime = (1 - r) * (1 - exp(-60.0 / 80))
    var sampler = OperationSampler(scenario, seed: 4)
    var keyedSampler = OperationSampler(keyed, seed: 4)
    var hedged = 0
    var duplicates = 0
    var wrongCopies: [UInt64] = []
    var otherAnswers: [UInt64] = []
    for trial in 0..<UInt64(Self.trials) {
      let outcome = try sampler.outcome(ofTrial: trial)
      let protected = try keyedSampler.outcome(ofTrial: trial)
      if outcome.attempts == 2 { hedged += 1 }
      if outcome.isDuplicate { duplicates += 1 }
      if protected.copies != min(outcome.copies, 1) { wrongCopies.append(trial) }
      if protected.attempts != outcome.attempts || protected.belief != outcome.belief {
        otherAnswers.append(trial)
      }
    }
    #expect(wrongCopies.isEmpty)
    #expect(otherAnswers.isEmpty)
    #expect(Interval(1 - (1 - q) * inTime, Self.trials).contains(hedged))
    #expect(Interval((1 - q) * (1 - inTime) * (1 - q), Self.trials).contains(duplicates))
  }

  /// The answer to the first comes at 45 ms; a hedge due then was planned before it and is sent.
  @Test(arguments: [(44, 2), (45, 2), (46, 1)] as [(Int64, UInt32)])
  func aHedgeAtTheVeryInstantOfTheAnswerIsSent(after: Int64, attempts: UInt32) throws {
    let outcome = try TimedTests.outcome(Self.scenario(after: after))
    #expect(outcome.attempts == attempts && outcome.copies == attempts)
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(45))
    #expect(outcome.isLate == (attempts == 2) && outcome.evidence == .none)
  }

  /// Sent at 0, 10 and 20 ms, each with a timer of 40 ms: the last runs out at 60 ms. Then a new round
  /// after a backoff of 100 ms and again one of 200 ms, of which the first has three requests.
  @Test(arguments: [(3, 60), (4, 200), (6, 220), (7, 460)] as [(UInt32, Int64)])
  func aRoundFailsWithItsLastRequest(inAll: UInt32, time: Int64) throws {
    var scenario = Self.scenario(after: 10, attempts: 3, timeout: 40, inAll: inAll)
    scenario.network.request.loss = .always
    scenario.client.retry.backoff = Backoff(
      .exponential(base: .milliseconds(100), factor: 2, cap: .seconds(9)))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.attempts == inAll && outcome.copies == 0)
    #expect(outcome.time == .milliseconds(time))
  }

  /// The first is answered 500 at 45 ms, before its hedge is due: the retry goes out in its place.
  @Test func aHedgeThatIsDueAfterItsRoundIsNotSent() throws {
    var scenario = Self.scenario(after: 50, inAll: 2)
    scenario.server.failsBeforeStore = .always
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .error && outcome.attempts == 2 && outcome.time == .milliseconds(90))
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(30)))
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(120))
  }

  /// The 500 of the first is there at 45 ms and that of the hedge at 75 ms.
  @Test(arguments: [true, false])
  func onlyAnErrorThatIsRetriedLeavesTheOthersTheirChance(isRetried: Bool) throws {
    var scenario = Self.scenario(after: 30)
    scenario.server.failsAfterStore = .always
    scenario.client.retry.retriedStatuses = isRetried ? [.serverError] : []
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .error && outcome.time == .milliseconds(isRetried ? 75 : 45))
    #expect(outcome.copies == 2 && outcome.copiesAtDecision == (isRetried ? 2 : 1))
  }

  /// Each is lost with one half, or answered 500 after 45 ms; a timer runs out after 100 ms.
  @Test func theBeliefIsThatOfTheLastFailure() throws {
    var scenario = Self.scenario(after: 30, timeout: 100)
    scenario.network.request.loss = Probability(0.5)
    scenario.server.failsBeforeStore = .always
    var sampler = OperationSampler(scenario, seed: 6)
    var errors = 0
    for trial in 0..<UInt64(Self.trials) {
      let outcome = try sampler.outcome(ofTrial: trial)
      if outcome.belief == .error { errors += 1 }
      #expect(outcome.attempts == 2)
    }
    // Both answered: 500 at 75 ms. The first lost: its timer at 100 ms. The hedge lost: at 130 ms.
    #expect(Interval(0.25, Self.trials).contains(errors))
  }

  /// The first answer comes at 45 ms, after both timers, 20 ms after their sending.
  @Test(arguments: [true, false])
  func aLateSuccessCountsDuringALaterRound(accepts: Bool) throws {
    var scenario = Self.scenario(after: 10, timeout: 20, inAll: 4)
    scenario.client.acceptsLateResponses = accepts
    let outcome = try TimedTests.outcome(scenario)
    // Rounds at 0 and 10 ms, 30 and 40 ms; the last timer runs out at 60 ms.
    #expect(outcome.belief == (accepts ? .acknowledged : .timeout))
    #expect(outcome.time == .milliseconds(accepts ? 45 : 60) && outcome.attempts == 4)
  }

  /// When each attempt was sent, in milliseconds.
  private static func sendings(_ scenario: Scenario) throws -> [Int64] {
    var sent: [Int64] = []
    var attempt: UInt32 = 0
    for step in try Tracer(scenario, seed: 1).trace(trial: 0).steps
    where step.state.client.attempt != attempt {
      attempt = step.state.client.attempt
      sent.append(step.instant.nanoseconds / 1_000_000)
    }
    return sent
  }

  /// Each is answered 500 after 45 ms, or not at all; a new round waits for 100 ms.
  @Test(
    arguments: [
      // Before its time, and as the last of all.
      (100, 4, 4, 200, [0, 45, 90, 135], 180),
      // While another is under way: what was due at 60 ms is not sent, its next is due 30 ms later.
      (30, 4, 4, 200, [0, 30, 45, 75], 120),
      // Once all of a round have failed, the retry policy says what follows.
      (100, 2, 4, 200, [0, 45, 190, 235], 280),
      (100, 3, 3, 40, [0, 40, 80], 120),
    ] as [(Int64, UInt32, UInt32, Int64, [Int64], Int64)])
  func aFailureMayHurryTheNext(
    after: Int64, attempts: UInt32, inAll: UInt32, timeout: Int64, sent: [Int64], time: Int64
  ) throws {
    var scenario = Self.scenario(
      after: after, attempts: attempts, timeout: timeout, inAll: inAll, hurries: true)
    scenario.server.failsBeforeStore = .always
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(100)))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.time == .milliseconds(time) && outcome.attempts == inAll)
    #expect(outcome.belief == (timeout < 45 ? .timeout : .error))
    #expect(try Self.sendings(scenario) == sent)
  }

  @Test func onlyAFailureThatIsRetriedHurriesTheNext() throws {
    var scenario = Self.scenario(after: 100, attempts: 4, hurries: true)
    scenario.server.failsBeforeStore = .always
    scenario.client.retry.retriedStatuses = []
    #expect(try Self.sendings(scenario) == [0])
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(45))
  }

  /// Three tokens, of which each failure takes one: the first leaves two, and the next is sent; the second
  /// leaves one, which is not more than one.
  @Test func aThrottleHoldsBackWhatWouldHurry() throws {
    var scenario = Self.scenario(after: 100, attempts: 4, hurries: true)
    scenario.server.failsBeforeStore = .always
    var budget = RetryBudget()
    budget.tokens = .init(3)
    budget.retryCosts = .none
    budget.failureCosts = .init(1)
    budget.retriesAbove = .init(1)
    scenario.client.budget = budget
    #expect(try Self.sendings(scenario) == [0, 45])
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(90))
    // A hedge that is due at 30 ms is sent all the same, and the third, as the first has left two.
    scenario.client.hedge = Hedge(after: .milliseconds(30), attempts: 4, hurries: true)
    #expect(try Self.sendings(scenario) == [0, 30, 45, 75])
    // Two tokens: the first failure, at 45 ms, leaves too few for another.
    scenario.client.budget?.tokens = .init(2)
    #expect(try Self.sendings(scenario) == [0, 30])
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(75))
  }

  /// An open circuit breaker sends nothing, however great the hurry: the operation ends as it would.
  @Test func anOpenCircuitBreakerHoldsBackWhatWouldHurry() throws {
    var scenario = Self.scenario(after: 100, attempts: 4, hurries: true)
    scenario.server.failsBeforeStore = .always
    scenario.client.circuitBreaker = CircuitBreaker()
    scenario.client.circuitBreaker?.failures = 2
    scenario.client.circuitBreaker?.of = 2
    #expect(try Self.sendings(scenario) == [0, 45])
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(90))
  }

  /// Every request is lost and hedged after 50 ms. A crash ends the round: what was due of it is not
  /// sent, and the new process starts another one. So attempts follow each other after 50 ms, or after
  /// a restart of 1 s, and after the timeout of the last one of a round.
  @Test func aCrashEndsTheRound() throws {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.client.hedge = Hedge(after: .milliseconds(50), attempts: 3)
    scenario.client.retry.attempts = 5
    scenario.client.hasOutbox = true
    scenario.client.crashes.chance = Probability(0.4)
    scenario.network.request.loss = .always
    for trial in 0..<200 as Range<UInt64> {
      let trace = try Tracer(scenario, seed: 1).trace(trial: trial)
      var sent: [Instant] = []
      var crashed: [Bool] = []
      for step in trace.steps {
        for case .chance(let point, _, let happened) in step.effects
        where point.scenarioDecision == .clientCrashes {
          sent.append(step.instant)
          crashed.append(happened)
        }
      }
      #expect(sent.count == 5)
      var inRound = 1
      for index in 1..<5 {
        let wait: Delay
        if crashed[index - 1] {
          (wait, inRound) = (.seconds(1), 1)
        } else if inRound < 3 {
          (wait, inRound) = (.milliseconds(50), inRound + 1)
        } else {
          // The last of the round times out 200 ms after it was sent.
          (wait, inRound) = (.milliseconds(200), 1)
        }
        #expect(sent[index] == sent[index - 1] + wait)
      }
    }
  }
}
