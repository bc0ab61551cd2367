import EndToEnd
import Simulation
import Testing

/// A write in two steps, where time decides and where closed forms say what comes of it.
@Suite struct ReservationTests {
  /// 45 ms from a request to its answer; nothing fails.
  private func scenario(timeout: Int64, attempts: UInt32 = 1, expires: Int64) -> Scenario {
    var scenario = TimedTests.scenario(timeout: timeout, attempts: attempts)
    scenario.reservation = Reservation()
    scenario.reservation!.expires = .milliseconds(expires)
    return scenario
  }

  /// Reserved at 25 ms, confirmed at 70 ms: 45 ms later.
  @Test(arguments: [(45, true), (46, false)] as [(Int64, Bool)])
  func aReservationThatExpiresFirstCannotBeConfirmed(expires: Int64, isGone: Bool) throws {
    // At the very instant of the expiry, which was scheduled first, it is gone.
    let outcome = try TimedTests.outcome(scenario(timeout: 100, expires: expires))
    #expect(outcome.time == .milliseconds(90) && outcome.attempts == 2)
    #expect(outcome.belief == (isGone ? .rejected : .acknowledged))
    #expect(outcome.copies == (isGone ? 0 : 1) && !outcome.isDisagreement && !outcome.isLate)
    #expect(outcome.evidence == (isGone ? .clientLog : .none))
  }

  @Test func aConfirmedReservationDoesNotExpire() throws {
    var scenario = scenario(timeout: 100, attempts: 3, expires: 60)
    scenario.network.response.loss = Probability(0.5)
    var sampler = OperationSampler(scenario, seed: 1)
    var confirmedAgain = 0
    for trial in 0..<300 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      // A confirm comes right after the answer to a reserve, so it is in time.
      #expect(outcome.belief == .acknowledged ? outcome.copies == 1 : outcome.copies <= 1)
      // Its repetitions come when the reservation would have expired long ago.
      if outcome.belief == .acknowledged, outcome.time >= .milliseconds(190) { confirmedAgain += 1 }
    }
    #expect(confirmedAgain > 50)
  }

  @Test func retriesAndHedgesOfAReserveDuplicateNothing() throws {
    for hedge in [nil, Hedge(after: .milliseconds(10), attempts: 4)] {
      var scenario = scenario(timeout: 60, attempts: 4, expires: 100_000)
      scenario.client.hedge = hedge
      scenario.network.request.latency = .exponential(mean: .milliseconds(30))
      scenario.network.response.loss = Probability(0.3)
      scenario.server.failsAfterStore = Probability(0.3)
      var sampler = OperationSampler(scenario, seed: 3)
      for trial in 0..<2_000 as Range<UInt64> {
        let outcome = try sampler.outcome(ofTrial: trial)
        #expect(outcome.copies <= 1 && !outcome.isLost)
      }
    }
  }

  /// Reserves at 0 and 30 ms, of which the first is answered at 45 ms; confirms at 45 ms and, when the
  /// answer to the second reserve comes and the timer runs out, at 75 ms; answered at 90 ms.
  @Test func aLateAnswerToAReserveIsNoAnswerToTheConfirm() throws {
    var hearing = scenario(timeout: 30, attempts: 2, expires: 1_000)
    hearing.client.acceptsLateResponses = true
    let late = try TimedTests.outcome(hearing)
    #expect(late.belief == .acknowledged && late.time == .milliseconds(90))
    #expect(late.attempts == 4 && late.copies == 1)
    let outcome = try TimedTests.outcome(scenario(timeout: 30, attempts: 2, expires: 1_000))
    // It never gets to confirm, and both reservations expire.
    #expect(outcome.belief == .timeout && outcome.copies == 0 && outcome.attempts == 2)
  }

  /// Between the steps there is nothing yet: a client that ends there leaves nothing.
  @Test(arguments: [(44, 0), (69, 0), (70, 1), (71, 1)] as [(Int64, UInt32)])
  func aDeadlineBetweenTheStepsLeavesNothing(deadline: Int64, copies: UInt32) throws {
    var scenario = scenario(timeout: 1_000, expires: 1_000)
    scenario.client.deadline = .milliseconds(deadline)
    scenario.client.propagatesDeadline = true
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(deadline))
    #expect(outcome.copies == copies && !outcome.isLate)
  }

  @Test func aCrashBetweenTheStepsLeavesNothing() throws {
    var scenario = scenario(timeout: 200, expires: 1_000)
    scenario.client.crashes.chance = .always
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.copies == 0 && outcome.attempts == 1)
  }

  /// An outbox holds the reservation too: the new process confirms it and does not reserve again.
  @Test func anOutboxGoesOnWithTheReservation() throws {
    var scenario = scenario(timeout: 200, attempts: 2, expires: 10_000)
    scenario.client.hasOutbox = true
    scenario.client.crashes.chance = Probability(0.5)
    scenario.client.crashes.restartsAfter = .milliseconds(500)
    let tracer = Tracer(scenario, seed: 2)
    var seen = 0
    for trial in 0..<100 as Range<UInt64> {
      let states = try tracer.trace(trial: trial).steps.map(\.state)
      let isBack = zip(states, states.dropFirst()).contains {
        $0.client.phase == .crashed && $0.client.reservation == 1 && $1.client.phase != .crashed
      }
      if isBack {
        seen += 1
        #expect(states.last?.client.reservation == 1)
      }
    }
    #expect(seen > 10)
  }

  /// Stored and confirmed; the reserve's or the confirm's write is lost after 10 ms, in time for a
  /// second confirm or not.
  @Test func aFailoverLosesTheConfirmOrTheReservation() throws {
    var scenario = scenario(timeout: 30, expires: 10_000)
    scenario.client.timeout = .milliseconds(200)
    scenario.server.failover = .init(loses: Probability(0.5), after: .milliseconds(100))
    var sampler = OperationSampler(scenario, seed: 4)
    var lost = 0
    for trial in 0..<20_000 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      #expect(outcome.belief == .acknowledged && outcome.copiesAtDecision == 1)
      if outcome.isLost { lost += 1 }
    }
    // Acknowledged at 90 ms; what was written at 25 ms and at 70 ms is lost at 125 ms and 170 ms.
    #expect(Interval(0.75, 20_000).contains(lost))
  }

  /// With one attempt a step: reserved and acknowledged with s = (1 − q)(1 − a)(1 − b)(1 − r), and
  /// after the confirm a phantom with s (1 − q)(1 − a)(1 − (1 − b)(1 − r)).
  @Test func aPhantomIsAConfirmWhoseAnswerIsLost() throws {
    let (q, a, b, r) = (0.1, 0.2, 0.15, 0.25)
    let oracle = Oracle(q: q, a: a, b: b, r: r, reserves: true)
    let stored = (1 - q) * (1 - a)
    let told = (1 - b) * (1 - r)
    let phantom = stored * told * stored * (1 - told)
    let clean = stored * told * stored * told
    var shares = (phantom: 0.0, clean: 0.0, none: 0.0)
    for (outcome, probability) in try OperationExplorer(oracle.scenario).distribution().outcomes {
      if outcome.isPhantom {
        shares.phantom += probability
      } else if outcome.copies == 1 {
        #expect(outcome.belief == .acknowledged)
        shares.clean += probability
      } else {
        #expect(outcome.copies == 0 && outcome.belief != .acknowledged)
        shares.none += probability
      }
    }
    #expect(abs(shares.phantom - phantom) < 1e-12)
    #expect(abs(shares.clean - clean) < 1e-12)
    #expect(abs(shares.none - (1 - stored * told * stored)) < 1e-12)
    // The oracle of the other tests says the same.
    let endings = oracle.endings().filter { $0.key.belief != .acknowledged && $0.key.copies == 1 }
    #expect(abs(endings.values.reduce(0, +) - phantom) < 1e-12)
  }

  /// Requests arrive at 20, 80 and 190 ms. The first two race, and reserve at 120 and 180 ms. The third is told of the
  /// reservation made first, which has expired at 300 ms, when it is to be confirmed at 330 ms.
  @Test(arguments: [(180, 0), (220, 1)] as [(Int64, UInt32)])
  func aReplayNamesTheReservationMadeFirst(expires: Int64, copies: UInt32) throws {
    var scenario = scenario(timeout: 60, attempts: 3, expires: expires)
    scenario.client.retry.backoff = Backoff(.schedule([.zero, .milliseconds(50)]))
    scenario.server.service = .constant(.milliseconds(100))
    scenario.key = IdempotencyKey()
    scenario.key?.inFlight = .race
    #expect(try TimedTests.outcome(scenario).copies == copies)
  }
}
