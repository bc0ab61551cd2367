import Simulation
import Testing

@Suite struct SamplerTests {
  @Test(arguments: [0.5, 0.25])
  func theThrowsUntilACatchAreGeometric(chance: Double) throws {
    let system = Throwing(caught: try #require(Probability(chance)))
    var sampler = Sampler(system, seed: 1)
    let trials = 20_000
    var counts = [Int](repeating: 0, count: 12)
    for trial in 0..<UInt64(trials) {
      let throwsSoFar = try sampler.run(trial: trial).throwsSoFar
      counts[min(throwsSoFar, counts.count) - 1] += 1
    }
    var expected: [Double] = []
    var left = Double(trials)
    for _ in counts.dropLast() {
      expected.append(left * chance)
      left *= 1 - chance
    }
    #expect(Plausibility.counts(counts, expected: expected + [left]))
  }

  @Test func timeIsThatOfTheEvents() throws {
    var sampler = Sampler(Throwing(), seed: 2)
    for trial in 0..<200 as Range<UInt64> {
      let state = try sampler.run(trial: trial)
      let end = Instant.start + .seconds(Int64(state.throwsSoFar))
      #expect(sampler.world.now == end)
      #expect(sampler.world.instant(of: Throwing.isCaught) == end)
    }
  }

  @Test func aTrialIsTheSameWhateverWasRunBefore() throws {
    var sampler = Sampler(Juggling(), seed: 3)
    let inOrder = try (0..<40).map { try sampler.run(trial: $0) }
    #expect(Set(inOrder).count == inOrder.count)
    for trial in (0..<40 as Range<UInt64>).reversed() {
      #expect(try sampler.run(trial: trial) == inOrder[Int(trial)])
    }
    var fresh = Sampler(Juggling(), seed: 3)
    #expect(try fresh.run(trial: 17) == inOrder[17])
    var other = Sampler(Juggling(), seed: 4)
    #expect(try other.run(trial: 17) != inOrder[17])
  }

  /// A stream of random numbers would give the later throws of the two different draws.
  @Test func aBetterCatcherNeedsNoMoreThrowsInAnyTrial() throws {
    var clumsy = Sampler(Throwing(caught: Probability(0.3)), seed: 5)
    var skilled = Sampler(Throwing(caught: Probability(0.6)), seed: 5)
    for trial in 0..<1_000 as Range<UInt64> {
      let most = try clumsy.run(trial: trial).throwsSoFar
      #expect(try skilled.run(trial: trial).throwsSoFar <= most)
    }
  }

  @Test func aTrialMayHandleAsManyEventsAsItsLimitAndNoMore() throws {
    var enough = Sampler(Waiting(wait: .seconds(1), times: 100), seed: 1, eventLimit: 100)
    #expect(try enough.run(trial: 3).waits == 100)
    var tooFew = Sampler(Waiting(wait: .seconds(1), times: 101), seed: 1, eventLimit: 100)
    #expect(throws: SimulationError.events(trial: 3, limit: 100)) { try tooFew.run(trial: 3) }
    var endless = Sampler(Throwing(caught: .never), seed: 1, eventLimit: 100)
    #expect(throws: SimulationError.events(trial: 8, limit: 100)) { try endless.run(trial: 8) }
  }

  @Test func aTrialEndsWithTime() throws {
    var sampler = Sampler(Waiting(wait: .longest, times: nil), seed: 1)
    #expect(throws: SimulationError.virtualTime(trial: 7)) { try sampler.run(trial: 7) }
    var short = Sampler(Waiting(wait: .longest, times: 2), seed: 1)
    #expect(try short.run(trial: 7).waits == 2)
  }

  @Test func aStoppedTrialLeavesNothingToTheNext() throws {
    var sampler = Sampler(Juggling(), seed: 3, eventLimit: 250)
    var fresh = Sampler(Juggling(), seed: 3)
    var stopped = 0
    for trial in 0..<60 as Range<UInt64> {
      let expected = try fresh.run(trial: trial)
      do {
        #expect(try sampler.run(trial: trial) == expected)
      } catch {
        #expect(expected.landed > 250)
        stopped += 1
      }
    }
    #expect(stopped > 5 && stopped < 55)
  }

  @Test func onlyTheFirstTimeOfAMilestoneCounts() throws {
    var sampler = Sampler(Juggling(), seed: 6)
    for trial in 0..<20 as Range<UInt64> {
      let trace = try Tracer(Juggling(), seed: 6).trace(trial: trial)
      _ = try sampler.run(trial: trial)
      #expect(sampler.world.instant(of: Juggling.firstLanding) == trace.steps[1].instant)
      #expect(sampler.world.instant(of: Juggling.tenthLanding) == trace.steps[10].instant)
      #expect(sampler.world.instant(of: Juggling.hundredthLanding) == trace.steps[100].instant)
      #expect(sampler.world.instant(of: Juggling.never) == nil)
    }
  }
}
