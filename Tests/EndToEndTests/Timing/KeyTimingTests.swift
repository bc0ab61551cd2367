import EndToEnd
import Foundation
import Simulation
import Testing

/// Idempotency keys where requests overlap or come too late.
@Suite struct KeyTimingTests {
  /// The client gives up on an attempt after 40 ms; serving takes 100 ms.
  private func overlapping(_ inFlight: IdempotencyKey.InFlight, attempts: UInt32) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 40, attempts: attempts)
    scenario.client.acceptsLateResponses = true
    scenario.server.service = .constant(.milliseconds(100))
    var key = IdempotencyKey()
    key.inFlight = inFlight
    scenario.key = key
    return scenario
  }

  @Test func aSecondRequestWaitsForTheFirst() throws {
    // Attempts at 0, 40, 80, 120 ms; the first is stored at 120 and its answer is there at 140 ms.
    let outcome = try TimedTests.outcome(overlapping(.wait, attempts: 4))
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(140))
    #expect(outcome.copies == 1)
  }

  @Test func aRequestThatWaitedIsAnsweredWhenTheFirstIsDone() throws {
    var scenario = overlapping(.wait, attempts: 3)
    scenario.client.timeout = .milliseconds(90)
    scenario.network.response.loss = Probability(0.5)
    var sampler = OperationSampler(scenario, seed: 1)
    var times: Set<Int64> = []
    for trial in 0..<60 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      times.insert(outcome.time.nanoseconds / 1_000_000)
      #expect(outcome.copies == 1)
    }
    // The first answer comes at 140 ms, and so does that to the second request, which waited from 110 to 120 ms.
    // If both are lost, the third, sent at 180 ms, is a replay that takes no time: 220 ms. If that is lost, too, the
    // third timer runs out at 270 ms.
    #expect(times == [140, 220, 270])
  }

  @Test func aHolderThatFailsPassesTheKeyToTheNextInLine() throws {
    var scenario = overlapping(.wait, attempts: 3)
    scenario.client.timeout = .milliseconds(90)
    scenario.server.failsBeforeStore = Probability(0.5)
    var sampler = OperationSampler(scenario, seed: 1)
    var ends: Set<[Int64]> = []
    for trial in 0..<80 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      ends.insert([outcome.time.nanoseconds / 1_000_000, Int64(outcome.copies)])
    }
    // Served one after the other, until 120, 220 and 320 ms: the third too late for the client, whose
    // last timer runs out at 270 ms.
    #expect(ends == [[140, 1], [240, 1], [270, 0], [270, 1]])
  }

  @Test func aSecondRequestIsToldOfAConflict() throws {
    // The second, sent at 45 ms, arrives at 65 ms and is answered at once; 409 is there at 85 ms.
    var scenario = overlapping(.conflict, attempts: 2)
    scenario.client.timeout = .milliseconds(45)
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .rejected && outcome.time == .milliseconds(85))
    #expect(outcome.copies == 1 && outcome.isLate)
    // A 409 is by itself no entry of the server's log.
    #expect(outcome.evidence == .clientLog)
  }

  /// N − 1 requests wait for the first. All are answered at one instant, and only the answer to the last is awaited, so
  /// the states grow with N and not with 3ᴺ: the draws of one answer are no part of those of the next.
  @Test(arguments: [2, 8, 30] as [UInt32])
  func anExactSearchBranchesOverOneWaitingRequestAtATime(attempts: UInt32) throws {
    let (a, b, r) = (0.1, 0.2, 0.3)
    var scenario = overlapping(.wait, attempts: attempts)
    scenario.client.acceptsLateResponses = false
    // The last request arrives 5 ms before the first is done; the second would take too long for the client.
    scenario.client.timeout = .milliseconds(50)
    scenario.server.service = .constant(.milliseconds(50 * Int64(attempts - 1) + 5))
    scenario.server.failsBeforeStore = try #require(Probability(a))
    scenario.server.failsAfterStore = try #require(Probability(b))
    scenario.network.response.loss = try #require(Probability(r))
    let distribution = try OperationExplorer(scenario).distribution()
    #expect(distribution.states < 40 * Int(attempts) * Int(attempts))
    func probability(_ isMeant: (Outcome) -> Bool) -> Double {
      distribution.outcomes.reduce(0) { $0 + (isMeant($1.0) ? $1.1 : 0) }
    }
    // The first stores; then the last is answered, whose chances are its own.
    let acknowledged = (1 - a) * (1 - a) * (1 - b) * (1 - r)
    let failed = (1 - a) * (1 - (1 - a) * (1 - b)) * (1 - r)
    #expect(abs(probability { $0.belief == .acknowledged } - acknowledged) < 1e-12)
    #expect(abs(probability { $0.belief == .error } - failed) < 1e-12)
    #expect(abs(probability { $0.copies == 0 } - pow(a, Double(attempts))) < 1e-12)
    #expect(probability { $0.copies > 1 } == 0)
  }

  /// Two requests of which the second may overtake the first: both store, whichever is faster.
  @Test func aRequestThatIsOvertakenInTheRaceIsStoredToo() throws {
    var scenario = TimedTests.scenario(timeout: 30, attempts: 2)
    scenario.server.service = .uniform(from: .milliseconds(40), to: .milliseconds(200))
    scenario.key = IdempotencyKey()
    scenario.key?.inFlight = .race
    var sampler = OperationSampler(scenario, seed: 3)
    for trial in 0..<500 as Range<UInt64> {
      #expect(try sampler.outcome(ofTrial: trial).copies == 2)
    }
  }

  @Test func aSecondRequestThatRacesIsStoredToo() throws {
    let outcome = try TimedTests.outcome(overlapping(.race, attempts: 4))
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(140))
    // Those that arrive at 60 and 100 ms race; that of 120 ms, sent before the answer, arrives at 140 ms,
    // finds the key and is not stored.
    #expect(outcome.copies == 3)
  }

  @Test(arguments: [(60, 2), (90, 1)] as [(Int64, UInt32)])
  func aKeyIsKnownForItsWindow(window: Int64, copies: UInt32) throws {
    // Stored at 25 ms with the response lost; the retry of 80 ms is looked up at 105 ms.
    var scenario = TimedTests.scenario(timeout: 80, attempts: 2)
    scenario.network.response.loss = .always
    var key = IdempotencyKey()
    key.window = .milliseconds(window)
    scenario.key = key
    #expect(try TimedTests.outcome(scenario).copies == copies)
  }

  @Test func aForgottenKeyProtectsNoRetry() throws {
    var scenario = TimedTests.scenario(timeout: 80, attempts: 3)
    scenario.network.response.loss = .always
    var key = IdempotencyKey()
    key.forgets = .always
    scenario.key = key
    #expect(try TimedTests.outcome(scenario).copies == 3)
  }

  @Test func aSavedFailureIsReplayed() throws {
    var scenario = TimedTests.scenario(timeout: 80, attempts: 3)
    scenario.server.failsAfterStore = Probability(0.5)
    var key = IdempotencyKey()
    key.saves = .stored
    scenario.key = key
    var sampler = OperationSampler(scenario, seed: 1)
    for trial in 0..<50 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      // Either the first answer is a success, or no later one is.
      #expect(outcome.copies == 1)
      #expect(outcome.belief == (outcome.attempts == 1 ? .acknowledged : .error))
    }
  }

  /// The probability that a scenario ends acknowledged, which stores exactly one copy in any case.
  private func acknowledged(_ scenario: Scenario) throws -> Double {
    let outcomes = try OperationExplorer(scenario).distribution().outcomes
    #expect(outcomes.allSatisfy { $0.0.copies == 1 })
    return outcomes.filter { $0.0.belief == .acknowledged }.map(\.1).reduce(0, +)
  }

  /// The second request waits from 110 to 120 ms. It is told of a success if the first was one, and if it does not
  /// fail itself: (1 − b)².
  @Test func aSavedFailureIsReplayedToWhatWaited() throws {
    var scenario = overlapping(.wait, attempts: 2)
    scenario.client.timeout = .milliseconds(90)
    scenario.client.acceptsLateResponses = false
    scenario.server.failsAfterStore = Probability(0.5)
    scenario.key?.saves = .stored
    #expect(abs(try acknowledged(scenario) - 0.25) < 1e-12)
  }

  /// Two requests, each answered as it arrives; the second waits for the first from 80 to 90 ms, and is not answered
  /// again then: 1 − r².
  @Test func whatWasAnsweredOnArrivalIsNotAnsweredAgain() throws {
    var scenario = overlapping(.wait, attempts: 2)
    scenario.client.timeout = .milliseconds(60)
    scenario.client.acceptsLateResponses = false
    scenario.server.acknowledges = .beforeStore
    scenario.server.service = .constant(.milliseconds(70))
    scenario.network.response.loss = Probability(0.5)
    #expect(abs(try acknowledged(scenario) - 0.75) < 1e-12)
  }

  /// Requests that arrive at 60 and 100 ms wait, and are answered at 120 ms. Nothing is left of them when the key
  /// expires a second later.
  @Test func allThatWaitAreAnsweredAtOnce() throws {
    var scenario = overlapping(.wait, attempts: 3)
    scenario.key?.window = .seconds(1)
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.copies == 1 && outcome.requests == 3)
  }

  /// A gateway asks twice for each read, which takes too long for it, and no answer reaches the client. The key may be
  /// forgotten before the second write, and not before a read.
  @Test func aReadForgetsNoKey() throws {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(200)
    scenario.client.retry.attempts = 2
    scenario.client.readBack = .each
    scenario.network.response.loss = .always
    scenario.server.read = .constant(.milliseconds(100))
    var gateway = Gateway()
    gateway.timeout = .milliseconds(50)
    gateway.retry.attempts = 2
    scenario.gateway = gateway
    scenario.key = IdempotencyKey()
    scenario.key?.forgets = Probability(0.5)
    let outcomes = try OperationExplorer(scenario).distribution().outcomes
    let duplicates = outcomes.filter { $0.0.copies == 2 }.map(\.1).reduce(0, +)
    #expect(abs(duplicates - 0.5) < 1e-12)
  }

  private func share(
    _ scenario: Scenario, where isCounted: (Outcome) -> Bool
  ) throws -> Double {
    try OperationExplorer(scenario).distribution().outcomes.filter { isCounted($0.0) }
      .map(\.1).reduce(0, +)
  }

  /// Requests arrive at 120, 370 and 620 ms. The first dies and leaves its record in progress, so the second waits. As
  /// the third is sent, at 500 ms, the record is forgotten: the second is executed then, and answered at 600 ms.
  @Test func aForgottenRecordLetsWhatWaitsGoOn() throws {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(250)
    scenario.client.retry.attempts = 3
    scenario.client.acceptsLateResponses = true
    scenario.network.request.latency = .constant(.milliseconds(120))
    scenario.server.service = .constant(.milliseconds(100))
    scenario.server.failure = .silent
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.key = IdempotencyKey()
    scenario.key?.recorded = .inProgress
    scenario.key?.forgets = Probability(0.5)
    var sampler = OperationSampler(scenario, seed: 1)
    let times = try (0..<4_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0).time }
    // It dies, it is not forgotten, then it is, and the second does not die.
    #expect(Interval(0.0625, times.count).contains(times.count { $0 == .milliseconds(600) }))
  }

  /// Attempts at 0, 60 and 120 ms, none of which is answered. A key that is forgotten and recorded again at 60 ms is
  /// known until 160 ms, not until 100 ms: the third stores only if it is forgotten again.
  @Test func aKeyThatIsRecordedAgainHasAWindowOfItsOwn() throws {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(60)
    scenario.client.retry.attempts = 3
    scenario.network.response.loss = .always
    scenario.key = IdempotencyKey()
    scenario.key?.forgets = Probability(0.5)
    scenario.key?.window = .milliseconds(100)
    #expect(abs(try share(scenario) { $0.copies == 3 } - 0.25) < 1e-12)
    // The explorer leaves out an expiry that changes nothing. The sampler does not.
    var sampler = OperationSampler(scenario, seed: 1)
    let copies = try (0..<2_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0).copies }
    #expect(Interval(0.25, copies.count).contains(copies.count { $0 == 3 }))
  }

  /// A server that dies after the data and before its key has nothing to replay, with any rule for saved answers: the second
  /// request stores again.
  @Test func aKeyThatWasNotRecordedSavesNoFailure() throws {
    var scenario = TimedTests.scenario(timeout: 80, attempts: 2)
    scenario.key = IdempotencyKey()
    scenario.key?.recorded = .afterData
    scenario.key?.failsBetween = Probability(0.5)
    scenario.key?.saves = .all
    #expect(abs(try share(scenario) { $0.copies == 2 } - 0.5) < 1e-12)
  }
}
