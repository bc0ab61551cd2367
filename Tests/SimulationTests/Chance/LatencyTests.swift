import Foundation
import Simulation
import Testing

/// The mean and the quantiles of every kind of latency, against formulas.
@Suite struct LatencyTests {
  struct Case: Sendable {
    let latency: Latency
    /// In milliseconds; `nil` where the variance is infinite and a mean tells nothing.
    let mean: Double?
    let deviation: Double
    /// The share of delays up to a number of milliseconds.
    let distribution: @Sendable (Double) -> Double
  }

  private static func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  static let cases: [Case] = [
    Case(
      latency: .uniform(from: .milliseconds(10), to: .milliseconds(30)), mean: 20,
      deviation: 20 / 12.0.squareRoot(), distribution: { ($0 - 10) / 20 }),
    Case(
      latency: .exponential(mean: .milliseconds(20)), mean: 20, deviation: 20,
      distribution: { 1 - exp(-$0 / 20) }),
    Case(
      latency: .lognormal(median: .milliseconds(20), sigma: 0.5), mean: 20 * exp(0.125),
      deviation: 20 * exp(0.125) * (exp(0.25) - 1).squareRoot(),
      distribution: { normal(log($0 / 20) / 0.5) }),
    Case(
      latency: .pareto(scale: .milliseconds(10), shape: 4), mean: 40.0 / 3,
      deviation: 10 * (4.0 / (9 * 2)).squareRoot(), distribution: { 1 - pow(10 / $0, 4) }),
    Case(
      latency: .pareto(scale: .milliseconds(10), shape: 1), mean: nil, deviation: 0,
      distribution: { 1 - 10 / $0 }),
    Case(
      latency: .weibull(scale: .milliseconds(20), shape: 2), mean: 20 * tgamma(1.5),
      deviation: 20 * (1 - tgamma(1.5) * tgamma(1.5)).squareRoot(),
      distribution: { 1 - exp(-pow($0 / 20, 2)) }),
    Case(
      latency: .mixture(
        Weighted([
          .init(.exponential(mean: .milliseconds(10)), weight: 3),
          .init(.uniform(from: .zero, to: .milliseconds(100)), weight: 1),
        ])!), mean: 20, deviation: (0.75 * 200 + 0.25 * 10_000 / 3 - 400).squareRoot(),
      distribution: { 0.75 * (1 - exp(-$0 / 10)) + 0.25 * $0 / 100 }),
  ]

  @Test(arguments: cases.indices)
  func followsItsDistribution(index: Int) {
    let test = LatencyTests.cases[index]
    let count = 20_000
    var delays: [Double] = []
    for trial in 0..<UInt64(count) {
      let bits = Luck(seed: 1, trial: trial).bits(at: Site(actor: 1, kind: 2))
      delays.append(Double(test.latency.delay(bits: bits).nanoseconds) / 1e6)
    }
    delays.sort()
    // Missed less than once in a million.
    let root = Double(count).squareRoot()
    if let mean = test.mean {
      #expect(abs(delays.reduce(0, +) / Double(count) - mean) < 5 * test.deviation / root)
    }
    // Kolmogorov and Smirnov: √n D exceeds 2.7 once in a million.
    var distance = 0.0
    for (rank, delay) in delays.enumerated() {
      distance = max(distance, abs(test.distribution(delay) - (Double(rank) + 0.5) / Double(count)))
    }
    #expect(distance * root < 2.7)
  }

  @Test func aConstantIsConstant() {
    let latency = Latency.constant(.milliseconds(7))
    for bits in [0, 1, .max] as [UInt64] { #expect(latency.delay(bits: bits) == .milliseconds(7)) }
  }

  @Test func bothEndsOfAUniformRangeCome() {
    let latency = Latency.uniform(from: .nanoseconds(3), to: .nanoseconds(5))
    let delays = (0..<64).map { latency.delay(bits: UInt64($0) << 58).nanoseconds }
    #expect(delays.min() == 3 && delays.max() == 5)
    #expect(latency.delay(bits: .max).nanoseconds == 5)
  }

  @Test func valuesComeAsOftenAsTheyWeigh() {
    let values = Weighted([
      .init(Delay.milliseconds(1), weight: 1), .init(.milliseconds(2), weight: 3),
    ])!
    #expect(values.probability(at: 1) == 0.75)
    let ones = (0..<1_024).filter {
      Latency.empirical(values).delay(bits: UInt64($0) << 54) == .milliseconds(1)
    }
    #expect(ones.count == 256)
  }

  @Test(arguments: [0, 1, UInt64.max])
  func extremeBitsGiveADelay(bits: UInt64) {
    for test in LatencyTests.cases {
      let delay = test.latency.delay(bits: bits)
      #expect(delay >= .zero && delay <= .longest)
    }
    #expect(Latency.pareto(scale: .seconds(1), shape: 0.01).delay(bits: bits) <= .longest)
  }
}
