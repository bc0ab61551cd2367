import EndToEnd
import Simulation
import Testing

/// Outcomes of many trials together are those of the same trials one by one.
@Suite struct OutcomeBlockTests {
  private static let seldom = StrategyTests.strategies.map { strategy in
    var oracle = strategy.oracle
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.02, 0.01, 0.03, 0.02)
    return oracle.scenario
  }
  /// Some of them with a deadline that the server knows of.
  private static let told = seldom.prefix(4).map { scenario in
    var told = scenario
    told.client.deadline = scenario.client.timeout
    told.client.propagatesDeadline = true
    return told
  }
  /// Some of them with hedges, of which most trials need none, or all need one.
  private static let hedged = seldom.prefix(4).flatMap { scenario in
    ([30, 190] as [Int64]).map { after in
      var hedged = scenario
      hedged.client.hedge = Hedge(after: .milliseconds(after))
      hedged.client.retry.attempts = 3
      return hedged
    }
  }
  /// Some whose retries are paid for, with a bucket that may be empty, or may forget.
  private static let paying = (seldom.prefix(3) + hedged.prefix(2)).flatMap { scenario in
    [nil, Delay.milliseconds(60)].map { window in
      var paying = scenario
      var budget = RetryBudget()
      budget.tokens = .init(2)
      budget.timeoutCosts = .init(1.5)
      budget.failureCosts = .init(0.5)
      budget.refunds = .instead
      budget.window = window
      paying.client.budget = budget
      if let hedge = scenario.client.hedge {
        paying.client.hedge = Hedge(after: hedge.after, attempts: 3, hurries: true)
      }
      return paying
    }
  }
  /// Some in two steps, with reservations that may expire between them.
  private static let reserved = (seldom.prefix(8) + hedged.prefix(2)).map { scenario in
    var reserved = scenario
    reserved.reservation = Reservation()
    reserved.reservation?.expires = .milliseconds(40)
    return reserved
  }
  /// Some that are compared afterwards, before or after the last request has arrived.
  private static let compared = (seldom + hedged.prefix(2) + reserved.prefix(2)).map { scenario in
    var compared = scenario
    compared.reconciliation = Reconciler()
    compared.reconciliation?.every = .milliseconds(40)
    compared.reconciliation?.passes = 2
    compared.reconciliation?.sees = Probability(0.7)
    return compared
  }
  /// Some with a person, who presses again, twice, or closes the page: now and then, or nearly always.
  private static let people = (seldom.prefix(8) + hedged.prefix(2) + compared.prefix(2)).flatMap {
    scenario in
    [0.02, 0.9].map { chance in
      var people = scenario
      var person = Person()
      person.resubmits = Probability(0.5)
      person.after = .exponential(mean: .milliseconds(50))
      person.contactsSupport = Probability(0.2)
      person.closesPage = .init(
        chance: Probability(0.02), after: .uniform(from: .zero, to: .milliseconds(60)))
      person.pressesTwice = .init(
        chance: Probability(chance)!, after: .exponential(mean: .milliseconds(20)))
      people.person = person
      people.key?.scope = .intention
      return people
    }
  }
  /// The same with times that decide: now and then an answer is late, or two events meet.
  private static let timed = (seldom + told + hedged + paying + reserved + compared + people)
    .flatMap {
      scenario in
      let latencies: [Latency] = [
        .exponential(mean: scenario.client.timeout), .uniform(from: .zero, to: .nanoseconds(3)),
        .constant(scenario.client.timeout), .lognormal(median: .milliseconds(3), sigma: 2),
      ]
      return latencies.map { latency in
        var timed = scenario
        timed.server.service = latency
        timed.network.request.latency = latency
        return timed
      }
    }

  /// Waits on the usual way itself, since every request is lost: cut from below and from above.
  private static let waiting = [Backoff.Jitter.full, .equal, .proportional(0.5)].map { jitter in
    var scenario = Scenario()
    scenario.network.request.loss = .always
    scenario.client.retry.attempts = 3
    scenario.client.retry.backoff = Backoff(
      .linear(base: .milliseconds(100), step: .milliseconds(50), cap: .milliseconds(120)),
      jitter: jitter, least: .milliseconds(80))
    scenario.client.retry.backoff.capsJitter = true
    return scenario
  }

  /// Down on the usual way itself: since the beginning, or by a restart.
  private static let down = [true, false].map { isOut in
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(20)
    scenario.client.retry.attempts = 3
    scenario.network.request.latency = .exponential(mean: .milliseconds(5))
    scenario.server.service = .constant(.milliseconds(5))
    if isOut {
      scenario.server.outage = Outage()
      scenario.server.outage?.chance = Probability(0.9)
      scenario.server.outage?.lasts = .constant(.milliseconds(100))
    } else {
      scenario.server.restarts = ServerRestarts()
      scenario.server.restarts?.chance = Probability(0.9)
      scenario.server.restarts?.stores = Probability(0.8)
      scenario.server.restarts?.lasts = .exponential(mean: .milliseconds(100))
    }
    return scenario
  }

  @Test func outcomesAreTheSameTogetherAndOneByOne() throws {
    var usualTrials = 0
    let scenarios =
      Self.seldom + Self.told + Self.hedged + Self.paying + Self.reserved + Self.compared
      + Self.people + Self.timed + Self.waiting + Self.down
    for (index, scenario) in scenarios.enumerated() {
      var together = OperationSampler(scenario, seed: 9)
      var single = OperationSampler(scenario, seed: 9)
      var block = OutcomeBlock()
      // A part of a block, for every fourth a whole one, and a part at the other end of all trials.
      let count = index.isMultiple(of: 4) ? UInt64(OperationSampler.blockSize) : 96
      for trials in [0..<count, UInt64.max - 300..<UInt64.max - 280] {
        try together.outcomes(ofTrials: trials, into: &block)
        var left: [TimedEnding: Int] = [:]
        for trial in trials {
          left[TimedEnding(try single.outcome(ofTrial: trial)), default: 0] += 1
        }
        for outcome in block.others { left[TimedEnding(outcome), default: 0] -= 1 }
        if let usual = block.usual {
          for time in block.dominantTimes { left[TimedEnding(usual, time: time), default: 0] -= 1 }
        }
        #expect(left.values.allSatisfy { $0 == 0 })
        usualTrials += block.dominantTimes.count
      }
    }
    // Else the test has seen nothing.
    #expect(usualTrials > 10_000)
  }
}

/// An outcome whose time may be that of another.
private struct TimedEnding: Hashable {
  let belief: Belief
  let numbers: [UInt32]
  let evidence: Evidence
  let time: Delay

  init(_ outcome: Outcome, time: Delay? = nil) {
    belief = outcome.belief
    numbers = [
      outcome.copies, outcome.copiesAtDecision, outcome.attempts, outcome.requests,
      outcome.submissions, outcome.asksSupport ? 1 : 0, outcome.isDuplicateByResubmission ? 1 : 0,
    ]
    evidence = outcome.evidence
    self.time = time ?? outcome.time
  }
}
