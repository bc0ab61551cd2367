import EndToEnd
import Simulation
import Testing

/// A job that compares both sides: when it comes, and what it can and cannot repair.
@Suite struct ReconciliationTests {
  /// 45 ms from a request to its answer, compared within `every` after the decision.
  private func scenario(
    timeout: Int64, attempts: UInt32 = 1, every: Int64, passes: UInt32 = 1
  ) -> Scenario {
    var scenario = TimedTests.scenario(timeout: timeout, attempts: attempts)
    scenario.client.acceptsLateResponses = true
    scenario.reconciliation = Reconciler()
    scenario.reconciliation?.every = .milliseconds(every)
    scenario.reconciliation?.passes = passes
    return scenario
  }

  private func count(
    _ scenario: Scenario, trials: Int = 20_000, where isCounted: (Outcome) -> Bool
  ) throws -> Int {
    var sampler = OperationSampler(scenario, seed: 6)
    var count = 0
    for trial in 0..<UInt64(trials) where isCounted(try sampler.outcome(ofTrial: trial)) {
      count += 1
    }
    return count
  }

  /// The client gives up at 10 ms and the data is stored at 25 ms. One pass comes from 10 to 40 ms, so
  /// half of the time too early; a second one 30 ms later is never too early.
  @Test(arguments: [(1, 0.5), (2, 0)] as [(UInt32, Double)])
  func aRequestAfterTheLastPassIsNotRepaired(passes: UInt32, phantoms: Double) throws {
    let scenario = scenario(timeout: 10, every: 30, passes: passes)
    let count = try count(scenario) { outcome in
      #expect(outcome.time == .milliseconds(10) && outcome.copies == 1 && outcome.isLate)
      #expect(outcome.isPhantom != outcome.hasLearned)
      return outcome.isPhantom
    }
    #expect(Interval(phantoms, 20_000).contains(count))
  }

  /// Stored at 25 ms and, by the second attempt of 30 ms, at 55 ms; acknowledged at 45 ms. A pass
  /// between 45 and 65 ms voids the surplus only if it comes in the second half.
  @Test func aDuplicateMayCompleteItselfAfterThePass() throws {
    let scenario = scenario(timeout: 30, attempts: 2, every: 20)
    let count = try count(scenario) { outcome in
      #expect(outcome.isDuplicate == outcome.isLate && outcome.belief == .acknowledged)
      return outcome.isDuplicate
    }
    #expect(Interval(0.5, 20_000).contains(count))
  }

  @Test func aTrialEndsAfterItsPasses() throws {
    let scenario = scenario(timeout: 60, every: 3_600_000, passes: 1_000)
    let trace = try Tracer(scenario, seed: 1).trace(trial: 0)
    let passes = trace.steps.compactMap { step in
      if case .reconciles(let pass)? = step.event { pass } else { nil }
    }
    #expect(passes == Array(1...1_000))
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(45))
  }

  /// What a pass leaves is on every replica: of two copies, whichever the failover at 100 ms would
  /// have lost, one stays.
  @Test func aFailoverTakesNothingThatAPassHasLeft() throws {
    var scenario = scenario(timeout: 30, attempts: 2, every: 10, passes: 3)
    scenario.server.failover = .init(loses: Probability(0.5), after: .milliseconds(100))
    let clean = try count(scenario) { $0.isClean }
    #expect(clean == 20_000)
    // Without the job both writes are lost in a quarter of the trials.
    scenario.reconciliation = nil
    #expect(Interval(0.25, 20_000).contains(try count(scenario) { $0.isLost }))
  }

  /// The key that a failover has lost with the data is recorded again with it, before the second
  /// request is served at 55 ms: what the job stored is not stored twice.
  @Test func dataThatIsStoredAgainIsKnownByItsKey() throws {
    var scenario = scenario(timeout: 30, attempts: 2, every: 5)
    scenario.server.failover.loses = Probability(0.5)
    scenario.key = IdempotencyKey()
    let clean = try count(scenario) { $0.isClean }
    #expect(clean == 20_000)
  }

  /// Acknowledged at 45 ms and lost; the next edit is stored 10 ms later, and a pass comes within 40.
  @Test func dataThatTheNextEditReplacedIsNotStoredAgain() throws {
    var scenario = scenario(timeout: 100, every: 40)
    scenario.server.failover.loses = .always
    scenario.clientChosenID = ClientChosenID()
    scenario.clientChosenID?.edits = .milliseconds(10)
    let lost = try count(scenario) { outcome in
      #expect(!outcome.isStale)
      return outcome.isLost
    }
    #expect(Interval(0.75, 20_000).contains(lost))
  }

  /// The client's log was written when it gave up, whatever it learns later.
  @Test func theEvidenceIsThatOfTheDecision() throws {
    var scenario = scenario(timeout: 80, attempts: 2, every: 1_000)
    scenario.network.response.loss = .always
    scenario.reconciliation?.repairsDuplicates = false
    scenario.logs.client = .final
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.hasLearned && outcome.isDuplicate && !outcome.isUnsure)
    #expect(outcome.evidence == .clientLog && outcome.time == .milliseconds(160))
  }

  @Test func aLostConfirmIsConfirmedAgain() throws {
    var scenario = scenario(timeout: 100, every: 1_000, passes: 2)
    scenario.reservation = Reservation()
    scenario.reservation?.expires = .milliseconds(200)
    scenario.server.failover = .init(loses: Probability(0.5), after: .milliseconds(300))
    let clean = try count(scenario) { $0.isClean }
    #expect(clean == 20_000)
  }

  /// Stored at 25 and 55 ms; the client stops at 61 ms, and a pass voids one copy by 81 ms. So the copy of 85 ms is one
  /// more than the client left.
  @Test func aCopyAfterTheSurplusIsVoidedIsLate() throws {
    var scenario = scenario(timeout: 30, attempts: 3, every: 20)
    scenario.client.acceptsLateResponses = false
    scenario.client.deadline = .milliseconds(61)
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.copies == 2 && outcome.isLate && outcome.hasLearned)
  }
}
