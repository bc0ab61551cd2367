import EndToEnd
import Simulation
import Testing

/// Every order of events that latencies allow: of constant ones the only one, of others all that can be drawn.
@Suite struct OrderTests {
  private static let kinds: [@Sendable (Outcome) -> Bool] = [
    { $0.isDuplicate }, { $0.isLost }, { $0.isPhantom }, { $0.isLate }, { $0.copies > 2 },
    { $0.belief == .error && $0.copies == 0 }, { $0.isUnsure },
  ]

  private static func scenario(_ change: (inout Oracle) -> Void) -> Scenario {
    var oracle = Oracle(q: 0.01, a: 0.005, b: 0.005, r: 0.01, attempts: 3)
    change(&oracle)
    return oracle.scenario
  }

  @Test func constantLatenciesAllowOneOrder() throws {
    let scenarios = [
      Self.scenario { _ in }, Self.scenario { $0.key = .init() },
      Self.scenario { $0.readBack = .each },
    ]
    for scenario in scenarios {
      let adversary = OperationChecker(scenario, mostFaults: 3)
      for isWanted in Self.kinds {
        switch (
          try adversary.search(for: isWanted), try adversary.searchEveryOrder(for: isWanted)
        ) {
        case (.holds(let one), .holds(let other)):
          #expect(one.mostFaults == other.mostFaults)
        case (.broken(let one), .broken(let other)):
          #expect(one.faults == other.faults && one.events == other.events)
          #expect(one.state == other.state && one.probability == other.probability)
        default: Issue.record("one of them found it")
        }
      }
    }
  }

  /// A key with the data stores once in whatever order requests and timers come; without one, a request that
  /// is slower than its client's patience is enough.
  @Test func latencyAloneStoresTwiceWithoutAKey() throws {
    var blind = Self.scenario { $0.attempts = 2 }
    blind.network.request.latency = .exponential(mean: .milliseconds(20))
    blind.network.response.latency = .exponential(mean: .milliseconds(20))
    var keyed = blind
    keyed.key = IdempotencyKey()
    guard
      case .broken(let found) = try OperationChecker(blind, mostFaults: 2)
        .searchEveryOrder(for: { $0.isDuplicate })
    else {
      Issue.record("two requests store twice")
      return
    }
    #expect(found.faults.isEmpty)
    let trace = try found.trace(of: blind)
    let last = try #require(trace.steps.last).state
    #expect(Outcome(last, time: .zero, logs: blind.logs).isDuplicate)
    guard
      case .holds(let proof) = try OperationChecker(keyed, mostFaults: nil)
        .searchEveryOrder(for: { $0.isDuplicate })
    else {
      Issue.record("a key with the data stores once")
      return
    }
    #expect(proof.mostFaults == nil && !proof.isApproximate)
  }

  /// What trials meet, the search meets, and with no more faults than they.
  @Test func sampledOutcomesAreFound() throws {
    var scenario = Self.scenario { $0.attempts = 2 }
    let half = Probability(0.2)
    scenario.network.request.loss = half
    scenario.network.response.loss = half
    scenario.server.failsAfterStore = half
    scenario.network.request.latency = .uniform(from: .milliseconds(10), to: .milliseconds(300))
    scenario.network.response.latency = .exponential(mean: .milliseconds(150))
    var fewest: [Outcome: Int] = [:]
    let tracer = Tracer(scenario, seed: 1)
    for trial in 0..<300 as Range<UInt64> {
      let trace = try tracer.trace(trial: trial)
      let outcome = Outcome(trace.steps.last!.state, time: .zero, logs: scenario.logs)
      let faults = trace.steps.flatMap(\.effects).count {
        if case .chance(let point, _, happened: true) = $0 {
          scenario.isFault(point)
        } else {
          false
        }
      }
      fewest[outcome] = min(fewest[outcome] ?? .max, faults)
    }
    #expect(fewest.count > 10)
    let adversary = OperationChecker(scenario, mostFaults: nil)
    for (outcome, faults) in fewest {
      guard case .broken(let found) = try adversary.searchEveryOrder(for: { $0 == outcome }) else {
        Issue.record("\(outcome) was drawn and is not found")
        continue
      }
      #expect(found.faults.count <= faults)
    }
  }
}
