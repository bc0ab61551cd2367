import EndToEnd
import Foundation
import Simulation
import Testing

/// What an error status means to a client that stops trying.
@Suite struct StatusMeaningTests {
  /// The server answers every request with a status, and stores nothing.
  private func belief(
    _ code: UInt16, retries: StatusSet = StatusSet.serverErrors.union([.tooManyRequests]),
    takes: StatusMeanings.Meaning? = nil
  ) throws -> Belief {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.server.refusal.chance = .always
    scenario.server.refusal.status = Status(code: code)
    scenario.client.retry.retriedStatuses = retries
    if let takes {
      var meanings = StatusMeanings()
      meanings[Status(code: code)] = takes
      scenario.client.takes = meanings
    }
    return try TimedTests.outcome(scenario).belief
  }

  @Test(arguments: 400...599 as ClosedRange<UInt16>)
  func onlyA4xxThatIsNotRetriedRejects(code: UInt16) throws {
    let asksAgain = [408, 425, 429].contains(code)
    #expect(try belief(code) == (code < 500 && !asksAgain ? .rejected : .error))
    // One that is retried leaves the client in doubt when its tries run out.
    #expect(try belief(code, retries: .all) == .error)
  }

  @Test(arguments: [404, 409, 429, 500, 503] as [UInt16])
  func theMeaningThatTheClientGivesAStatusHolds(code: UInt16) throws {
    for retries in [StatusSet(), .all] {
      #expect(try belief(code, retries: retries, takes: .done) == .acknowledged)
      #expect(try belief(code, retries: retries, takes: .rejected) == .rejected)
      #expect(try belief(code, retries: retries, takes: .unknown) == .error)
    }
  }

  /// A status that means that the write is done ends it at once, also where it would be retried.
  @Test func aStatusThatMeansDoneIsASuccess() throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 4)
    scenario.server.failsAfterStore = .always
    scenario.client.takes = StatusMeanings()
    scenario.client.takes?[.serverError] = .done
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.isClean && outcome.attempts == 1 && outcome.time == .milliseconds(45))
    // Answered at 45 ms and after a timer of 40 ms: only a client that hears late answers hears it.
    scenario.client.timeout = .milliseconds(40)
    scenario.client.retry.attempts = 2
    #expect(try TimedTests.outcome(scenario).belief == .timeout)
    scenario.client.acceptsLateResponses = true
    let late = try TimedTests.outcome(scenario)
    #expect(late.belief == .acknowledged && late.time == .milliseconds(45) && late.copies == 2)
  }

  /// A client that retries the status of a failure alone tries again. A 4xx is in no error log of the server.
  @Test(arguments: [408, 500, 503] as [UInt16])
  func aFailureHasTheStatusThatTheServerSays(code: UInt16) throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 3)
    scenario.server.failsBeforeStore = .always
    scenario.server.failure = .status(Status(code: code))
    scenario.client.retry.retriedStatuses = [Status(code: code)]
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.attempts == 3 && outcome.belief == .error)
    #expect(outcome.evidence == (code >= 500 ? .both : .clientLog))
  }

  /// A request that is turned away is in the server's log, also where the answer is a 4xx.
  @Test(arguments: [429, 503] as [UInt16])
  func aRefusalIsInTheLog(code: UInt16) throws {
    var scenario = TimedTests.scenario(timeout: 200)
    scenario.server.refusal.chance = .always
    scenario.server.refusal.status = Status(code: code)
    #expect(try TimedTests.outcome(scenario).evidence == .both)
  }

  @Test func aMeaningTakesThePlaceOfAnother() {
    var meanings = StatusMeanings()
    meanings[.conflict] = .done
    meanings[.gone] = .rejected
    meanings[.conflict] = .rejected
    #expect(meanings[.conflict] == .rejected && meanings.done.isEmpty)
    meanings[.gone] = nil
    #expect(meanings[.gone] == nil && meanings.statuses == [.conflict])
  }

  // MARK: - A unique constraint on the grid of the essay

  /// The shares of operations that end in a way, by a recursion over what the last attempts were.
  struct Shares: Equatable {
    var acknowledged = 0.0
    var falseRejection = 0.0
    var phantom = 0.0
    var absent = 0.0
  }

  /// q = r = 1 %, a = b = 0.5 %; a 409 fails before storing, but not after.
  private func shares(attempts: Int, stored: Bool = false, isDone: Bool) -> Shares {
    let (q, a, b, r) = (0.01, 0.005, 0.005, 0.01)
    guard attempts > 0 else {
      return stored ? Shares(phantom: 1) : Shares(absent: 1)
    }
    let again = shares(attempts: attempts - 1, stored: stored, isDone: isDone)
    var result = Shares()
    func add(_ shares: Shares, _ mass: Double) {
      result.acknowledged += mass * shares.acknowledged
      result.falseRejection += mass * shares.falseRejection
      result.phantom += mass * shares.phantom
      result.absent += mass * shares.absent
    }
    // Lost, or failed before it is looked at.
    add(again, q + (1 - q) * a)
    let arrives = (1 - q) * (1 - a)
    if stored {
      add(again, arrives * r)
      add(isDone ? Shares(acknowledged: 1) : Shares(falseRejection: 1), arrives * (1 - r))
    } else {
      let untold = b + (1 - b) * r
      let after = shares(attempts: attempts - 1, stored: true, isDone: isDone)
      add(after, arrives * untold)
      add(Shares(acknowledged: 1), arrives * (1 - untold))
    }
    return result
  }

  /// The whole distribution of a blind strategy of four attempts before a unique constraint.
  @Test(arguments: [false, true])
  func aUniqueConstraintRejectsWhatItHasStored(isDone: Bool) throws {
    var scenario = Oracle(q: 0.01, a: 0.005, b: 0.005, r: 0.01, attempts: 4).scenario
    scenario.server.isUnique = true
    if isDone {
      scenario.client.takes = StatusMeanings()
      scenario.client.takes?[.conflict] = .done
    }
    var found = Shares()
    var duplicates = 0.0
    for (outcome, mass) in try OperationExplorer(scenario).distribution().outcomes {
      if outcome.belief == .acknowledged { found.acknowledged += mass }
      if outcome.belongs(to: .falseRejection) { found.falseRejection += mass }
      if outcome.isPhantom { found.phantom += mass }
      if outcome.copies == 0 { found.absent += mass }
      if outcome.isDuplicate { duplicates += mass }
    }
    func isNear(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 1e-9 * other }
    let expected = shares(attempts: 4, isDone: isDone)
    #expect(isNear(found.acknowledged, expected.acknowledged))
    #expect(isNear(found.falseRejection, expected.falseRejection))
    #expect(isNear(found.phantom, expected.phantom))
    #expect(isNear(found.absent, expected.absent))
    #expect(duplicates == 0)
    // The figures of the issue.
    let falseRejection = 0.01494950836794236
    #expect(isNear(expected.falseRejection, isDone ? 0 : falseRejection))
    #expect(isNear(expected.phantom, 4.90885254795482e-7))
    #expect(isNear(expected.absent, 4.995336750625e-8))
    let acknowledged = 0.9850499507934354
    #expect(isNear(expected.acknowledged, isDone ? acknowledged + falseRejection : acknowledged))
  }
}

/// Sets of statuses.
@Suite struct StatusSetTests {
  @Test func aSetContainsWhatWasPutIn() {
    var set: StatusSet = [.conflict, .unavailable]
    #expect(set.contains(.conflict) && set.contains(.unavailable) && !set.contains(.gone))
    #expect(!set.contains(.success) && !set.contains(Status(code: 600)))
    set.insert(Status(code: 599))
    set.insert(Status(code: 400))
    #expect(set.map(\.code) == [400, 409, 503, 599])
    set.subtract([.conflict])
    #expect(set.map(\.code) == [400, 503, 599] && !set.isEmpty && StatusSet().isEmpty)
  }

  @Test func aStatusBelongsToTheClassOfItsHundreds() {
    #expect(StatusSet.clientErrors.map(\.code) == Array(400...499))
    #expect(StatusSet.serverErrors.map(\.code) == Array(500...599))
    #expect(StatusSet.all == StatusSet((400...599).map(Status.init)))
    #expect(StatusSet.all.isSuperset(of: .serverErrors))
    #expect(!StatusSet.serverErrors.isSuperset(of: [.conflict]))
  }

  @Test func byDefaultWhatLeavesTheOutcomeUnknownIsRetried() {
    for policy in [Client().retry, Gateway().retry] {
      #expect(policy.retriesTimeouts && policy.retriedConnectionFailures == .all)
      #expect(policy.retriedStatuses.map(\.code) == [429] + Array(500...599))
    }
    #expect(!Client().acceptsLateResponses && !Gateway().acceptsLateResponses)
  }
}
