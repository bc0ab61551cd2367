import Simulation
import Testing

@Suite struct AdversaryTests {
  private static let everyPath = EveryPath(Courier())

  private func counterexample<State>(_ finding: Finding<State>) -> RecordedPath<State>? {
    if case .broken(let found) = finding { found } else { nil }
  }

  /// Every ending that there is and some that are not, each with every number of faults.
  @Test(arguments: [0, 1, 2, 3, 4, nil] as [Int?])
  func findsTheSmallestOfAllPaths(mostFaults: Int?) throws {
    var found = 0
    for copies in 0...7 as ClosedRange<UInt32> {
      for attempts in 1...4 as ClosedRange<UInt32> {
        for isDone in [false, true] {
          let state = Courier.State(attempts: attempts, copies: copies, isDone: isDone)
          let adversary = ModelChecker(Courier(), mostFaults: mostFaults)
          let counterexample = counterexample(try adversary.search { $0 == state })
          let smallest = Self.everyPath.smallest(mostFaults: mostFaults) { $0 == state }
          #expect(counterexample?.faults.count == smallest?.faults.count, "\(state)")
          #expect(counterexample?.events == smallest?.events, "\(state)")
          guard let counterexample, let smallest else { continue }
          found += 1
          #expect(counterexample.state == state)
          let error = abs(counterexample.probability - smallest.probability)
          #expect(error < 1e-12 * smallest.probability, "\(state)")
        }
      }
    }
    #expect(found > 2)
  }

  @Test func aReplayTakesTheSamePath() throws {
    let system = Courier()
    for copies in 0...6 as ClosedRange<UInt32> {
      let finding = try ModelChecker(system, mostFaults: nil).search {
        $0.copies == copies && $0.attempts == 3
      }
      let found = try #require(counterexample(finding))
      let trace = try Replayer(system, found.tape).trace()
      #expect(trace.steps.last?.state == found.state)
      var faults: [ChoicePoint] = []
      var probability = 1.0
      for deed in trace.steps.flatMap(\.effects) {
        switch deed {
        case .chance(let choicePoint, let chance, let happened):
          probability *= happened ? chance.value : 1 - chance.value
          if happened, system.isFault(choicePoint) { faults.append(choicePoint) }
        case .delay(_, let delay): probability *= delay == .milliseconds(10) ? 0.9 : 0.1
        case .schedule, .cancel, .reach: break
        }
      }
      #expect(faults == found.faults)
      #expect(abs(probability - found.probability) < 1e-12 * probability)
    }
  }

  @Test func repeatedSearchesFindTheSameCounterexample() throws {
    let adversary = ModelChecker(Courier(), mostFaults: 3)
    let first = try adversary.search { $0.copies == 3 }
    #expect(counterexample(first) != nil)
    for _ in 0..<5 { #expect(try adversary.search { $0.copies == 3 } == first) }
  }

  @Test func aProofSaysWhetherMoreFaultsCouldBe() throws {
    // All three letters and all three answers may be lost, but no answer to a letter that is.
    for (mostFaults, said) in [(2, 2), (3, nil), (4, nil), (nil, nil)] as [(Int?, Int?)] {
      let finding = try ModelChecker(Courier(), mostFaults: mostFaults).search { _ in false }
      guard case .holds(let proof) = finding else {
        Issue.record("nothing is a violation")
        continue
      }
      #expect(proof.mostFaults == said)
      #expect(proof.states > 10 && !proof.isApproximate)
    }
  }

  /// With a chance of 0 it cannot be lost, and with one of 1 it is no fault to be lost.
  @Test func aCertainChanceIsNoFault() throws {
    struct Coin: System {
      enum Event: Hashable { case falls }
      let heads: Probability
      func start(in world: inout some World<Event>) -> Int {
        world.schedule(.falls, after: .seconds(1))
        return 0
      }
      func receive(_ event: Event, state: inout Int, in world: inout some World<Event>) {
        if world.happens(heads, at: ChoicePoint(actor: 0, kind: 0)) { state = 1 }
      }
    }
    for (chance, faults) in [(.never, nil), (.always, 0), (Probability(1e-300), 1)]
      as [(Probability, Int?)]
    {
      let finding = try ModelChecker(Coin(heads: chance), mostFaults: 1).search { $0 == 1 }
      #expect(counterexample(finding)?.faults.count == faults)
    }
  }

  @Test func aRacingContinuousDelayIsAnErrorUnlessApproximated() throws {
    var system = Courier()
    system.latency = .exponential(mean: .milliseconds(10))
    #expect {
      try ModelChecker(system, mostFaults: 1).search { $0.copies > 2 }
    } throws: { error in
      guard case ExplorationError.continuousDelay(let choicePoint, _) = error else {
        return false
      }
      return choicePoint.kind == Courier.Kind.latency.rawValue
    }
    var limits = ExplorationLimits()
    limits.discretisation = 4
    let finding = try ModelChecker(system, mostFaults: 0, limits: limits).search { $0.copies > 2 }
    let found = try #require(counterexample(finding))
    #expect(found.isApproximate && found.faults.isEmpty)
    let trace = try Replayer(system, found.tape, discretisation: 4).trace()
    #expect(trace.steps.last?.state == found.state)
  }

  @Test func tooManyStatesAreReported() {
    var limits = ExplorationLimits()
    limits.states = 5
    #expect(throws: ExplorationError.states(limit: 5)) {
      try ModelChecker(Courier(), mostFaults: nil, limits: limits).search { _ in false }
    }
  }
}
