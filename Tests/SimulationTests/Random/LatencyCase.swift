import Foundation
import Simulation
import Testing

/// A latency and what is known of its distribution, in milliseconds.
struct LatencyCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let latency: Latency
  /// `nil` where the variance is infinite and a mean tells nothing.
  let mean: Double?
  let deviation: Double
  /// The share of delays up to a length.
  let distribution: @Sendable (Double) -> Double
  /// The length up to which a share of the delays lies; `nil` for what is not drawn by inversion.
  let quantile: (@Sendable (Double) -> Double)?
  /// A Boolean value that indicates whether larger random bits mean a shorter delay.
  let falls: Bool

  private static func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  static let all = [
    uniform, exponential, narrowLognormal, wideLognormal, lightPareto, heavyPareto,
    steepWeibull, flatWeibull, mixture, bounded, onePower, twoPoints,
  ]

  static let uniform = LatencyCase(
    testDescription: "uniform",
    latency: .uniform(from: .milliseconds(10), to: .milliseconds(30)),
    mean: 20, deviation: 20 / 12.0.squareRoot(),
    distribution: { ($0 - 10) / 20 }, quantile: { 10 + 20 * $0 }, falls: false)

  static let exponential = LatencyCase(
    testDescription: "exponential",
    latency: .exponential(mean: .milliseconds(20)), mean: 20, deviation: 20,
    distribution: { 1 - exp(-$0 / 20) }, quantile: { -20 * log1p(-$0) }, falls: true)

  static let narrowLognormal = lognormal(sigma: 0.25)
  static let wideLognormal = lognormal(sigma: 1)

  private static func lognormal(sigma: Double) -> LatencyCase {
    let mean = 20 * exp(sigma * sigma / 2)
    return LatencyCase(
      testDescription: "lognormal with sigma \(sigma)",
      latency: .lognormal(median: .milliseconds(20), sigma: sigma),
      mean: mean, deviation: mean * expm1(sigma * sigma).squareRoot(),
      distribution: { normal(log($0 / 20) / sigma) },
      quantile: { 20 * exp(sigma * normalQuantile($0)) }, falls: false)
  }

  /// By bisection, which needs nothing of what is tested.
  private static func normalQuantile(_ p: Double) -> Double {
    var low = -10.0
    var high = 10.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if normal(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  static let lightPareto = pareto(
    shape: 5, mean: 12.5, deviation: 10 * (5.0 / (16 * 3)).squareRoot())
  static let heavyPareto = pareto(shape: 1.1, mean: nil, deviation: .infinity)

  private static func pareto(shape: Double, mean: Double?, deviation: Double) -> LatencyCase {
    LatencyCase(
      testDescription: "pareto with shape \(shape)",
      latency: .pareto(scale: .milliseconds(10), shape: shape), mean: mean, deviation: deviation,
      distribution: { 1 - pow(10 / $0, shape) }, quantile: { 10 * pow(1 - $0, -1 / shape) },
      falls: true)
  }

  static let steepWeibull = weibull(shape: 3)
  static let flatWeibull = weibull(shape: 0.7)

  private static func weibull(shape: Double) -> LatencyCase {
    let mean = tgamma(1 + 1 / shape)
    return LatencyCase(
      testDescription: "weibull with shape \(shape)",
      latency: .weibull(scale: .milliseconds(20), shape: shape),
      mean: 20 * mean, deviation: 20 * (tgamma(1 + 2 / shape) - mean * mean).squareRoot(),
      distribution: { 1 - exp(-pow($0 / 20, shape)) },
      quantile: { 20 * pow(-log1p(-$0), 1 / shape) }, falls: true)
  }

  private static func percentiles(_ points: [(Int64, Int64)]) -> Latency {
    .percentiles(
      Percentiles(
        points.map {
          .init(.init(trillionths: $0.0 * 10_000_000_000), .milliseconds($0.1))
        })!)
  }

  /// Percentiles of one power law, 10 (1 − p)^(−1/2), are those of a Pareto distribution.
  static let onePower = LatencyCase(
    testDescription: "percentiles of a power law",
    latency: percentiles([(100, 10), (25, 20), (4, 50), (1, 100)]), mean: nil,
    deviation: .infinity,
    distribution: { 1 - pow(10 / $0, 2) }, quantile: { 10 * pow(1 - $0, -0.5) }, falls: true)

  /// 50% up to 20 ms and 100% up to 80 ms: no slope is known, so the logarithm is linear in the share.
  static let twoPoints = LatencyCase(
    testDescription: "a median and a longest delay",
    latency: percentiles([(50, 20), (0, 80)]),
    // 10 from below, and half of (80 − 20) / ln 4 from above.
    mean: 10 + 30 / log(4), deviation: 20,
    distribution: { $0 < 20 ? 0 : 0.5 + 0.5 * log($0 / 20) / log(4) },
    quantile: { $0 < 0.5 ? 20 : 20 * pow(4, 2 * $0 - 1) }, falls: true)

  /// Power laws of several slopes, the last of which ends at 900 ms.
  static let bounded: LatencyCase = {
    // ln (80 / 20) / ln (0.5 / 0.05), then ln (200 / 80) / ln (0.05 / 0.01).
    let (first, second) = (log(4.0) / log(10), log(2.5) / log(5))
    let rest = 1 - pow(900.0 / 200, -1 / second)
    return LatencyCase(
      testDescription: "percentiles with a longest delay",
      latency: percentiles([(50, 20), (5, 80), (1, 200), (0, 900)]), mean: nil,
      deviation: .infinity,
      distribution: {
        if $0 <= 80 { return 1 - 0.5 * pow(20 / $0, 1 / first) }
        if $0 <= 200 { return 1 - 0.05 * pow(80 / $0, 1 / second) }
        return 0.99 + 0.01 * (1 - pow(200 / $0, 1 / second)) / rest
      },
      quantile: {
        if $0 <= 0.95 { return 20 * pow(0.5 / (1 - $0), first) }
        if $0 <= 0.99 { return 80 * pow(0.05 / (1 - $0), second) }
        return 200 * pow(1 - rest * ($0 - 0.99) / 0.01, -second)
      }, falls: true)
  }()

  /// Three times of four an exponential delay, otherwise a uniform one.
  static let mixture = LatencyCase(
    testDescription: "mixture",
    latency: .mixture(
      Weighted([
        .init(.exponential(mean: .milliseconds(10)), weight: 3),
        .init(.uniform(from: .zero, to: .milliseconds(100)), weight: 1),
      ])!),
    mean: 20, deviation: (0.75 * 200 + 0.25 * 10_000 / 3 - 400).squareRoot(),
    distribution: { 0.75 * (1 - exp(-$0 / 10)) + 0.25 * min($0 / 100, 1) }, quantile: nil,
    falls: false)
}
