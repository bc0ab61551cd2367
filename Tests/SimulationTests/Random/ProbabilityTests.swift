import Simulation
import Testing

@Suite struct ProbabilityTests {
  static let extremes: [UInt64] = [0, 1, 2, .max, .max - 1, 1 << 63, (1 << 63) - 1]

  @Test(arguments: extremes)
  func zeroNeverHappensAndOneAlwaysDoes(bits: UInt64) {
    #expect(!Probability.never.happens(bits: bits))
    #expect(Probability.always.happens(bits: bits))
  }

  @Test func zeroAndOneAreTheNamedOnes() {
    #expect(Probability(0) == .never)
    #expect(Probability(-0.0) == .never)
    #expect(Probability(1) == .always)
  }

  @Test(arguments: [.nan, .infinity, -.infinity, -.leastNonzeroMagnitude, -1, 1.0000001, 2])
  func onlyZeroToOneIsAProbability(value: Double) {
    #expect(Probability(value) == nil)
  }

  @Test func theGreatestAndTheLeastNumberInRangeAreAccepted() {
    #expect(Probability((1.0).nextDown)?.value == (1.0).nextDown)
    #expect(Probability(.leastNonzeroMagnitude)?.value == .leastNonzeroMagnitude)
    #expect(Probability((1.0).nextUp) == nil)
  }

  /// Of the 2⁶³ draws, exactly p · 2⁶³ happen: the first that does not is that very number.
  @Test(arguments: [0.5, 0.25, 0.01, 0.3, 1e-9, 0x1p-63, 0.999_999])
  func theShareOfDrawsIsTheProbability(value: Double) throws {
    let probability = try #require(Probability(value))
    let happening = UInt64(value * 0x1p63)
    #expect(probability.happens(bits: (happening - 1) << 1))
    #expect(probability.happens(bits: (happening - 1) << 1 | 1))
    #expect(!probability.happens(bits: happening << 1))
  }

  @Test func aLikelierChanceHappensWheneverALessLikelyOneDoes() throws {
    var generator = SeededGenerator(seed: 6)
    let seldom = Probability(0.2)
    let often = Probability(0.6)
    for _ in 0..<5_000 {
      let bits = generator.next()
      #expect(!seldom.happens(bits: bits) || often.happens(bits: bits))
    }
  }

  @Test(arguments: [0.001, 0.01, 0.3, 0.5, 0.9])
  func happensAsOftenAsItSays(value: Double) throws {
    let probability = try #require(Probability(value))
    let draws = Neighborhood.trials.walk(50_000)
    let count = draws.count { probability.happens(bits: $0) }
    #expect(Plausibility.count(count, of: draws.count, chance: value))
  }

  @Test func theComplementIsWhatIsMissingToOne() throws {
    #expect(Probability.never.complement == .always)
    #expect(Probability.always.complement == .never)
    #expect(Probability(0.25).complement.value == 0.75)
  }
}
