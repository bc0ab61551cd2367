import Simulation
import Testing

@Suite struct SampledWorldTests {
  @Test(arguments: 0..<Milestone.count)
  func onlyTheFirstTimeOfAMilestoneCounts(index: Int) {
    var world = SampledWorld<Int>()
    for event in 1...3 { world.schedule(event, after: .seconds(Int64(event))) }
    #expect(world.advance() == 1)
    #expect(world.instant(of: Milestone(index)) == nil)
    for event in 2...3 {
      #expect(world.advance() == event)
      world.reach(Milestone(index))
    }
    for other in 0..<Milestone.count {
      let expected = other == index ? Instant.start + .seconds(2) : nil
      #expect(world.instant(of: Milestone(other)) == expected)
    }
  }

  @Test func aRestartForgetsEverything() {
    var world = SampledWorld<Int>()
    for event in 0..<200 { world.schedule(event, after: .seconds(Int64(event))) }
    for event in 0..<50 { #expect(world.advance() == event) }
    world.reach(Milestone(2))
    world.restart(random: KeyedRandom(seed: 1, trial: 2))
    #expect(world.now == .start && world.advance() == nil)
    #expect(world.instant(of: Milestone(2)) == nil)
  }

  @Test func anEventWithoutDelayComesAfterEarlierOnes() {
    var world = SampledWorld<String>()
    world.schedule("first", after: .seconds(1))
    world.schedule("second", after: .seconds(1))
    #expect(world.advance() == "first")
    world.schedule("third", after: .zero)
    #expect(world.advance() == "second" && world.advance() == "third")
    #expect(world.now == .start + .seconds(1) && world.advance() == nil)
  }

  @Test func itsDrawsAreThoseOfTheRestartedTrial() throws {
    var world = SampledWorld<Int>()
    let random = KeyedRandom(seed: 4, trial: 5)
    world.restart(random: random)
    let half = Probability(0.5)
    let latency = Latency.exponential(mean: .seconds(1))
    for attempt in 0..<100 as Range<UInt32> {
      let choicePoint = ChoicePoint(actor: 1, kind: 1, attempt: attempt)
      #expect(
        world.happens(half, at: choicePoint) == half.happens(bits: random.bits(at: choicePoint)))
      #expect(
        world.delay(latency, at: choicePoint) == latency.delay(bits: random.bits(at: choicePoint)))
    }
  }
}
