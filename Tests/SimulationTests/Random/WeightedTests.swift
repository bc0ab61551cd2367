import Testing

@testable import Simulation

@Suite struct WeightedTests {
  typealias Pair = Weighted<String>.Pair

  @Test func aWeightedListNeedsAnElement() {
    #expect(Weighted<String>([]) == nil)
  }

  @Test(arguments: [0, -0.0, -1, .nan, .infinity, -.infinity])
  func everyWeightIsPositiveAndFinite(weight: Double) {
    #expect(Weighted([Pair("a", weight: 1), Pair("b", weight: weight)]) == nil)
    #expect(Weighted([Pair("a", weight: weight)]) == nil)
  }

  @Test func weightsWhoseSumIsInfiniteAreRejected() {
    let half = Double.greatestFiniteMagnitude
    #expect(Weighted([Pair("a", weight: half), Pair("b", weight: half)]) == nil)
  }

  @Test(arguments: [0, 1, 1 << 63, .max] as [UInt64])
  func aSingleElementIsAlwaysChosen(bits: UInt64) throws {
    let certain = try #require(Weighted([Pair("a", weight: 0.001)]))
    #expect(certain.element(bits: bits) == "a")
  }

  @Test func everyShareOfTheDrawsBelongsToItsElement() throws {
    let weighted = try #require(
      Weighted([Pair("a", weight: 1), Pair("b", weight: 2), Pair("c", weight: 5)]))
    let eighth: UInt64 = 1 << 61
    #expect(weighted.element(bits: 0) == "a")
    #expect(weighted.element(bits: eighth - 1) == "a")
    #expect(weighted.element(bits: eighth) == "b")
    #expect(weighted.element(bits: 3 * eighth - 1) == "b")
    #expect(weighted.element(bits: 3 * eighth) == "c")
    #expect(weighted.element(bits: .max) == "c")
  }

  @Test func onlyTheSharesOfTheWeightsMatter() throws {
    let small = try #require(Weighted([Pair("a", weight: 1e-300), Pair("b", weight: 3e-300)]))
    let great = try #require(Weighted([Pair("a", weight: 1e300), Pair("b", weight: 3e300)]))
    #expect(small.probability(at: 1) == 0.75)
    #expect(great.probability(at: 1) == 0.75)
    for bits in Neighborhood.trials.walk(1_000) {
      #expect(small.element(bits: bits) == great.element(bits: bits))
    }
  }

  @Test func anElementIsChosenAsOftenAsItsProbabilitySays() throws {
    let pairs = (1...40).map { Weighted<Int>.Pair($0, weight: Double($0)) }
    let weighted = try #require(Weighted(pairs))
    let draws = Neighborhood.trials.walk(40_000)
    var counts = [Int](repeating: 0, count: 40)
    for bits in draws { counts[weighted.element(bits: bits) - 1] += 1 }
    let expected = (0..<40).map { weighted.probability(at: $0) * Double(draws.count) }
    #expect(Plausibility.counts(counts, expected: expected))
  }

  @Test func probabilitiesAddUpToOne() throws {
    let weighted = try #require(
      Weighted([Pair("a", weight: 0.1), Pair("b", weight: 7), Pair("c", weight: 1.3)]))
    let sum = (0..<3).reduce(0.0) { $0 + weighted.probability(at: $1) }
    #expect((sum - 1).magnitude < 1e-15)
  }
}
