import Testing

@testable import Simulation

@Suite struct LatencyTests {
  /// The lengths of so many delays in milliseconds.
  private func sample(_ latency: Latency, _ count: Int) -> [Double] {
    Neighborhood.trials.walk(count).map { Double(latency.delay(bits: $0).nanoseconds) / 1e6 }
  }

  @Test(arguments: LatencyCase.all)
  func followsItsDistribution(test: LatencyCase) {
    let delays = sample(test.latency, 40_000)
    #expect(Plausibility.sample(delays, follows: test.distribution))
    if let mean = test.mean {
      #expect(Plausibility.mean(of: delays, is: mean, deviation: test.deviation))
    }
  }

  @Test func aShortExponentialDelayIsTheSameWithoutABranch() {
    let longest = Delay.nanoseconds((1 << 46) - 1)
    let edges: [UInt64] = [0, 1, 2_047, 2_048, 1 << 63, .max - 2_048, .max]
    for mean in [.zero, .nanoseconds(1), .milliseconds(20), longest] as [Delay] {
      #expect(Latency.isShort(mean: mean))
      for bits in edges + Neighborhood.trials.walk(1_000) {
        let delay = Latency.shortExponentialDelay(mean: mean, unit: Latency.positiveUnit(bits))
        #expect(delay == Latency.exponential(mean: mean).delay(bits: bits), "\(mean), \(bits)")
      }
    }
    #expect(!Latency.isShort(mean: longest + .nanoseconds(1)))
  }

  /// Draws are inversions, so the draw that stands for a share gives the quantile of that share.
  @Test(arguments: LatencyCase.all)
  func aDrawIsTheQuantileThatItStandsFor(test: LatencyCase) {
    guard let quantile = test.quantile else { return }
    for thousandths in 1..<1_000 {
      let share = Double(thousandths) / 1_000
      let bits = UInt64((test.falls ? 1 - share : share) * 0x1p64)
      let delay = Double(test.latency.delay(bits: bits).nanoseconds)
      let expected = quantile(share) * 1e6
      #expect((delay - expected).magnitude <= 0.6 + 1e-12 * expected, "at \(share)")
    }
  }

  @Test(arguments: LatencyCase.all)
  func quantileIsMonotone(test: LatencyCase) {
    guard test.quantile != nil else { return }
    let draws = Neighborhood.trials.walk(2_000).sorted()
    let delays = draws.map { test.latency.delay(bits: $0) }
    for (one, next) in zip(delays, delays.dropFirst()) {
      #expect(test.falls ? one >= next : one <= next)
    }
  }

  @Test(arguments: [0, 1, 1 << 11, 1 << 63, .max - 1, .max] as [UInt64])
  func extremeBitsStillGiveADelay(bits: UInt64) {
    let others: [Latency] = [
      .pareto(scale: .seconds(1), shape: 0.001), .lognormal(median: .longest, sigma: 30),
      .weibull(scale: .seconds(1), shape: 0.001), .exponential(mean: .longest),
      .uniform(from: .zero, to: .longest),
    ]
    for latency in LatencyCase.all.map(\.latency) + others {
      let delay = latency.delay(bits: bits)
      #expect(delay >= .zero && delay <= .longest)
    }
  }

  @Test(arguments: [0, 1, 1 << 63, .max] as [UInt64])
  func aConstantIsConstant(bits: UInt64) {
    #expect(Latency.constant(.milliseconds(7)).delay(bits: bits) == .milliseconds(7))
    #expect(Latency.none.delay(bits: bits) == .zero)
  }

  @Test(arguments: [0, 1, 1 << 63, .max] as [UInt64])
  func withoutSpreadADelayIsItsMedian(bits: UInt64) {
    let latency = Latency.lognormal(median: .milliseconds(7), sigma: 0)
    #expect(latency.delay(bits: bits) == .milliseconds(7))
  }

  @Test func aParetoDelayIsNeverShorterThanItsScale() {
    let latency = Latency.pareto(scale: .milliseconds(10), shape: 100)
    #expect(latency.delay(bits: .max) == .milliseconds(10))
    for bits in Neighborhood.trials.walk(1_000) {
      #expect(latency.delay(bits: bits) >= .milliseconds(10))
    }
  }

  @Test func theShortestExponentialDelayIsZeroAndTheLongestIsKnown() {
    let latency = Latency.exponential(mean: .seconds(1))
    #expect(latency.delay(bits: .max) == .zero)
    // ln 2⁵³
    #expect(latency.delay(bits: 0) == .nanoseconds(36_736_800_570))
  }

  @Test func bothEndsOfAUniformRangeComeAndNothingBeyond() {
    let latency = Latency.uniform(from: .nanoseconds(3), to: .nanoseconds(7))
    var counts: [Int64: Int] = [:]
    for bits in Neighborhood.trials.walk(10_000) {
      counts[latency.delay(bits: bits).nanoseconds, default: 0] += 1
    }
    #expect(counts.keys.sorted() == [3, 4, 5, 6, 7])
    #expect(Plausibility.areEven(Array(counts.values)))
    #expect(latency.delay(bits: 0) == .nanoseconds(3))
    #expect(latency.delay(bits: .max) == .nanoseconds(7))
  }

  @Test func aUniformRangeOfOneLengthIsConstant() {
    let latency = Latency.uniform(from: .seconds(1), to: .seconds(1))
    for bits in [0, 1 << 63, .max] as [UInt64] { #expect(latency.delay(bits: bits) == .seconds(1)) }
  }

  @Test func theProductOfTwoWordsIsExact() {
    var generator = SeededGenerator(seed: 8)
    for shift in 0..<64 as Range<UInt64> {
      for _ in 0..<50 {
        let bits = generator.next()
        let bound = generator.next() >> shift
        #expect(Latency.scaled(bits, to: bound) == bits.multipliedFullWidth(by: bound).high)
      }
      let greatest = UInt64.max >> shift
      #expect(Latency.scaled(.max, to: greatest) == greatest - 1)
    }
  }

  @Test func valuesComeAsOftenAsTheyWeigh() throws {
    let values = try #require(
      Weighted([
        .init(Delay.milliseconds(5), weight: 1), .init(.milliseconds(2), weight: 3),
        .init(.milliseconds(9), weight: 6),
      ]))
    let delays = sample(.empirical(values), 20_000)
    for (length, chance) in [(5.0, 0.1), (2, 0.3), (9, 0.6)] {
      let count = delays.count { $0 == length }
      #expect(Plausibility.count(count, of: delays.count, chance: chance))
    }
  }

  /// The part is chosen by the same bits that it draws with: were they not renewed, the part with
  /// the smaller bits would only ever see those.
  @Test func aPartOfAMixtureDrawsFromItsWholeDistribution() throws {
    let parts = try #require(
      Weighted<Latency>([
        .init(.uniform(from: .zero, to: .seconds(1)), weight: 1),
        .init(.uniform(from: .seconds(10), to: .seconds(11)), weight: 1),
      ]))
    let delays = sample(.mixture(parts), 20_000)
    let first = delays.filter { $0 < 5_000 }
    let second = delays.filter { $0 > 5_000 }
    #expect(Plausibility.count(first.count, of: delays.count, chance: 0.5))
    #expect(Plausibility.sample(first) { $0 / 1_000 })
    #expect(Plausibility.sample(second) { $0 / 1_000 - 10 })
  }

  @Test func aMixtureOfMixturesHasTheProductsOfTheirShares() throws {
    func choice(_ one: Latency, _ other: Latency) throws -> Latency {
      .mixture(try #require(Weighted([.init(one, weight: 1), .init(other, weight: 3)])))
    }
    func constant(_ milliseconds: Int64) -> Latency { .constant(.milliseconds(milliseconds)) }
    let latency = try choice(
      choice(constant(1), constant(2)), choice(constant(3), constant(4)))
    let delays = sample(latency, 20_000)
    let sixteenths: [(length: Double, share: Double)] = [(1, 1), (2, 3), (3, 3), (4, 9)]
    for (length, share) in sixteenths {
      let count = delays.count { $0 == length }
      #expect(Plausibility.count(count, of: delays.count, chance: share / 16))
    }
  }
}
