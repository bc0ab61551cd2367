import EndToEnd
import Foundation
import Simulation
import Testing

/// Cases in which time decides, each with a result that was worked out by hand.
@Suite struct TimedTests {
  /// A scenario in which nothing fails: 20 ms there, 5 ms service, 20 ms back.
  static func scenario(timeout: Int64, attempts: UInt32 = 1) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(timeout)
    scenario.client.retry.attempts = attempts
    scenario.network.request.latency = .constant(.milliseconds(20))
    scenario.server.service = .constant(.milliseconds(5))
    scenario.network.response.latency = .constant(.milliseconds(20))
    return scenario
  }

  static func outcome(_ scenario: Scenario) throws -> Outcome {
    var sampler = OperationSampler(scenario, seed: 1)
    return try sampler.outcome(ofTrial: 0)
  }

  @Test func aSuccessArrivesAfterAllThreeLatencies() throws {
    let outcome = try Self.outcome(Self.scenario(timeout: 46))
    #expect(outcome.belief == .acknowledged)
    #expect(outcome.time == .milliseconds(45))
    #expect(outcome.copies == 1 && !outcome.isLate)
  }

  /// An answer in the very nanosecond of the timer arrived in time, one a nanosecond later did not: under every
  /// interpreter, for attempts, for reads, behind a gateway and at the deadline.
  @Test(arguments: [0, 1] as [Int64])
  func anAnswerInTheNanosecondOfTheTimerIsInTime(isLateBy nanosecond: Int64) throws {
    let trip = Delay.nanoseconds(45_000_000 - nanosecond)
    var attempt = Self.scenario(timeout: 45)
    attempt.client.timeout = trip
    var deadline = Self.scenario(timeout: 60)
    deadline.client.deadline = trip
    var gateway = Self.scenario(timeout: 200)
    var hop = Gateway()
    hop.timeout = trip
    hop.network = gateway.network
    gateway.gateway = hop
    // Stored at 25 ms, and given up at 40 ms: the answer to the read that follows takes 40 ms.
    var read = Self.scenario(timeout: 40)
    read.client.timeout = .nanoseconds(40_000_000 - nanosecond)
    read.client.readBack = .last
    for scenario in [attempt, deadline, gateway, read] {
      let isInTime = nanosecond == 0
      #expect(try (Self.outcome(scenario).belief == .acknowledged) == isInTime)
      let distribution = try OperationExplorer(scenario).distribution()
      let acknowledged = distribution.outcomes.filter { $0.0.belief == .acknowledged }
      #expect(acknowledged.map(\.1) == (isInTime ? [1] : []))
      let checker = OperationChecker(scenario, mostFaults: nil)
      for finding in [
        try checker.search { $0.isUnsure }, try checker.searchEveryOrder { $0.isUnsure },
      ] {
        if case .holds = finding { #expect(isInTime) } else { #expect(!isInTime) }
      }
    }
  }

  @Test func theRequestOfTheInstantOfTheTimerArrivesFirst() throws {
    let trace = try Tracer(Self.scenario(timeout: 20), seed: 1).trace(trial: 0)
    #expect(trace.steps[2].event == .attemptTimesOut(attempt: 1))
    #expect(trace.steps[1].instant == trace.steps[2].instant)
  }

  @Test func aRequestThatOutlivesItsClientsPatienceStillStores() throws {
    let outcome = try Self.outcome(Self.scenario(timeout: 10))
    #expect(outcome.belief == .timeout)
    #expect(outcome.copies == 1 && outcome.copiesAtDecision == 0)
    #expect(outcome.isLate && outcome.isPhantom)
    #expect(outcome.evidence == .clientLog)
  }

  @Test(arguments: [true, false])
  func aLateSuccessCountsWhileTheClientIsStillTrying(accepts: Bool) throws {
    var scenario = Self.scenario(timeout: 30, attempts: 2)
    scenario.client.acceptsLateResponses = accepts
    let outcome = try Self.outcome(scenario)
    // Sent at 0 and at 30 ms; answered at 45 and at 75 ms; the second timer runs out at 60 ms.
    #expect(outcome.belief == (accepts ? .acknowledged : .timeout))
    #expect(outcome.time == .milliseconds(accepts ? 45 : 60))
    #expect(outcome.copies == 2)
    // At 45 ms only the first request is stored, at 60 ms the second is, too.
    #expect(outcome.copiesAtDecision == (accepts ? 1 : 2))
  }

  @Test func aLateSuccessIsHeardDuringTheBackoffToo() throws {
    var scenario = Self.scenario(timeout: 40, attempts: 2)
    scenario.client.acceptsLateResponses = true
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(100)))
    let outcome = try Self.outcome(scenario)
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(45))
    #expect(outcome.attempts == 1 && outcome.copies == 1)
  }

  @Test func anErrorOfAnEarlierAttemptIsNotHeard() throws {
    var scenario = Self.scenario(timeout: 30, attempts: 2)
    scenario.server.failsAfterStore = .always
    let outcome = try Self.outcome(scenario)
    // The first 500 comes at 45 ms, while the second attempt runs until its timer at 60 ms.
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(60))
    #expect(outcome.copies == 2 && outcome.evidence == .both)
  }

  @Test func theDeadlineEndsAnAttemptAsATimeout() throws {
    var scenario = Self.scenario(timeout: 200, attempts: 9)
    scenario.client.deadline = .milliseconds(44)
    let outcome = try Self.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(44))
    #expect(outcome.isPhantom)
  }

  /// The first attempt is answered 500 at 45 ms. At the deadline nothing is known of the second.
  @Test func theDeadlineDuringARetryIsATimeout() throws {
    var scenario = Self.scenario(timeout: 200, attempts: 2)
    scenario.client.deadline = .milliseconds(60)
    scenario.server.failsBeforeStore = .always
    let outcome = try Self.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.attempts == 2)
  }

  @Test func theDeadlineDuringABackoffLeavesTheLastFailure() throws {
    var scenario = Self.scenario(timeout: 200, attempts: 9)
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(100)))
    scenario.client.deadline = .milliseconds(100)
    scenario.server.failsBeforeStore = .always
    let outcome = try Self.outcome(scenario)
    #expect(outcome.belief == .error && outcome.time == .milliseconds(100))
    #expect(outcome.attempts == 1 && outcome.copies == 0)
  }

  @Test func unboundedAttemptsGoOnUntilTheDeadline() throws {
    var scenario = Self.scenario(timeout: 30)
    scenario.client.retry.attempts = nil
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(20)))
    scenario.client.deadline = .milliseconds(1_000)
    scenario.network.request.loss = .always
    let outcome = try Self.outcome(scenario)
    // At 0, 50, … 1,000 ms: the last just before the deadline of the same instant.
    #expect(outcome.attempts == 21 && outcome.time == .milliseconds(1_000))
  }

  @Test func unboundedAttemptsThatNeverSucceedMeetTheLimitOnEvents() throws {
    var scenario = Self.scenario(timeout: 30)
    scenario.client.retry.attempts = nil
    scenario.network.request.loss = .always
    var sampler = OperationSampler(scenario, seed: 1, eventLimit: 500)
    #expect(throws: SimulationError.events(trial: 7, limit: 500)) {
      try sampler.outcome(ofTrial: 7)
    }
  }

  @Test func aStatusThatIsNotRetriedEndsTheOperation() throws {
    var scenario = Self.scenario(timeout: 200, attempts: 3)
    scenario.network.request.loss = .never
    scenario.client.retry.retriedStatuses = [.serverError]
    scenario.gateway = Gateway()
    scenario.gateway!.timeout = .milliseconds(50)
    scenario.gateway!.network.request.loss = .always
    var outcome = try Self.outcome(scenario)
    // 20 ms to the gateway, 50 ms of waiting, 20 ms back: a 504.
    #expect(outcome.belief == .error && outcome.attempts == 1)
    #expect(outcome.time == .milliseconds(90))
    #expect(outcome.evidence == .both)
    scenario.client.retry.retriedStatuses = [.gatewayTimeout]
    outcome = try Self.outcome(scenario)
    #expect(outcome.attempts == 3 && outcome.time == .milliseconds(270))
  }

  @Test func theGatewayGoesOnAfterItsClientHasGone() throws {
    var scenario = Self.scenario(timeout: 60)
    scenario.gateway = Gateway()
    scenario.gateway!.timeout = .milliseconds(30)
    scenario.gateway!.retry.attempts = 3
    scenario.server.service = .constant(.milliseconds(90))
    // With no network of its own set, it sends on at 20, 50 and 80 ms, the last after its client's
    // timer, and the server stores at 110, 140 and 170 ms.
    let outcome = try Self.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(60))
    #expect(outcome.copies == 3 && outcome.copiesAtDecision == 0)
  }

  /// P(timeout and yet stored) for exponential latencies: the data is always stored, so it is that
  /// of a sum of exponentials with means 20, 5 and 20 ms being longer than 60 ms.
  @Test func aTimeoutAndYetStoredIsTheTailOfAHypoexponential() throws {
    var scenario = Self.scenario(timeout: 60)
    scenario.network.request.latency = .exponential(mean: .milliseconds(20))
    scenario.server.service = .exponential(mean: .milliseconds(5))
    scenario.network.response.latency = .exponential(mean: .milliseconds(20))
    // Density of X + Z, both with rate λ = 1/20, is λ² t e^(−λt); with μ = 1/5 for the service,
    // P(X + Y + Z > t) = e^(−λt) (1 + λt) + ∫₀ᵗ λ² s e^(−λs) e^(−μ(t − s)) ds.
    let lambda = 1.0 / 20
    let mu = 1.0 / 5
    let t = 60.0
    let d = mu - lambda
    let integral =
      lambda * lambda * exp(-mu * t) * ((d * t - 1) * exp(d * t) + 1) / (d * d)
    let tail = exp(-lambda * t) * (1 + lambda * t) + integral
    let trials = 40_000
    var count = 0
    var sampler = OperationSampler(scenario, seed: 5)
    for trial in 0..<UInt64(trials) {
      let outcome = try sampler.outcome(ofTrial: trial)
      if outcome.belief == .timeout {
        #expect(outcome.copies == 1 && outcome.time == .milliseconds(60))
        count += 1
      }
    }
    #expect(Interval(tail, trials).contains(count))
  }

  /// Sent at 0, crashed at once; the answer comes at 45 ms. Back after 30 ms or 60 ms, the client
  /// sends again and is acknowledged 45 ms later: the first answer is ignored, also where late ones are accepted.
  @Test(arguments: [30, 60] as [Int64])
  func anAnswerToACrashedProcessIsIgnored(restartsAfter: Int64) throws {
    var scenario = Self.scenario(timeout: 200, attempts: 2)
    scenario.client.hasOutbox = true
    scenario.client.crashes.chance = Probability(0.5)
    scenario.client.crashes.restartsAfter = .milliseconds(restartsAfter)
    scenario.client.acceptsLateResponses = true
    var sampler = OperationSampler(scenario, seed: 2)
    var crashes = 0
    for trial in 0..<100 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      if outcome.attempts == 1 {
        #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(45))
      } else if outcome.belief == .acknowledged {
        crashes += 1
        #expect(outcome.time == .milliseconds(restartsAfter + 45) && outcome.copies == 2)
        // A crashed process writes nothing down.
        #expect(outcome.evidence == .none)
      } else {
        #expect(outcome.belief == .timeout && outcome.time == .milliseconds(restartsAfter))
      }
    }
    #expect(crashes > 10)
  }

  /// Refused at 20 ms, heard at 40 ms; the second attempt goes 10 ms or, as asked, 300 ms later, and
  /// is heard of 40 ms after that.
  @Test(arguments: [false, true])
  func retryAfterTakesThePlaceOfTheBackoff(honors: Bool) throws {
    var scenario = Self.scenario(timeout: 200, attempts: 2)
    scenario.client.retry.retriedStatuses = [.unavailable]
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(10)))
    scenario.client.retry.honorsRetryAfter = honors
    scenario.server.refusal.chance = .always
    scenario.server.refusal.retryAfter = .milliseconds(300)
    let outcome = try Self.outcome(scenario)
    #expect(outcome.belief == .error && outcome.copies == 0 && outcome.attempts == 2)
    #expect(outcome.time == .milliseconds(honors ? 380 : 90))
    #expect(outcome.evidence == .both)
  }

  /// The wait goes with the status of refusals: a 500 at 45 ms asks for none.
  @Test func anAnswerWithAnotherStatusAsksForNoWait() throws {
    var scenario = Self.scenario(timeout: 200, attempts: 2)
    scenario.client.retry.backoff = Backoff(.fixed(.milliseconds(10)))
    scenario.client.retry.honorsRetryAfter = true
    scenario.server.failsBeforeStore = .always
    scenario.server.refusal.retryAfter = .milliseconds(300)
    #expect(try Self.outcome(scenario).time == .milliseconds(45 + 10 + 45))
  }

  /// There and back through a gateway at no distance: refused at 40 ms, again 300 ms and 40 ms later.
  @Test func aGatewayHonorsRetryAfterToo() throws {
    var scenario = Self.scenario(timeout: 2_000)
    scenario.server.refusal.chance = .always
    scenario.server.refusal.retryAfter = .milliseconds(300)
    var gateway = Gateway()
    gateway.network = scenario.network
    gateway.retry.attempts = 2
    gateway.retry.retriedStatuses = [.unavailable]
    gateway.retry.honorsRetryAfter = true
    scenario.gateway = gateway
    let outcome = try Self.outcome(scenario)
    #expect(outcome.belief == .error && outcome.time == .milliseconds(20 + 40 + 300 + 40 + 20))
  }

  /// Stored at 25 ms, acknowledged at 45 ms, and lost 10 or 50 ms after it was stored.
  @Test(arguments: [10, 50] as [Int64])
  func aFailoverLosesWhatWasAcknowledged(after: Int64) throws {
    var scenario = Self.scenario(timeout: 200)
    scenario.server.failover = .init(loses: .always, after: .milliseconds(after))
    let outcome = try Self.outcome(scenario)
    #expect(outcome.isLost && outcome.time == .milliseconds(45))
    #expect(outcome.copiesAtDecision == (after == 10 ? 0 : 1))
    #expect(outcome.evidence == .none)
  }

  /// The second write of the same copy is lost; the first one is still there.
  @Test func aFailoverLosesACopyOnlyWithItsLastWrite() throws {
    var scenario = Self.scenario(timeout: 30, attempts: 2)
    scenario.client.acceptsLateResponses = true
    scenario.clientChosenID = ClientChosenID()
    scenario.server.failover.loses = Probability(0.5)
    var sampler = OperationSampler(scenario, seed: 4)
    var lost = 0
    for trial in 0..<20_000 as Range<UInt64> where try sampler.outcome(ofTrial: trial).isLost {
      lost += 1
    }
    // Both attempts arrive and store, each is lost with one half, and the client is acknowledged.
    #expect(Interval(0.25, 20_000).contains(lost))
  }
}
