import Testing

@testable import Simulation

/// The finitely many values that a latency has, or that stand for it, and its mean.
@Suite struct LatencyValuesTests {
  @Test func equalDelaysAreOneValue() throws {
    let mixture = Latency.mixture(
      Weighted([
        .init(.constant(.seconds(2)), weight: 1),
        .init(
          .empirical(
            Weighted([.init(.seconds(1), weight: 1), .init(.seconds(2), weight: 3)])!), weight: 1),
      ])!)
    let values = try #require(mixture.values(discretisation: nil))
    #expect(values.map(\.delay) == [.seconds(1), .seconds(2)])
    #expect(values.map(\.probability) == [0.125, 0.875])
    #expect(Latency.uniform(from: .zero, to: .seconds(1)).values(discretisation: nil) == nil)
    #expect(
      Latency.uniform(from: .seconds(3), to: .seconds(3)).values(discretisation: nil)?.count == 1)
  }

  private static let continuous: [Latency] = [
    .uniform(from: .milliseconds(2), to: .milliseconds(9)), .exponential(mean: .milliseconds(5)),
    .lognormal(median: .milliseconds(5), sigma: 0.8), .pareto(scale: .milliseconds(2), shape: 3),
    .weibull(scale: .milliseconds(4), shape: 1.5),
  ]

  /// The medians of four equal parts of the probability: an eighth of all draws is below the first.
  @Test(arguments: continuous.indices)
  func approximationsAreTheMediansOfEqualParts(index: Int) throws {
    let latency = Self.continuous[index]
    let values = try #require(latency.values(discretisation: 4))
    #expect(values.map(\.probability) == [0.25, 0.25, 0.25, 0.25])
    let random = KeyedRandom(seed: 3, trial: 1)
    let draws = (0..<20_000).map { number in
      latency.delay(bits: random.bits(at: ChoicePoint(actor: 0, kind: 0, attempt: UInt32(number))))
    }.sorted()
    for (part, value) in values.enumerated() {
      let below = Double(draws.count { $0 <= value.delay }) / 20_000
      #expect(abs(below - (Double(part) + 0.5) / 4) < 0.02)
    }
  }

  @Test(arguments: continuous.indices, [(0, 1_000_000), (4, 1_000_000), (0, 6), (4, 6)])
  func meansAreThoseOfTheDraws(index: Int, bounds: (Int64, Int64)) {
    let latency = Self.continuous[index]
    let (floor, cap) = (Delay.milliseconds(bounds.0), Delay.milliseconds(bounds.1))
    let isWhole = bounds == (0, 1_000_000)
    guard let mean = latency.mean(atLeast: floor, atMost: isWhole ? .longest : cap) else {
      // No closed form here.
      #expect(index >= 2)
      return
    }
    let random = KeyedRandom(seed: 5, trial: 2)
    var sum = 0.0
    for number in 0..<40_000 as Range<UInt32> {
      let delay = latency.delay(
        bits: random.bits(at: ChoicePoint(actor: 0, kind: 0, attempt: number)))
      sum += Double(max(min(delay, cap), floor).nanoseconds)
    }
    #expect(abs(sum / 40_000 / mean - 1) < 0.03)
  }
}
