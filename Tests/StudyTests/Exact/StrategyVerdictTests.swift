import EndToEnd
import Simulation
import Statistics
import Testing

@testable import Study

@Suite struct StrategyVerdictTests {
  private static func strategy(
    attempts: UInt32, _ change: (inout Scenario) -> Void = { _ in }
  ) -> Strategy {
    var scenario = EssayWrite.strategy("one", attempts: attempts).scenario
    scenario.network.request.latency = .constant(.milliseconds(20))
    change(&scenario)
    return Strategy(name: "one", scenario: scenario)
  }

  /// The fewest faults of each anomaly; `nil` where it is impossible.
  private func fewest(_ strategy: Strategy) throws -> [OutcomeClass: Int?] {
    let verdict = StrategyVerdict.judge(strategy, mostFaults: 3)
    #expect(verdict.problem == nil)
    var fewest: [OutcomeClass: Int?] = [:]
    for anomaly in OutcomeClass.anomalies {
      switch verdict[anomaly] {
      case .possible(let found): fewest[anomaly] = .some(found.faults.count)
      case .impossible: fewest[anomaly] = .some(nil)
      default: Issue.record("\(anomaly) can be decided")
      }
    }
    return fewest
  }

  /// Worked out by hand: a phantom takes a fault for each attempt, and one of them behind the store.
  @Test func theEssaysStrategiesAreJudgedAsByHand() throws {
    let none: [OutcomeClass: Int?] = [
      .lost: nil, .phantom: 1, .duplicate: nil, .late: nil, .stale: nil, .falseRejection: nil,
    ]
    #expect(try fewest(Self.strategy(attempts: 1)) == none)
    let blind: [OutcomeClass: Int?] = [
      .lost: nil, .phantom: 3, .duplicate: 1, .late: nil, .stale: nil, .falseRejection: nil,
    ]
    #expect(try fewest(Self.strategy(attempts: 3)) == blind)
    let key: [OutcomeClass: Int?] = [
      .lost: nil, .phantom: 3, .duplicate: nil, .late: nil, .stale: nil, .falseRejection: nil,
    ]
    #expect(try fewest(Self.strategy(attempts: 3) { $0.key = IdempotencyKey() }) == key)
    let readBack: [OutcomeClass: Int?] = [
      .lost: nil, .phantom: 3, .duplicate: 2, .late: nil, .stale: nil, .falseRejection: nil,
    ]
    #expect(try fewest(Self.strategy(attempts: 3) { $0.client.readBack = .each }) == readBack)
    let early: [OutcomeClass: Int?] = [
      .lost: 1, .phantom: 1, .duplicate: nil, .late: 0, .stale: nil, .falseRejection: nil,
    ]
    #expect(
      try fewest(Self.strategy(attempts: 1) { $0.server.acknowledges = .beforeStore }) == early)
  }

  /// A run shows what is possible, the rules of a scenario what is not, and of the rest nothing is known.
  @Test func manyClientsAreJudgedWithoutASearch() {
    let strategy = Self.strategy(attempts: 3) {
      $0.clients = Clients(count: 2, arrivals: .together)
    }
    let verdict = StrategyVerdict.judge(strategy, mostFaults: 3, observed: [.duplicate: nil])
    #expect(verdict[.duplicate] == .observed(trial: nil) && verdict[.lost] == .impossible)
    #expect(verdict[.phantom] == .undecided && verdict[.late] == .undecided)
    #expect(verdict.problem == nil && verdict.gain == .unknown)
    let once = Self.strategy(attempts: 1) { $0.clients = Clients(count: 2, arrivals: .together) }
    #expect(StrategyVerdict.judge(once, mostFaults: 3)[.duplicate] == .impossible)
  }

  /// A request that takes longer than the client waits needs no fault to be stored late.
  @Test func anAnomalyWithoutFaultsNeedsNone() throws {
    let slow = Self.strategy(attempts: 1) {
      $0.network.request.latency = .constant(.milliseconds(300))
    }
    let found = try fewest(slow)
    #expect(found[.late] == 0 && found[.phantom] == 0 && found[.duplicate] == .some(nil))
  }

  @Test func withTooManyStatesItIsContentWithFewerFaults() {
    let key = Self.strategy(attempts: 8) { $0.key = IdempotencyKey() }
    var proven: [Int: Int] = [:]
    for states in [2, 20, 40, 80, 160, 320, 640, 1_280, 5_120] {
      var limits = ExplorationLimits()
      limits.states = states
      let verdict = StrategyVerdict.judge(key, mostFaults: 3, limits: limits)
      switch verdict[.late] {
      case .impossibleUpTo(let faults):
        #expect(verdict.problem == .states(limit: states))
        proven[states] = faults
      case .undecided:
        #expect(verdict.problem == .states(limit: states))
        proven[states] = -1
      case .impossible:
        #expect(verdict[.phantom] != .undecided)
        proven[states] = 100
      case .possible, .observed, .notFound: Issue.record("nothing is slow enough to come late")
      }
    }
    let inOrder = proven.sorted { $0.key < $1.key }.map(\.value)
    #expect(inOrder == inOrder.sorted() && inOrder.first == -1 && inOrder.last == 100)
    #expect(inOrder.contains(3), "\(inOrder)")
  }

  /// A search that ran out of room says only what is true in the whole state space.
  @Test func noLimitMakesAVerdictFalse() {
    let strategies = [
      Self.strategy(attempts: 5) { $0.key = IdempotencyKey() }, Self.strategy(attempts: 3),
    ]
    for strategy in strategies {
      let whole = StrategyVerdict.judge(strategy, mostFaults: 3)
      for limit in stride(from: 8, through: 400, by: 49) {
        var limits = ExplorationLimits()
        limits.states = limit
        let verdict = StrategyVerdict.judge(strategy, mostFaults: 3, limits: limits)
        for (small, large) in zip(verdict.judgements, whole.judgements) {
          switch (small, large) {
          case (.impossible, .possible), (.possible, .impossible):
            Issue.record("\(small) with \(limit) states, \(large) with all")
          case (.impossibleUpTo(let faults), .possible(let path)):
            #expect(path.faults.count > faults, "\(limit)")
          case (.possible(let short), .possible(let path)):
            #expect(short.faults.count == path.faults.count, "\(limit)")
          default: break
          }
        }
      }
    }
  }

  /// The search over orders decides where latencies have infinitely many values.
  @Test func aLatencyThatRacesIsDecidedByTheOrdersItAllows() {
    let racing = Self.strategy(attempts: 2) {
      $0.network.request.latency = .exponential(mean: .milliseconds(20))
    }
    let verdict = StrategyVerdict.judge(racing, mostFaults: 3)
    #expect(verdict.problem == nil && verdict[.lost] == .impossible)
    guard case .possible(let found) = verdict[.duplicate] else {
      Issue.record("a slow request is sent again")
      return
    }
    #expect(!found.isApproximate && found.faults.isEmpty)
  }

  /// Finitely many delays show what they show, and prove nothing.
  @Test func anApproximationProvesNothing() {
    let kept = Self.strategy(attempts: 2) {
      $0.server.service = .exponential(mean: .milliseconds(20))
      $0.server.isServiceDrawnOnce = true
    }
    let verdict = StrategyVerdict.judge(kept, mostFaults: 3)
    for outcome in [OutcomeClass.phantom, .duplicate, .late] {
      #expect(verdict[outcome] == .undecided)
    }
    guard case .dependsOnDelay = verdict.problem else {
      Issue.record("the state keeps a delay")
      return
    }
    var limits = ExplorationLimits()
    limits.discretisation = 2
    let rough = StrategyVerdict.judge(kept, mostFaults: 3, limits: limits)
    #expect(rough[.late] == .notFound(delays: 2, faults: nil) && rough.problem != nil)
    guard case .possible(let found) = rough[.duplicate] else {
      Issue.record("blind retries store twice")
      return
    }
    #expect(found.isApproximate && found.faults.count == 1)
  }

  /// An anomaly that trials show is never called impossible, and is traced to the first of them.
  @Test func whatTrialsShowIsPossible() throws {
    let kept = Self.strategy(attempts: 2) {
      $0.network.response.loss = Probability(0.5)
      $0.server.service = .exponential(mean: .milliseconds(20))
      $0.server.isServiceDrawnOnce = true
    }
    let comparison = try EssayWrite.comparison([kept], trials: 40_000).judged(mostFaults: 3)
    guard
      case .observed(let trial?) = try #require(comparison.results[0].verdict)[
        OutcomeClass.duplicate]
    else {
      Issue.record("a quarter of all writes is stored twice")
      return
    }
    var sampler = OperationSampler(kept.scenario, seed: 1)
    for earlier in 0..<trial { #expect(try !sampler.outcome(ofTrial: earlier).isDuplicate) }
    #expect(try sampler.outcome(ofTrial: trial).isDuplicate)
  }

  @Test func everyResultIsJudgedWhateverTheJobs() throws {
    let strategies = (1...4 as ClosedRange<UInt32>).map { attempts in
      Strategy(name: "\(attempts)", scenario: Self.strategy(attempts: attempts).scenario)
    }
    let comparison = try EssayWrite.comparison(strategies, trials: 10)
    let one = comparison.judged(mostFaults: 3)
    #expect(one == comparison.judged(mostFaults: 3, jobs: 3) && one != comparison)
    #expect(one.results.map(\.verdict?.strategy) == strategies)
  }
}
