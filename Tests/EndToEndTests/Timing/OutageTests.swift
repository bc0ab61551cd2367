import EndToEnd
import Foundation
import Simulation
import Testing

/// Servers that are down for one operation, by closed forms and by hand.
@Suite struct OutageTests {
  /// A server that is down with a chance of 0.4, for a client that sends at 0, 1.2 and 3.6 s.
  private static func scenario(_ lasts: Latency, answers: DownAnswer = .nothing) -> Scenario {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 3)
    scenario.client.retry.backoff = Backoff(.schedule([.seconds(1), .milliseconds(2_200)]))
    scenario.server.outage = Outage()
    scenario.server.outage?.chance = Probability(0.4)
    scenario.server.outage?.lasts = lasts
    scenario.server.outage?.answers = answers
    return scenario
  }

  private static func outcomes(_ scenario: Scenario, _ trials: Int = 40_000) throws -> [Outcome] {
    var sampler = OperationSampler(scenario, seed: 5)
    return try (0..<UInt64(trials)).map { trial in try sampler.outcome(ofTrial: trial) }
  }

  /// What is left of an outage of length L is longer than t with probability 1 − t / L.
  @Test func attemptsFallIntoAnOutageAsTheirScheduleSays() throws {
    let outcomes = try Self.outcomes(Self.scenario(.constant(.seconds(8))))
    // The requests arrive 20 ms after they were sent.
    let arrivals = [0.02, 1.22, 3.62]
    for (index, arrival) in arrivals.enumerated() {
      let failed = outcomes.count { $0.attempts > index + 1 || $0.isUnsure }
      #expect(Interval(0.4 * (1 - arrival / 8), outcomes.count).contains(failed))
    }
    #expect(outcomes.allSatisfy { $0.isUnsure == ($0.copies == 0) && $0.requests == $0.attempts })
  }

  /// Lengths that are themselves uniform up to b: P(rest > t) = 1 − t / b + t / b · ln(t / b).
  @Test func theRestIsUniformInALengthThatIsDrawn() throws {
    let scenario = Self.scenario(.uniform(from: .zero, to: .seconds(8)))
    let outcomes = try Self.outcomes(scenario)
    let share = 3.62 / 8
    let failed = outcomes.count { $0.isUnsure }
    #expect(Interval(0.4 * (1 - share + share * log(share)), outcomes.count).contains(failed))
  }

  /// Whatever a strategy does, the same trials meet the same outages.
  @Test func everyStrategyMeetsTheSameOutages() throws {
    let patient = Self.scenario(.exponential(mean: .seconds(4)))
    var hasty = patient
    hasty.client.retry.attempts = 1
    hasty.gateway = Gateway()
    for (one, other) in zip(try Self.outcomes(patient, 2_000), try Self.outcomes(hasty, 2_000)) {
      if one.isUnsure { #expect(other.isUnsure) }
      if other.belief == .acknowledged, one.attempts > 1 {
        // The gateway is as far as the server was; only an outage that ends meanwhile tells them apart.
        #expect(one.attempts == 2)
      }
    }
  }

  @Test(arguments: [.nothing, .status(.unavailable)] as [DownAnswer])
  func aServerThatAnswersMayLog(answers: DownAnswer) throws {
    var scenario = Self.scenario(.constant(.seconds(10_000)), answers: answers)
    scenario.server.outage?.chance = .always
    scenario.client.retry.retriedStatuses = [.unavailable]
    let outcome = try Self.outcomes(scenario, 1)[0]
    #expect(outcome.attempts == 3 && outcome.requests == 3 && outcome.copies == 0)
    #expect(outcome.belief == (answers == .nothing ? .timeout : .error))
    #expect(outcome.evidence == (answers == .nothing ? .clientLog : .both))
    // Two answers that come at once and two waits, or three times nothing.
    let time: Int64 = answers == .nothing ? 3_800 : 3 * 40 + 3_200
    #expect(outcome.time == .milliseconds(time))
  }

  /// The wait that a refusal asks for goes with its status.
  @Test func anAnswerMeanwhileMayAskForAWait() throws {
    var scenario = Self.scenario(.constant(.seconds(10_000)), answers: .status(.unavailable))
    scenario.server.outage?.chance = .always
    scenario.server.refusal.retryAfter = .seconds(7)
    scenario.client.retry.retriedStatuses = [.unavailable]
    scenario.client.retry.honorsRetryAfter = true
    #expect(try Self.outcomes(scenario, 1)[0].time == .milliseconds(3 * 40 + 14_000))
  }

  /// Sent at 0 and hedged at 2 ms, both are in service when the first is struck.
  @Test(arguments: [.nothing, .status(.unavailable)] as [DownAnswer])
  func aRestartLosesAllThatIsServed(answers: DownAnswer) throws {
    var scenario = TimedTests.scenario(timeout: 200, attempts: 2)
    scenario.client.hedge = Hedge(after: .milliseconds(2))
    scenario.server.service = .constant(.milliseconds(100))
    scenario.client.retry.retriedStatuses = [.unavailable]
    scenario.server.restarts = ServerRestarts()
    scenario.server.restarts?.chance = Probability(0.5)
    scenario.server.restarts?.lasts = .constant(.seconds(1))
    scenario.server.restarts?.answers = answers
    var seen = 0
    for trial in 0..<40 as Range<UInt64> {
      let trace = try Tracer(scenario, seed: 1).trace(trial: trial)
      let strike = trace.steps.firstIndex { step in
        if case .serverRestarts = step.event { true } else { false }
      }
      guard let strike, trace.steps[strike - 1].state.server.inService.count == 2 else { continue }
      seen += 1
      let state = trace.steps[strike].state.server
      #expect(state.inService.isEmpty && state.downtime == .restart)
      let answered = trace.steps[strike].effects.count { deed in
        if case .schedule(.responseReachesClient, _) = deed { true } else { false }
      }
      #expect(answered == (answers == .nothing ? 0 : 2))
      // What the lost services would have done is not done, and nothing comes after the second attempt.
      #expect(trace.steps.last?.state.server.copies == 0)
      #expect(trace.steps.last?.state.server.downtime == nil)
    }
    #expect(seen > 5)
  }

  /// A second request that waits for the key of the first is lost with it.
  @Test func aRestartFreesTheKeyThatItInterrupts() throws {
    var scenario = TimedTests.scenario(timeout: 50, attempts: 3)
    scenario.server.service = .constant(.milliseconds(100))
    scenario.key = IdempotencyKey()
    scenario.server.restarts = ServerRestarts()
    scenario.server.restarts?.chance = Probability(0.5)
    scenario.server.restarts?.lasts = .constant(.milliseconds(1))
    var lost = 0
    for trial in 0..<60 as Range<UInt64> {
      let trace = try Tracer(scenario, seed: 1).trace(trial: trial)
      for (step, previous) in zip(trace.steps.dropFirst(), trace.steps) {
        guard case .serverRestarts = step.event else { continue }
        lost += previous.state.server.waiting.count
        #expect(step.state.server.waiting.isEmpty && !step.state.server.keyIsHeld)
      }
      let end = try #require(trace.steps.last).state.server
      #expect(!end.keyIsHeld && end.waiting.isEmpty && end.inService.isEmpty)
      #expect(end.copies <= 1)
    }
    #expect(lost > 5)
  }

  /// Sent at 90 ms, the second request waits from 110 ms for the key of the first, which a restart strikes until
  /// 120 ms: with one tenth of the moments. It hears of that when the first does, 20 ms later.
  @Test func whatWaitsForAKeyIsAnsweredAtARestart() throws {
    var scenario = TimedTests.scenario(timeout: 90, attempts: 2)
    scenario.server.service = .constant(.milliseconds(100))
    scenario.key = IdempotencyKey()
    scenario.server.restarts = ServerRestarts()
    scenario.server.restarts?.chance = .always
    scenario.server.restarts?.answers = .status(.unavailable)
    let outcomes = try Self.outcomes(scenario, 4_000)
    #expect(outcomes.allSatisfy { $0.belief == .error && $0.time <= .milliseconds(140) })
    let waited = outcomes.count { $0.time > .milliseconds(130) }
    #expect(Interval(0.1, outcomes.count).contains(waited))
  }

  /// The request arrives at 20 ms, and its sender learns 7 ms later that nothing takes the connection.
  @Test func aRefusedConnectionIsHeardOfAfterItsTime() throws {
    var scenario = Self.scenario(.constant(.seconds(10_000)), answers: .refused)
    scenario.server.outage?.chance = .always
    scenario.network.connect.after = .milliseconds(7)
    scenario.client.retry.attempts = 1
    let outcome = try Self.outcomes(scenario, 1)[0]
    #expect(outcome.belief == .timeout && outcome.time == .milliseconds(27))
  }

  /// A restart strikes at any moment of a service alike: half of 100 ms on average.
  @Test func aRestartComesAtAnyMomentOfAService() throws {
    var scenario = TimedTests.scenario(timeout: 500)
    scenario.server.service = .constant(.milliseconds(100))
    scenario.server.restarts = ServerRestarts()
    scenario.server.restarts?.chance = .always
    scenario.server.restarts?.answers = .status(.unavailable)
    let times = try Self.outcomes(scenario, 20_000).map { Double($0.time.nanoseconds) / 1e6 - 40 }
    for share in [0.1, 0.5, 0.9] {
      let count = times.count { $0 < 100 * share }
      #expect(Interval(share, times.count).contains(count))
    }
    #expect(times.allSatisfy { $0 >= 0 && $0 <= 100 })
  }

  /// Nothing is stored at the deadline that requests carry, or after it: not by a restart either.
  @Test func aDeadlineHoldsForARestartToo() throws {
    var scenario = TimedTests.scenario(timeout: 500)
    scenario.client.deadline = .milliseconds(70)
    scenario.client.propagatesDeadline = true
    scenario.server.service = .constant(.milliseconds(100))
    scenario.server.restarts = ServerRestarts()
    scenario.server.restarts?.chance = .always
    scenario.server.restarts?.stores = .always
    for outcome in try Self.outcomes(scenario, 2_000) { #expect(!outcome.isLate) }
    let stored = try Self.outcomes(scenario, 20_000).count { $0.copies == 1 }
    #expect(Interval(0.5, 20_000).contains(stored))
  }
}
