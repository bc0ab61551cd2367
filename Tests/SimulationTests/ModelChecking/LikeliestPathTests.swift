import Simulation
import Testing

@Suite struct LikeliestPathTests {
  private static let everyPath = EveryPath(Courier())

  /// Every ending that there is and some that are not.
  @Test func isTheMostProbableOfAllPaths() throws {
    var found = 0
    for copies in 0...7 as ClosedRange<UInt32> {
      for attempts in 1...4 as ClosedRange<UInt32> {
        for isDone in [false, true] {
          let state = Courier.State(attempts: attempts, copies: copies, isDone: isDone)
          let path = try LikeliestPath(Courier()).search { $0 == state }
          let probabilities = Self.everyPath.paths.filter { $0.state == state }
            .map(\.probability)
          #expect((path == nil) == probabilities.isEmpty, "\(state)")
          guard let path, let greatest = probabilities.max() else { continue }
          found += 1
          #expect(path.state == state)
          #expect(abs(path.probability - greatest) < 1e-12 * greatest, "\(state)")
          let trace = try Replayer(Courier(), path.tape).trace()
          #expect(trace.steps.last?.state == state)
        }
      }
    }
    #expect(found > 10)
  }

  /// Every value of a property, the fewest faults apart: many paths for one question.
  @Test func isTheSameEveryTime() throws {
    let first = try LikeliestPath(Courier()).search { $0.copies >= 3 }
    #expect(first != nil)
    for _ in 0..<5 {
      #expect(try LikeliestPath(Courier()).search { $0.copies >= 3 } == first)
    }
  }

  @Test func isNotLookedForAmongWhatIsLessProbableThanAsked() throws {
    let path = try #require(try LikeliestPath(Courier()).search { $0.copies == 3 })
    var limits = ExplorationLimits()
    limits.leastProbability = path.probability * 1.001
    #expect(try LikeliestPath(Courier(), limits: limits).search { $0.copies == 3 } == nil)
    limits.leastProbability = path.probability * 0.999
    #expect(try LikeliestPath(Courier(), limits: limits).search { $0.copies == 3 } == path)
  }

  /// Without end, but the likeliest way is found before the states are used up.
  @Test func isFoundAmongInfinitelyManyStates() throws {
    struct Climbing: System {
      enum Event: Hashable { case steps }
      func start(in world: inout some World<Event>) -> Int {
        world.schedule(.steps, after: .seconds(1))
        return 0
      }
      func receive(_ event: Event, state: inout Int, in world: inout some World<Event>) {
        if world.happens(Probability(0.5), at: ChoicePoint(actor: 0, kind: 0)) { return }
        state += 1
        world.schedule(.steps, after: .seconds(1))
      }
    }
    let path = try LikeliestPath(Climbing()).search { $0 >= 5 }
    #expect(path?.state == 5 && path?.probability == 1.0 / 64)
    #expect(try LikeliestPath(Climbing()).search { $0 < 0 } == nil)
  }
}

@Suite struct FaultReplayerTests {
  /// A path found by an adversary, whose choices and delays are the likeliest, is that of its faults.
  @Test func takesThePathOfTheFaults() throws {
    let finding = try ModelChecker(Courier(), mostFaults: nil).search {
      $0.attempts == 3 && $0.copies == 1
    }
    guard case .broken(let found) = finding else {
      Issue.record("three letters, two of them lost")
      return
    }
    let replayed = try FaultReplayer(Courier()) { found.faults.contains($0) }.trace()
    let recorded = try Replayer(Courier(), found.tape).trace()
    #expect(replayed.steps.map(\.state) == recorded.steps.map(\.state))
    #expect(replayed.steps.map(\.effects) == recorded.steps.map(\.effects))
  }

  @Test func withoutFaultsAllGoesWell() throws {
    let trace = try FaultReplayer(Courier()) { _ in false }.trace()
    #expect(trace.steps.last?.state == Courier.State(attempts: 1, copies: 1, isDone: true))
  }
}
