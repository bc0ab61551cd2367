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
    steepWeibull, flatWeibull, mixture,
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
