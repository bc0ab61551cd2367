import Testing

@testable import Simulation

/// Every order that ranges of delays allow, against every delay in them.
@Suite struct OrderSearchTests {
  /// Delays are whole nanoseconds: where ranges are short, all can be tried one by one.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func theEndingsAreThoseOfAllDelays(seed: UInt64) throws {
    let paths = EveryPath(Crowd(seed: seed, isByValue: true))
    let endings = Set(paths.paths.map(\.state))
    let adversary = ModelChecker(Crowd(seed: seed, isByValue: false), mostFaults: nil)
    for ending in endings {
      guard case .broken(let found) = try adversary.searchEveryOrder(for: { $0 == ending }) else {
        Issue.record("\(ending) is not found")
        continue
      }
      let smallest = try #require(paths.smallest(mostFaults: nil) { $0 == ending })
      #expect(found.faults.count == smallest.faults.count && found.events == smallest.events)
      // The delays that were found make this order.
      let trace = try found.trace(of: adversary.system)
      #expect(trace.steps.last?.state == ending)
    }
    guard
      case .holds(let proof) = try adversary.searchEveryOrder(for: { !endings.contains($0) })
    else {
      Issue.record("there are no other endings")
      return
    }
    #expect(proof.mostFaults == nil && proof.states >= endings.count)
  }

  /// One walk finds what a search for each ending finds, also where a path needs an order that no delays cause.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func oneWalkFindsAllEndings(seed: UInt64) throws {
    let paths = EveryPath(Crowd(seed: seed, isByValue: true))
    let possible = Set(paths.paths.map(\.state))
    // Some orders of those who come, of which most are impossible.
    var kinds = Array(possible)
    for ending in possible {
      kinds.append(Crowd.State(come: ending.come.reversed()))
      kinds.append(Crowd.State(come: ending.come.dropLast()))
    }
    let survey = ModelChecker(Crowd(seed: seed, isByValue: false), mostFaults: nil)
      .surveyEveryOrder(kinds) { $0 == $1 }
    #expect(survey.problem == nil && survey.proof?.mostFaults == nil)
    for (kind, found) in zip(kinds, survey.counterexamples) {
      let smallest = paths.smallest(mostFaults: nil) { $0 == kind }
      #expect(found?.faults.count == smallest?.faults.count)
    }
  }

  @Test func theSystemsAreDiverse() {
    let counts = (1...30 as ClosedRange<UInt64>).map { seed in
      Set(EveryPath(Crowd(seed: seed, isByValue: true)).paths.map(\.state)).count
    }
    #expect(Set(counts).count > 8 && (counts.max() ?? 0) > 20)
  }

  /// Exponential delays may come in any order, uniform ones only as far as they overlap.
  @Test func continuousDelaysNeedNoApproximation() throws {
    struct Race: System {
      let latencies: [Latency]
      struct State: Hashable, Sendable { var order: [Int] = [] }
      func start(in world: inout some World<Int>) -> State {
        for (index, latency) in latencies.enumerated() {
          let delay = world.delay(latency, at: ChoicePoint(actor: UInt8(index), kind: 0))
          world.schedule(index, after: delay)
        }
        return State()
      }
      func receive(_ event: Int, state: inout State, in world: inout some World<Int>) {
        state.order.append(event)
      }
    }
    func orders(_ latencies: [Latency]) throws -> Int {
      var orders: Set<Race.State> = []
      while case .broken(let found) = try ModelChecker(Race(latencies: latencies), mostFaults: 0)
        .searchEveryOrder(for: { !orders.contains($0) })
      {
        orders.insert(found.state)
      }
      return orders.count
    }
    func uniform(_ from: Int64, _ to: Int64) -> Latency {
      .uniform(from: .seconds(from), to: .seconds(to))
    }
    let any = Latency.exponential(mean: .seconds(1))
    #expect(try orders([any, any, any, any]) == 24)
    #expect(try orders([uniform(1, 2), uniform(3, 4), uniform(5, 6)]) == 1)
    #expect(try orders([uniform(1, 3), uniform(2, 5), uniform(4, 6)]) == 3)
    // At the same moment the one comes first that was scheduled first.
    #expect(try orders([uniform(1, 2), uniform(2, 3)]) == 1)
    #expect(try orders([uniform(2, 3), uniform(1, 2)]) == 2)
    #expect(try orders([.constant(.seconds(2)), any, .constant(.seconds(1))]) == 3)
  }

  @Test func aKeptDelayIsDetected() {
    struct Keeping: System {
      struct State: Hashable, Sendable { var kept = Delay.zero }
      func start(in world: inout some World<Int>) -> State {
        State(
          kept: world.delay(.exponential(mean: .seconds(1)), at: ChoicePoint(actor: 3, kind: 1)))
      }
      func receive(_ event: Int, state: inout State, in world: inout some World<Int>) {}
    }
    #expect(throws: ExplorationError.dependsOnDelay(ChoicePoint(actor: 3, kind: 1))) {
      try ModelChecker(Keeping(), mostFaults: 0).searchEveryOrder { _ in false }
    }
  }
}
