import Simulation
import Testing

@Suite struct BlockSamplerTests {
  /// Ties in every place, delays of several kinds, and what may come to the end of time.
  private static let races: [Racing] = {
    var constant = Racing(left: .constant(.microseconds(4)), right: .constant(.microseconds(4)))
    constant.stumbles = Probability(0.9)
    let sure = Racing(stumbles: .always)
    let capped = Racing(cap: .microseconds(3))
    let floored = Racing(floor: .microseconds(7))
    let slow = Racing(left: .lognormal(median: .seconds(1), sigma: 2), bell: .seconds(1))
    let early = Racing(bell: .zero)
    let endless = Racing(left: .pareto(scale: .longest, shape: 1))
    let days = [18, 20].map { hours in
      Racing(left: .exponential(mean: .seconds(hours * 3_600)), bell: .seconds(1))
    }
    return [Racing(), constant, sure, capped, floored, slow, early, endless] + days
  }()

  @Test(arguments: races.indices)
  func everyTrialEndsAsUnderTheSampler(index: Int) throws {
    let race = Self.races[index]
    var blocks = BlockSampler(race, seed: 3)
    var sampler = Sampler(race, seed: 3)
    let dominantState = try #require(blocks.dominantState)
    var usual = 0
    for start in stride(from: 0, to: 4_000, by: 250) {
      let trials = UInt64(start)..<UInt64(start + 250)
      blocks.look(at: trials)
      let others = Set(try #require(blocks.offPathIndices))
      let places = (0..<250).filter { !others.contains($0) }
      let ends = try #require(blocks.dominantTimes(of: Racing.end))
      let bells = try #require(blocks.dominantTimes(of: Racing.bell))
      usual += places.count
      #expect(ends.count == places.count && bells.count == places.count)
      for (place, (end, bell)) in zip(places, zip(ends, bells)) {
        #expect(try sampler.run(trial: trials.lowerBound + UInt64(place)) == dominantState)
        #expect(sampler.world.instant(of: Racing.end)?.sinceStart == end)
        #expect(sampler.world.instant(of: Racing.bell)?.sinceStart == bell)
      }
    }
    // One in fifty at least: even where each order of four events is as likely as another.
    #expect(usual > 80)
  }

  @Test func noTrialOnTheDominantPathIsLeftToTheSampler() throws {
    // No two of these events can meet at one instant, so one state means one order.
    let race = Racing(
      left: .exponential(mean: .seconds(1)), right: .uniform(from: .zero, to: .seconds(1)),
      bell: .milliseconds(500))
    var blocks = BlockSampler(race, seed: 1)
    var sampler = Sampler(race, seed: 1)
    blocks.look(at: 0..<256)
    let others = Set(try #require(blocks.offPathIndices))
    for trial in 0..<256 as Range<UInt64> {
      let isUsual = !others.contains(Int(trial))
      #expect(isUsual == (try sampler.run(trial: trial) == blocks.dominantState))
    }
  }

  @Test func aSystemThatKeepsADelayHasNoDominantPath() {
    #expect(BlockSampler(Racing(keepsDelay: true), seed: 1).dominantState == nil)
    var blocks = BlockSampler(Racing(keepsDelay: true), seed: 1)
    blocks.look(at: 0..<10)
    #expect(blocks.dominantTimes(of: Racing.end) == nil)
    #expect(blocks.offPathIndices == nil)
  }

  @Test func aPathOfFewTrialsIsNotDominant() {
    #expect(BlockSampler(Racing(stumbles: Probability(0.25)), seed: 1).dominantState != nil)
    #expect(BlockSampler(Racing(stumbles: Probability(0.45)), seed: 1).dominantState == nil)
  }

  @Test func aPathBeyondTheEventLimitIsNotDominant() {
    #expect(BlockSampler(Racing(), seed: 1, eventLimit: 4).dominantState != nil)
    #expect(BlockSampler(Racing(), seed: 1, eventLimit: 3).dominantState == nil)
  }

  @Test func aTrialThatComesToTheEndOfTimeIsLeftToTheSampler() {
    for times in 1...4 {
      var blocks = BlockSampler(Waiting(wait: .longest, times: times), seed: 1)
      blocks.look(at: 0..<3)
      // Twice 100 years are 200; three times are more than there are.
      #expect(blocks.offPathIndices == (times <= 2 ? [] : [0, 1, 2]))
    }
  }
}
