import EndToEnd
import Simulation
import Testing

@Suite struct LikeliestOperationTests {
  private static let (q, a, b, r) = (0.01, 0.005, 0.005, 0.01)

  private static func essay(attempts: Int, _ change: (inout Oracle) -> Void = { _ in }) -> Scenario
  {
    var oracle = Oracle(q: q, a: a, b: b, r: r, attempts: attempts)
    change(&oracle)
    return oracle.scenario
  }

  private static let kinds: [KeyPath<Outcome, Bool> & Sendable] = [
    \.isLost, \.isPhantom, \.isDuplicate, \.isLate, \.isStale, \.isUnsure, \.isClean,
  ]

  /// The first answer is lost, and the second attempt meets no fault.
  @Test func blindRetryStoresTwiceMostLikelyWhenTheFirstAnswerIsLost() throws {
    let way = try LikeliestOperation.search(Self.essay(attempts: 4)) { $0.isDuplicate }
    let path = try #require(way.path)
    #expect(path.faults.map(\.scenarioDecision) == [.responseIsLost])
    let (q, a, b, r) = (Self.q, Self.a, Self.b, Self.r)
    let stored = (1 - q) * (1 - a) * (1 - b)
    let expected = stored * r * stored * (1 - r)
    #expect(abs(path.probability - expected) < 1e-15)
    // An attempt is acknowledged with s, stores without a word with p, and does nothing with z; no more than
    // one copy is that of the last attempt, or of one without a word, among attempts that do nothing.
    let s = stored * (1 - r)
    let p = (1 - q) * (1 - a) - s
    let z = 1 - s - p
    let nothing = z * z * z * z
    let once = s * (1 + z + z * z + z * z * z) + 4 * p * z * z * z
    #expect(abs(way.total - (1 - nothing - once)) < 1e-14)
    let share = try #require(way.share)
    #expect(abs(share - expected / (1 - nothing - once)) < 1e-12)
    #expect(way.residual == 0 && !way.isApproximate)
  }

  /// It is one of the ways, so no more than all; its outcome is as asked, and no single ending is less.
  @Test(arguments: StrategyTests.strategies.indices)
  func theLikeliestExecutionIsNoMoreProbableThanAllOfThem(strategy: Int) throws {
    var (name, oracle) = StrategyTests.strategies[strategy]
    (oracle.q, oracle.a, oracle.b, oracle.r) = (Self.q, Self.a, Self.b, Self.r)
    var limits = ExplorationLimits()
    limits.states = 1_000
    for kind in Self.kinds {
      let way: LikeliestOperation
      do {
        way = try LikeliestOperation.search(oracle.scenario, limits: limits) { $0[keyPath: kind] }
      } catch {
        // The recursion knows no times, and a debug build takes long for many gateways.
        return
      }
      #expect((way.path == nil) == (way.total == 0), "\(name)")
      guard let path = way.path, let share = way.share else { continue }
      #expect(path.state[keyPath: kind], "\(name)")
      #expect(path.probability > 0 && path.probability <= way.total * (1 + 1e-12), "\(name)")
      #expect(share > 0 && share <= 1, "\(name)")
      let trace = try Replayer(oracle.scenario, path.tape).trace()
      let state = try #require(trace.steps.last).state
      let outcome = Outcome(state, time: .zero, logs: oracle.scenario.logs)
      #expect(outcome == path.state, "\(name)")
    }
  }

  /// What cannot be has no way, and no probability.
  @Test func aKeyWithTheDataHasNoDuplicates() throws {
    let way = try LikeliestOperation.search(Self.essay(attempts: 4) { $0.key = .init() }) {
      $0.isDuplicate
    }
    #expect(way.path == nil && way.share == nil && way.total == 0 && way.residual == 0)
    #expect(way.states > 100)
  }

  /// Who presses again with a chance of 30 % stores twice when the answer is lost.
  @Test func aPersonsChoicesAreOnTheWay() throws {
    var scenario = Self.essay(attempts: 1)
    var person = Person()
    person.resubmits = Probability(0.3)
    person.mostSubmissions = 2
    person.after = .constant(.seconds(2))
    scenario.person = person
    let way = try LikeliestOperation.search(scenario) { $0.isDuplicate }
    let path = try #require(way.path)
    #expect(path.faults.map(\.scenarioDecision) == [.responseIsLost])
    let stored = (1 - Self.q) * (1 - Self.a) * (1 - Self.b)
    let expected = stored * Self.r * 0.3 * stored * (1 - Self.r)
    #expect(abs(path.probability - expected) < 1e-15)
    #expect(path.state.submissions == 2)
  }
}
