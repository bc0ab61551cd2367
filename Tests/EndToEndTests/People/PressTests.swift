import EndToEnd
import Simulation
import Testing

/// Cases in which the person's timing decides, each with a result that was worked out by hand.
@Suite struct PressTests {
  /// 20 ms there, 5 ms service, 20 ms back; the person presses twice, 10 ms apart.
  private static func doublePress() -> Scenario {
    var scenario = TimedTests.scenario(timeout: 200)
    scenario.person = Person()
    scenario.person?.pressesTwice = .init(chance: .always, after: .constant(.milliseconds(10)))
    return scenario
  }

  @Test func pressingTwiceStoresTwice() throws {
    let outcome = try TimedTests.outcome(Self.doublePress())
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(45))
    #expect(outcome.copies == 2 && outcome.submissions == 2 && outcome.attempts == 2)
    #expect(outcome.isDuplicateByResubmission && !outcome.isDuplicateByRetry)
    // At 45 ms the second request, there since 30 ms, is stored as well: at 35 ms.
    #expect(!outcome.isLate)
  }

  @Test func aKeyOfEachPressDoesNotHelp() throws {
    var scenario = Self.doublePress()
    scenario.key = IdempotencyKey()
    #expect(try TimedTests.outcome(scenario).isDuplicateByResubmission)
  }

  @Test(arguments: IdempotencyKey.InFlight.allCases)
  func aKeyOfTheIntentionMeetsTheFirstInFlight(inFlight: IdempotencyKey.InFlight) throws {
    var scenario = Self.doublePress()
    scenario.server.service = .constant(.milliseconds(50))
    scenario.key = IdempotencyKey()
    scenario.key?.scope = .intention
    scenario.key?.inFlight = inFlight
    let outcome = try TimedTests.outcome(scenario)
    // The first is served from 20 to 70 ms; the second arrives at 30 ms.
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(90))
    switch inFlight {
    case .wait:
      #expect(outcome.copies == 1 && outcome.evidence == .none)
    case .conflict:
      // The second press sees a 409 at 50 ms, and the person still looks on.
      #expect(outcome.copies == 1 && outcome.evidence == .clientLog)
    case .race:
      #expect(outcome.copies == 2 && outcome.isDuplicateByResubmission)
    }
  }

  @Test func aPersonWithAnAnswerDoesNotPressAgain() throws {
    var scenario = Self.doublePress()
    scenario.person?.pressesTwice.after = .constant(.milliseconds(46))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.submissions == 1 && outcome.copies == 1)
  }

  @Test func theSecondOfTwoPressesCanBeTheOneThatIsAnswered() throws {
    var scenario = Self.doublePress()
    // Half of all answers are lost; in some trial it is that of the first press alone.
    scenario.network.response.loss = Probability(0.5)
    var sampler = OperationSampler(scenario, seed: 1)
    let outcomes = try (0..<100).map { try sampler.outcome(ofTrial: $0) }
    let first = outcomes.filter { $0.time == .milliseconds(45) }
    let second = outcomes.filter { $0.time == .milliseconds(55) }
    let neither = outcomes.filter { $0.belief == .timeout }
    #expect(first.count + second.count + neither.count == 100)
    #expect(!second.isEmpty && second.allSatisfy { $0.belief == .acknowledged })
    // The timer of the second press ends last.
    #expect(!neither.isEmpty && neither.allSatisfy { $0.time == .milliseconds(210) })
  }

  @Test func theClientOfAClosedPageIsUnsure() throws {
    var scenario = TimedTests.scenario(timeout: 200)
    scenario.person = Person()
    scenario.person?.closesPage = .init(chance: .always, after: .constant(.milliseconds(30)))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(30))
    #expect(outcome.copies == 1 && outcome.isPhantom && !outcome.isLate)
    #expect(outcome.evidence == .none)

    // Who comes back presses again, and closes that page just as well.
    scenario.person?.resubmits = .always
    scenario.person?.mostSubmissions = 3
    scenario.person?.after = .constant(.milliseconds(100))
    let stubborn = try TimedTests.outcome(scenario)
    #expect(stubborn.submissions == 3 && stubborn.copies == 3)
    #expect(stubborn.time == .milliseconds(290))
  }

  @Test func anOutboxOutlivesThePage() throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.client.hasOutbox = true
    scenario.client.crashes.restartsAfter = .milliseconds(500)
    scenario.person = Person()
    scenario.person?.closesPage = .init(chance: .always, after: .constant(.milliseconds(30)))
    let outcome = try TimedTests.outcome(scenario)
    // It sends again at 530 ms.
    #expect(outcome.belief == .acknowledged && outcome.time == .milliseconds(575))
    #expect(outcome.copies == 2 && outcome.isDuplicateByRetry && outcome.submissions == 1)
  }

  @Test func aReadThatIsNotAwaitedIsNotAskedAgain() throws {
    var scenario = TimedTests.scenario(timeout: 40, attempts: 2)
    scenario.client.readBack = .each
    scenario.client.acceptsLateResponses = false
    scenario.client.hasOutbox = true
    scenario.client.crashes.restartsAfter = .milliseconds(10)
    scenario.person = Person()
    // The read leaves at 40 ms, and the page is closed at 60.
    scenario.person?.closesPage = .init(chance: .always, after: .constant(.milliseconds(60)))
    let trace = try Tracer(Intention(scenario), seed: 1).trace(trial: 0)
    let sent = trace.steps.flatMap(\.effects).compactMap { deed -> Request.Kind? in
      guard case .schedule(.operation(_, .requestReachesServer(let request)), _) = deed else {
        return nil
      }
      return request.kind
    }
    #expect(sent == [.write, .read, .write])
  }

  @Test func aPersonWhoIsToldMeanwhileDoesNotPressAgain() throws {
    var scenario = TimedTests.scenario(timeout: 30)
    scenario.reconciliation = Reconciler()
    scenario.reconciliation?.every = .milliseconds(100)
    scenario.person = Person()
    scenario.person?.resubmits = .always
    scenario.person?.after = .constant(.seconds(1))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.submissions == 1 && outcome.copies == 1 && outcome.hasLearned)
    #expect(outcome.time > .milliseconds(30) && outcome.time <= .milliseconds(130))

    scenario.person?.after = .none
    let hasty = try TimedTests.outcome(scenario)
    #expect(hasty.submissions > 1 && hasty.copies == hasty.submissions)
  }

  @Test func theDeadlineIsThatOfEachPress() throws {
    // The first press has its deadline at 60 ms; the second, on the same key, is served after it.
    var scenario = TimedTests.scenario(timeout: 50)
    scenario.server.service = .constant(.milliseconds(30))
    scenario.client.deadline = .milliseconds(60)
    scenario.client.propagatesDeadline = true
    scenario.key = IdempotencyKey()
    scenario.key?.scope = .intention
    scenario.person = Person()
    scenario.person?.pressesTwice = .init(chance: .always, after: .constant(.milliseconds(15)))
    let outcome = try TimedTests.outcome(scenario)
    // The first is stored at 50 ms, which its client, whose timer is over, does not hear; the second is
    // there at 35 ms, waits until 50, and would be served at 80: past its deadline at 75.
    #expect(outcome.belief == .timeout && outcome.copies == 1)
    #expect(outcome.requests == 2 && outcome.submissions == 2)
  }

  @Test func onePersonsPressesShareABudget() throws {
    var scenario = TimedTests.scenario(timeout: 50, attempts: 5)
    scenario.network.request.loss = .always
    scenario.client.budget = RetryBudget()
    scenario.client.budget?.tokens = .init(3)
    scenario.client.budget?.ratio = .none
    scenario.person = Person()
    scenario.person?.resubmits = .always
    scenario.person?.mostSubmissions = 4
    // Three retries in all, whichever press they belong to.
    #expect(try TimedTests.outcome(scenario).attempts == 4 + 3)
  }

  @Test func anOutageIsThereForTheNextPressToo() throws {
    var scenario = TimedTests.scenario(timeout: 100)
    var outage = Outage()
    outage.chance = .always
    outage.lasts = .constant(.seconds(10))
    scenario.server.outage = outage
    scenario.person = Person()
    scenario.person?.resubmits = .always
    scenario.person?.after = .constant(.milliseconds(900))
    scenario.person?.mostSubmissions = 20
    var sampler = OperationSampler(scenario, seed: 1)
    var presses: Set<UInt32> = []
    for trial in 0..<200 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      // A press a second, until the first that the server is up for.
      #expect(outcome.belief == .acknowledged && outcome.copies == 1)
      presses.insert(outcome.submissions)
    }
    #expect(presses == Set(1...11) || presses == Set(2...11))
  }

  @Test(arguments: [false, true])
  func aRestartLosesWhatBothPressesSent(onOneKey: Bool) throws {
    var scenario = Self.doublePress()
    scenario.server.service = .constant(.milliseconds(50))
    var restarts = ServerRestarts()
    restarts.chance = Probability(0.5)
    restarts.lasts = .constant(.seconds(1))
    scenario.server.restarts = restarts
    if onOneKey {
      scenario.key = IdempotencyKey()
      scenario.key?.scope = .intention
      scenario.key?.inFlight = .race
    }
    var sampler = OperationSampler(scenario, seed: 1)
    var copies: [UInt32: Int] = [:]
    for trial in 0..<400 as Range<UInt64> {
      copies[try sampler.outcome(ofTrial: trial).copies, default: 0] += 1
    }
    // Served from 20 to 70 and from 30 to 80 ms: a restart during the first, or before 70 during the
    // second, loses both; later during the second, only that.
    let neither = copies[0] ?? 0
    let one = copies[1] ?? 0
    let both = copies[2] ?? 0
    #expect(Interval(0.25, 400).contains(both))
    #expect(Interval(0.5 + 0.5 * 0.5 * 0.8, 400).contains(neither))
    #expect(Interval(0.5 * 0.5 * 0.2, 400).contains(one))
  }

  /// The first press fails with one half, at 45 ms. The second comes at 245 ms, with a deadline of its own: that of the
  /// first, at 100 ms, is not its own, though both share one key.
  @Test func aSecondPressHasADeadlineOfItsOwn() throws {
    var scenario = TimedTests.scenario(timeout: 200)
    scenario.client.deadline = .milliseconds(100)
    scenario.client.propagatesDeadline = true
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.key = IdempotencyKey()
    scenario.key?.scope = .intention
    scenario.person = Person()
    scenario.person?.resubmits = .always
    scenario.person?.after = .constant(.milliseconds(200))
    scenario.person?.mostSubmissions = 2
    var sampler = OperationSampler(scenario, seed: 1)
    let outcomes = try (0..<2_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0) }
    #expect(Interval(0.75, outcomes.count).contains(outcomes.count { $0.copies == 1 }))
  }

  /// Answered after 120 ms, and pressed again 200 ms later on a new page. The first page would have been closed at
  /// 350 ms, when the second is open and waits until 440 ms.
  @Test func onlyThePageThatIsOpenIsClosed() throws {
    var scenario = TimedTests.scenario(timeout: 200)
    scenario.server.service = .constant(.milliseconds(80))
    scenario.server.failsBeforeStore = Probability(0.5)
    scenario.person = Person()
    scenario.person?.resubmits = .always
    scenario.person?.after = .constant(.milliseconds(200))
    scenario.person?.mostSubmissions = 2
    scenario.person?.closesPage = .init(chance: .always, after: .constant(.milliseconds(350)))
    var sampler = OperationSampler(scenario, seed: 1)
    let outcomes = try (0..<2_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0) }
    let acknowledged = outcomes.count { $0.belief == .acknowledged }
    #expect(Interval(0.75, outcomes.count).contains(acknowledged))
  }

  /// A page on which the person presses twice is closed as long after it was opened as any other.
  @Test func aSecondPressOpensNoOtherPage() throws {
    var scenario = Self.doublePress()
    scenario.server.service = .constant(.milliseconds(80))
    scenario.person?.closesPage = .init(chance: .always, after: .constant(.milliseconds(50)))
    let outcome = try TimedTests.outcome(scenario)
    #expect(outcome.time == .milliseconds(50) && outcome.submissions == 2)
    #expect(outcome.belief == .timeout && outcome.copies == 2)
  }
}
