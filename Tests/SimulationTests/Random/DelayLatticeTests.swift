import Foundation
import Testing

@testable import Simulation

/// The points of a lattice that stand for a continuous latency.
@Suite struct DelayLatticeTests {
  private static let latencies: [Latency] = [
    .uniform(from: .milliseconds(2), to: .milliseconds(90)), .exponential(mean: .milliseconds(20)),
    .lognormal(median: .milliseconds(20), sigma: 0.8),
    .pareto(scale: .milliseconds(2), shape: 3),
    .weibull(scale: .milliseconds(40), shape: 1.5),
    .mixture(
      Weighted([
        .init(.constant(.milliseconds(7)), weight: 1),
        .init(.exponential(mean: .milliseconds(300)), weight: 1),
      ])!),
  ]

  private static func values(
    _ latency: Latency, _ rounding: DelayLattice.Rounding, step: Delay = .milliseconds(5)
  ) -> [Latency.Value] {
    latency.values(on: DelayLattice(step: step, rounding: rounding))
  }

  private static func mean(_ values: [Latency.Value]) -> Double {
    values.reduce(0) { $0 + Double($1.delay.nanoseconds) * $1.probability }
  }

  private static func share(_ values: [Latency.Value], upTo delay: Delay) -> Double {
    values.filter { $0.delay <= delay }.reduce(0) { $0 + $1.probability }
  }

  @Test(arguments: latencies.indices) func probabilitiesAddUpAndKeepTheMean(index: Int) throws {
    let latency = Self.latencies[index]
    for rounding in [DelayLattice.Rounding.down, .up, .even] {
      let total = Self.values(latency, rounding).reduce(0) { $0 + $1.probability }
      #expect(abs(total - 1) < 1e-12)
    }
    let (down, up) = (
      Self.mean(Self.values(latency, .down)), Self.mean(Self.values(latency, .up))
    )
    let even = Self.mean(Self.values(latency, .even))
    #expect(down < even && even < up)
    if let mean = latency.mean(atLeast: .zero, atMost: .longest) {
      #expect(abs(even / mean - 1) < 1e-3)
    }
  }

  /// Exponential delays against their distribution function, at points of the lattice. A draw is a whole number of
  /// nanoseconds, and half of one is worth 2.5 × 10⁻⁸ at most.
  @Test func roundedDelaysEncloseTheDistribution() {
    let latency = Latency.exponential(mean: .milliseconds(20))
    let (down, up) = (Self.values(latency, .down), Self.values(latency, .up))
    for count in 1..<60 {
      let point = Delay.milliseconds(5 * Int64(count))
      let known = 1 - exp(-Double(count) / 4)
      #expect(abs(Self.share(up, upTo: point) - known) < 3e-8)
      // All delays below the next point are rounded down to this one at most.
      #expect(abs(Self.share(down, upTo: point) - (1 - exp(-Double(count + 1) / 4))) < 3e-8)
    }
  }

  /// Beyond the finest points they are multiples of ever larger steps, so that sums stay on the lattice.
  @Test func longTailsHaveFewPoints() {
    let pareto = Latency.pareto(scale: .milliseconds(2), shape: 1.1)
    for rounding in [DelayLattice.Rounding.down, .even] {
      let values = Self.values(pareto, rounding, step: .milliseconds(1))
      #expect(values.count > 64 && values.count < 1_500)
      #expect(values.allSatisfy { $0.delay.nanoseconds % 1_000_000 == 0 })
    }
    let up = Self.values(pareto, .up, step: .milliseconds(1))
    #expect(up.last?.delay == pareto.delay(bits: 0))
  }

  @Test func delaysOfFinitelyManyValuesStay() {
    let latency = Latency.empirical(
      Weighted([.init(.milliseconds(7), weight: 1), .init(.milliseconds(13), weight: 3)])!)
    let values = Self.values(latency, .even)
    #expect(values.map(\.delay) == [.milliseconds(7), .milliseconds(13)])
    #expect(values.map(\.probability) == [0.25, 0.75])
  }
}
