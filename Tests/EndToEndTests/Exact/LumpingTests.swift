import Simulation
import Testing

@testable import EndToEnd

/// Lumped states against all states: the same shares, means and maxima, from fewer states.
@Suite struct LumpingTests {
  /// The part of an outcome that lumped states tell apart.
  private struct Cell: Hashable {
    let belief: Belief
    let hasLearned: Bool
    let copies: UInt32
    let attempts: UInt32
    let submissions: UInt32
    let evidence: Evidence
    let flags: [Bool]

    init(_ outcome: Outcome, copies: UInt32, attempts: UInt32) {
      belief = outcome.belief
      hasLearned = outcome.hasLearned
      self.copies = min(outcome.copies, copies)
      self.attempts = min(outcome.attempts, attempts)
      submissions = outcome.submissions
      evidence = outcome.evidence
      flags = [
        outcome.isLate, outcome.isStale, outcome.asksSupport, outcome.isDuplicateByRetry,
      ]
    }
  }

  /// What measures read off a distribution.
  private struct Figures {
    var shares: [Cell: Double] = [:]
    var copies, attempts, requests: Double

    init(_ distribution: OutcomeDistribution, most: (copies: UInt32, attempts: UInt32)) {
      copies = distribution.uncounted.copies
      attempts = distribution.uncounted.attempts
      requests = distribution.uncounted.requests
      for (outcome, probability) in distribution.outcomes {
        let cell = Cell(outcome, copies: most.copies, attempts: most.attempts)
        shares[cell, default: 0] += probability
        copies += probability * Double(outcome.copies)
        attempts += probability * Double(outcome.attempts)
        requests += probability * Double(outcome.requests)
      }
    }
  }

  private static func limits(states: Int, delays: Int?) -> ExplorationLimits {
    var limits = ExplorationLimits()
    limits.states = states
    limits.discretisation = delays
    return limits
  }

  /// Compares both explorations of a scenario.
  ///
  /// - Returns: the numbers of states; `nil` if the states are too many.
  @discardableResult
  private static func compare(
    _ scenario: Scenario, _ name: String, states: Int = 6_000, delays: Int? = nil,
    most: (copies: UInt32, attempts: UInt32) = (2, 2)
  ) throws -> (all: Int, lumped: Int)? {
    let explorer = OperationExplorer(scenario, limits: limits(states: states, delays: delays))
    let all: OutcomeDistribution
    do {
      all = try explorer.distribution()
    } catch {
      switch error {
      case .states, .continuousDelay: return nil
      default: throw error
      }
    }
    let lumped = try explorer.lumped(copies: most.copies, attempts: most.attempts).distribution()
    #expect(lumped.states <= all.states, "\(name)")
    #expect(lumped.mostRequests == all.mostRequests, "\(name)")
    #expect(lumped.isApproximate == all.isApproximate, "\(name)")
    let (expected, found) = (Figures(all, most: most), Figures(lumped, most: most))
    #expect(Set(found.shares.keys) == Set(expected.shares.keys), "\(name)")
    for (cell, share) in expected.shares {
      #expect(abs(found.shares[cell, default: 0] - share) <= 1e-12 * share, "\(name): \(cell)")
    }
    for (one, other) in [
      (found.copies, expected.copies), (found.attempts, expected.attempts),
      (found.requests, expected.requests), (lumped.meanTime ?? 0, all.meanTime ?? 0),
    ] {
      #expect(abs(one - other) <= 1e-12 * other, "\(name): \(one) \(other)")
    }
    return (all.states, lumped.states)
  }

  /// Delays of a few nanoseconds, of which nearly all meet.
  @Test(arguments: 0..<120 as Range<UInt64>)
  func randomScenariosHaveTheSameFigures(seed: UInt64) throws {
    var random = RandomScenario(seed: seed, .listed)
    try Self.compare(random.scenario(), "seed \(seed)")
  }

  /// Every strategy of the tests, with few delays in place of continuous ones.
  @Test(arguments: StrategyTests.strategies.indices)
  func strategiesHaveTheSameFigures(index: Int) throws {
    var (name, oracle) = StrategyTests.strategies[index]
    (oracle.q, oracle.a, oracle.b, oracle.r) = (0.2, 0.15, 0.15, 0.2)
    var scenario = oracle.scenario
    try Self.compare(scenario, name, delays: 2, most: (3, 17))
    // Where latencies race, there are many more states: some strategies of each kind must do.
    if !index.isMultiple(of: 3) { return }
    scenario.client.timeout = .milliseconds(60)
    scenario.server.service = .exponential(mean: .milliseconds(40))
    scenario.client.retry.attempts = min(scenario.client.retry.attempts ?? 3, 3)
    try Self.compare(scenario, name, delays: 2)
  }

  /// The same with a person, who may press again before the first write has ended.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func personsHaveTheSameFigures(seed: UInt64) throws {
    var random = RandomScenario(seed: seed, .listed)
    var scenario = random.scenario()
    scenario.client.retry.attempts = 1 + UInt32(seed % 2)
    scenario.gateways = []
    var person = Person()
    person.resubmits = Probability(0.5)
    person.after = .constant(.nanoseconds(1))
    person.mostSubmissions = 2
    if seed % 3 == 0 {
      person.pressesTwice = .init(chance: Probability(0.5), after: .constant(.nanoseconds(2)))
    }
    if seed % 5 == 0 {
      person.closesPage = .init(chance: Probability(0.25), after: .constant(.nanoseconds(3)))
    }
    if seed % 4 == 0 { scenario.key?.scope = .intention }
    scenario.person = person
    try Self.compare(scenario, "seed \(seed)", states: 6_000)
  }

  /// Of blind retries the states grow in proportion to the attempts: what differs between them is only counted.
  @Test func blindRetriesHaveFewStates() throws {
    let lumped = try [16, 32, 64].map { attempts in
      let oracle = Oracle(q: 0.01, a: 0.005, b: 0.005, r: 0.01, attempts: attempts)
      let explorer = OperationExplorer(oracle.scenario).lumped(copies: 3, attempts: 17)
      return try explorer.distribution().states
    }
    #expect(lumped[1] - lumped[0] <= lumped[0] && lumped[2] - lumped[1] <= 2 * lumped[0])
  }
}
