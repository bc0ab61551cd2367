import EndToEnd
import Foundation
import Simulation
import Testing

/// The times that a request takes on the server: to execute, to answer again, to look, or nothing.
@Suite struct WorkTimeTests {
  /// 20 ms each way, 100 ms of work; a patient client that is never answered the first time.
  private func replaying(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 3)
    scenario.server.service = .constant(.milliseconds(100))
    scenario.key = IdempotencyKey()
    change(&scenario)
    return scenario
  }

  /// The outcomes of a scenario in which each answer is lost with one half, by the number of attempts.
  private func times(_ scenario: Scenario) throws -> [UInt32: Int64] {
    var scenario = scenario
    scenario.network.response.loss = Probability(0.5)
    var times: [UInt32: Int64] = [:]
    for (outcome, _) in try OperationExplorer(scenario).distribution().outcomes
    where outcome.belief == .acknowledged {
      #expect(outcome.copies == 1)
    }
    var sampler = OperationSampler(scenario, seed: 1)
    for trial in 0..<60 as Range<UInt64> {
      let outcome = try sampler.outcome(ofTrial: trial)
      if outcome.belief == .acknowledged {
        times[outcome.attempts] = outcome.time.nanoseconds / 1_000_000
      }
    }
    return times
  }

  @Test func aReplayTakesItsOwnTimeAndNotThatOfTheWork() throws {
    #expect(try times(replaying()) == [1: 140, 2: 240, 3: 440])
    let slower = replaying { $0.server.replay = .constant(.milliseconds(7)) }
    #expect(try times(slower) == [1: 140, 2: 247, 3: 447])
  }

  @Test func aReadTakesItsOwnTime() throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.server.service = .constant(.milliseconds(100))
    scenario.client.readBack = .each
    scenario.network.response.loss = Probability(0.5)
    // The first answer is lost: its timer ends at 200 ms, and the read comes back 40 ms later, or 70.
    for (read, time) in [(0, 240), (30, 270)] as [(Int64, Int64)] {
      scenario.server.read = .constant(.milliseconds(read))
      var sampler = OperationSampler(scenario, seed: 2)
      let outcomes: [Outcome] = try (0..<60).map { try sampler.outcome(ofTrial: $0) }
      let found = outcomes.filter { outcome in
        outcome.attempts == 1 && outcome.belief == .acknowledged
          && outcome.time > Delay.milliseconds(140)
      }
      #expect(!found.isEmpty)
      for outcome in found { #expect(outcome.time == .milliseconds(time)) }
    }
  }

  /// A read that meets either failure tells nothing: of those that are sent, (1 − a)(1 − b) find the data.
  @Test func bothChancesToFailApplyToReadsAndReplays() throws {
    let (a, b) = (0.25, 0.125)
    var reading = TimedTests.scenario(timeout: 200, attempts: 2)
    reading.client.readBack = .each
    reading.server.failsBeforeStore = Probability(a)!
    reading.server.failsAfterStore = Probability(b)!
    let distribution = try OperationExplorer(reading).distribution()
    let found = distribution.outcomes.filter {
      $0.0.belief == .acknowledged && $0.0.attempts == 1 && $0.0.requests == 2
    }
    let share: Double = (1 - a) * b * (1 - a) * (1 - b)
    let mass: Double = found.map(\.1).reduce(0, +)
    #expect(abs(mass - share) < 1e-15)
  }

  /// Attempts at 0, 90 and 180 ms meet at the server; all are answered when the first is done.
  @Test func theRequestsThatWaitedAreAnsweredAtTheInstantAtWhichTheWorkEnds() throws {
    var scenario = replaying()
    scenario.client.timeout = .milliseconds(90)
    scenario.server.service = .constant(.milliseconds(210))
    let trace = try Tracer(scenario, seed: 1).trace(trial: 0)
    let answers = trace.steps.flatMap(\.effects).compactMap { effect -> Int64? in
      guard case .schedule(.responseReachesClient, let arrival) = effect else { return nil }
      return arrival.nanoseconds / 1_000_000
    }
    #expect(answers == [250, 250, 250])
    #expect(try TimedTests.outcome(scenario).time == .milliseconds(250))
  }

  /// With before-store the answer is there after the two ways, however long the work takes; the work may still fail.
  @Test func anEarlyAnswerComesOnArrival() throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.server.service = .constant(.seconds(5))
    scenario.server.acknowledges = .beforeStore
    scenario.server.failsBeforeStore = Probability(0.25)
    for isSilent in [false, true] {
      scenario.server.failure = isSilent ? .silent : .answered
      let distribution = try OperationExplorer(scenario).distribution()
      #expect(distribution.outcomes.count == 2)
      for (outcome, probability) in distribution.outcomes {
        #expect(outcome.belief == .acknowledged && outcome.attempts == 1)
        #expect(probability == (outcome.copies == 0 ? 0.25 : 0.75))
        // No answer tells of it, but the log of a server that does not crash shows it.
        let isLogged = outcome.copies == 0 && !isSilent
        #expect(outcome.evidence == (isLogged ? .serverLog : .none))
      }
      #expect(try TimedTests.outcome(scenario).time == .milliseconds(40))
    }
  }

  /// One write in ten takes 4 s at each of its attempts, so that no retry within 3 s helps; drawn for each attempt
  /// anew, one in a thousand fails three times.
  @Test func aSlowWriteIsSlowAtEachAttempt() throws {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(3)
    scenario.client.acceptsLateResponses = false
    scenario.client.retry.attempts = 3
    scenario.server.service = .empirical(
      Weighted([
        .init(Delay.milliseconds(200), weight: 9), .init(.seconds(4), weight: 1),
      ])!)
    func unsure(_ scenario: Scenario) throws -> Double {
      try OperationExplorer(scenario).distribution().outcomes.filter { $0.0.isUnsure }
        .map(\.1).reduce(0, +)
    }
    #expect(abs(try unsure(scenario) - 0.001) < 1e-15)
    scenario.server.isServiceDrawnOnce = true
    #expect(abs(try unsure(scenario) - 0.1) < 1e-15)
    var sampler = OperationSampler(scenario, seed: 4)
    let outcomes = try (0..<4_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0) }
    #expect(outcomes.allSatisfy { $0.copies == ($0.isUnsure ? 3 : 1) })
    #expect(Interval(0.1, 4_000).contains(outcomes.count { $0.isUnsure }))
    // The search through orders leaves delays open, and cannot keep one.
    #expect(throws: ExplorationError.self) {
      try OperationChecker(scenario, mostFaults: 1).searchEveryOrder { $0.isLost }
    }
    scenario.server.service = .constant(.seconds(4))
    #expect(throws: Never.self) {
      try OperationChecker(scenario, mostFaults: 1).searchEveryOrder { $0.isLost }
    }
  }

  /// One worker: a replay that takes no time still waits for it, and keeps it for its own time.
  @Test func everyKindOfWorkTakesAWorkerForItsOwnTime() throws {
    var scenario = replaying { $0.server.replay = .constant(.milliseconds(10)) }
    scenario.network.response.loss = .always
    var capacity = Capacity()
    capacity.workers = 1
    scenario.server.capacity = capacity
    scenario.clients = Clients(count: 1, arrivals: .together)
    scenario.clients?.lasts = .seconds(1)
    var sampler = FleetSampler(scenario, seed: 1)
    let total = try sampler.run(trial: 0) { _ in }.total
    // One execution of 100 ms and two replays of 10 ms.
    #expect(Int64(total.busyArea) == 120_000_000)
    #expect(total.requests == 3)
  }
}
