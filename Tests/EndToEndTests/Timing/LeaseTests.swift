import EndToEnd
import Foundation
import Simulation
import Testing

/// Records in progress: what they keep others from, and what becomes of them when their lease ends.
@Suite struct LeaseTests {
  /// The work takes 10 s, attempts are a minute apart at least, and a request that dies says nothing.
  private func scenario(lease: Delay?, attempts: UInt32 = 4) -> Scenario {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(30)
    scenario.client.acceptsLateResponses = false
    scenario.client.retry.attempts = attempts
    scenario.client.retry.retriedStatuses = [.conflict, .serverError]
    scenario.client.retry.backoff = Backoff(.fixed(.seconds(60)))
    scenario.server.service = .constant(.seconds(10))
    scenario.server.failure = .silent
    var key = IdempotencyKey()
    key.recorded = .inProgress
    key.inFlight = .conflict
    key.lease = lease
    scenario.key = key
    return scenario
  }

  private func share(
    _ scenario: Scenario, _ isCounted: (Outcome) -> Bool
  ) throws -> Double {
    try OperationExplorer(scenario).distribution().outcomes.filter { isCounted($0.0) }
      .map(\.1).reduce(0, +)
  }

  /// With probability p the request dies before it stores. For ever in progress, it decides; under a lease that is over
  /// when the next comes, all attempts have to die.
  @Test(arguments: [(nil, 0.01), (Delay.seconds(3_600), 0.01), (.seconds(30), 1e-8)])
  func aRequestThatDiesLeavesItsRecordUntilTheLeaseEnds(lease: Delay?, unsure: Double) throws {
    var dying = scenario(lease: lease)
    dying.key?.failsBetween = Probability(0.01)
    var failing = scenario(lease: lease)
    failing.server.failsBeforeStore = Probability(0.01)
    for scenario in [dying, failing] {
      #expect(abs(try share(scenario) { $0.isUnsure } - unsure) < 1e-15)
      #expect(try share(scenario) { $0.isLost || $0.isDuplicate || $0.isPhantom } == 0)
      let checker = OperationChecker(scenario, mostFaults: nil)
      guard case .holds = try checker.search(for: { $0.isLost || $0.isDuplicate }) else {
        Issue.record("nothing is lost or stored twice")
        return
      }
      let attempts = try OperationExplorer(scenario).distribution().outcomes
        .map { Double($0.0.attempts) * $0.1 }.reduce(0, +)
      let expected = unsure < 0.01 ? 1.010101 : 1 + 3 * 0.01
      #expect(abs(attempts - expected) < 1e-12)
    }
  }

  /// A server that dies after the data and before the record is completed does the work again under the next lease.
  @Test func aCrashBetweenTheDataAndTheCompletedRecordStoresTwice() throws {
    var scenario = scenario(lease: .seconds(30), attempts: 2)
    scenario.server.failsAfterStore = Probability(0.25)
    #expect(abs(try share(scenario) { $0.isDuplicate } - 0.25) < 1e-15)
    scenario.key?.lease = nil
    #expect(try share(scenario) { $0.isDuplicate } == 0)
    #expect(abs(try share(scenario) { $0.isPhantom } - 0.25) < 1e-15)
    // A failure that is saved completes the record.
    scenario.key?.lease = .seconds(30)
    scenario.key?.saves = .stored
    #expect(try share(scenario) { $0.isDuplicate } == 0)
  }

  /// Attempts at 0 and 90 s; the work takes 100 s. A lease of 60 s is over before that: both store, and the first may
  /// not complete the record of the second. Renewed, the lease lasts as long as the work.
  @Test(arguments: [(60, nil, 2), (60, 20, 1), (120, nil, 1)] as [(Int64, Int64?, UInt32)])
  func aLeaseMayEndWhileTheWorkGoesOn(lease: Int64, renews: Int64?, copies: UInt32) throws {
    var scenario = scenario(lease: .seconds(lease), attempts: 2)
    scenario.server.service = .constant(.seconds(100))
    scenario.key?.renews = renews.map { .seconds($0) }
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.copies == copies)
    let distribution = try OperationExplorer(scenario).distribution()
    #expect(distribution.outcomes.map(\.0.copies) == [copies])
  }

  /// The first holder stores at 100 s, after its lease; the second holds the record then, dies at 190 s, and its own
  /// lease ends at 150 s. So attempt 3 of 180 s stores again: had the first completed the record, it would be replayed.
  @Test func theFormerHolderDoesNotCompleteTheRecordOfTheNext() throws {
    var scenario = scenario(lease: .seconds(60), attempts: 3)
    scenario.server.service = .constant(.seconds(100))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.copies == 3 && outcome.belief == .timeout)
  }

  /// A holder whose lease is over completes its record all the same, if no other has taken over.
  @Test func aHolderWithoutASuccessorCompletesItsRecord() throws {
    var scenario = scenario(lease: .seconds(5), attempts: 2)
    scenario.network.response.loss = .always
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.copies == 1 && outcome.requests == 2)
  }

  /// The lease runs from the last renewal at which the work went on: 20 s of 25 s, so it ends at 80 s. What waits since
  /// 50 s is executed then.
  @Test func theLeaseOfARequestThatFailedEndsAfterItsLastRenewal() throws {
    var scenario = scenario(lease: .seconds(60), attempts: 2)
    scenario.client.timeout = .seconds(50)
    scenario.client.retry.backoff = .none
    scenario.server.service = .constant(.seconds(25))
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.key?.inFlight = .wait
    scenario.key?.renews = .seconds(20)
    var ends: Set<Int64> = []
    var sampler = OperationSampler(scenario, seed: 1)
    for trial in 0..<40 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      #expect(outcome.copies <= 1)
      ends.insert(outcome.time.nanoseconds / 1_000_000_000)
      // The second is executed from 80 to 105 s, when its client has gone.
      if outcome.attempts == 2, outcome.copies == 1 { #expect(outcome.isLate) }
    }
    #expect(ends == [25, 100])
    let trace = try (0..<40 as Range<UInt64>).lazy
      .map { try Tracer(scenario, seed: 1).trace(trial: $0) }
      .first { $0.steps.contains { $0.event == .leaseEnds(record: 1, renewal: 1) } }
    let took = trace?.steps.filter { step in
      step.effects.contains { if case .schedule(.serviceEnds, _) = $0 { true } else { false } }
    }
    #expect(took?.last?.instant == .start + .seconds(80))
  }

  /// A restart leaves the record in progress, and the restarted server knows it.
  @Test func aRestartLeavesTheRecordInProgress() throws {
    var scenario = scenario(lease: nil, attempts: 2)
    var restarts = ServerRestarts()
    restarts.chance = .always
    restarts.lasts = .constant(.seconds(1))
    scenario.server.restarts = restarts
    var outcome = try TimedTests.outcome(scenario)
    #expect(outcome.copies == 0 && outcome.belief == .error && outcome.requests == 2)
    scenario.server.restarts?.forgetsKeys = true
    outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout)
  }

  /// A request that dies leaves its record for a window of 60 s, and the next comes after 90 s: it works again.
  @Test func aWindowEndsARecordInProgress() throws {
    var scenario = scenario(lease: nil, attempts: 2)
    scenario.server.failsBeforeStore = Probability(0.5)
    #expect(abs(try share(scenario) { $0.copies == 0 } - 0.5) < 1e-15)
    scenario.key?.window = .seconds(60)
    #expect(abs(try share(scenario) { $0.copies == 0 } - 0.25) < 1e-15)
  }

  /// A key that remembers successes alone loses its record at an answered failure. A request that dies
  /// cannot.
  @Test(arguments: [(DownAnswer.answered, 0.25), (.silent, 0.5)])
  func aRequestThatDiesTakesNoRecordAway(failure: DownAnswer, absent: Double) throws {
    var scenario = scenario(lease: nil, attempts: 2)
    scenario.server.failure = failure
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.key?.saves = .successOnly
    #expect(abs(try share(scenario) { $0.copies == 0 } - absent) < 1e-15)
  }

  /// Attempts at 0, 90 and 130 s, of which the second takes over the record at 90 s. Should the first fail at 100 s, it
  /// takes back a record that is not its own no more: the third is told of a conflict, and only two can store.
  @Test func theFormerHolderTakesNoRecordAway() throws {
    var scenario = scenario(lease: .seconds(60), attempts: 3)
    scenario.client.retry.backoff = Backoff(.schedule([.seconds(60), .seconds(10)]))
    scenario.server.service = .constant(.seconds(100))
    scenario.server.failure = .answered
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.key?.saves = .successOnly
    #expect(abs(try share(scenario) { $0.copies == 2 } - 0.25) < 1e-15)
    #expect(abs(try share(scenario) { $0.copies == 1 } - 0.5) < 1e-15)
  }

  /// A server that restarts renews no lease of what it worked on: the second attempt works again, and the write ends.
  @Test func aRestartRenewsNoLease() throws {
    var scenario = scenario(lease: .seconds(30), attempts: 2)
    scenario.key?.renews = .seconds(10)
    var restarts = ServerRestarts()
    restarts.chance = .always
    restarts.lasts = .constant(.seconds(1))
    scenario.server.restarts = restarts
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.requests == 2)
  }
}
