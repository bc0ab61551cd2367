import EndToEnd
import Foundation
import Simulation
import Testing

/// Waits, seen from outside: every request is lost, so the time to the decision is the timeouts and
/// the waits between them.
@Suite struct BackoffTests {
  private static let timeout = 10.0

  /// The sums of the waits of many operations, in milliseconds, sorted.
  private func waits(_ backoff: Backoff, retries: UInt32, trials: UInt64) throws -> [Double] {
    var scenario = Scenario()
    scenario.client.timeout = .milliseconds(Int64(Self.timeout))
    scenario.client.retry.attempts = retries + 1
    scenario.client.retry.backoff = backoff
    scenario.network.request.loss = .always
    var sampler = OperationSampler(scenario, seed: 3)
    var waits: [Double] = []
    for trial in 0..<trials {
      let time = Double(try sampler.outcome(ofTrial: trial).time.nanoseconds) / 1e6
      waits.append(time - Self.timeout * Double(retries + 1))
    }
    return waits.sorted()
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test(arguments: [
    (Backoff.Growth.fixed(.milliseconds(50)), 150.0),
    (.linear(base: .milliseconds(10), step: .milliseconds(20), cap: .seconds(9)), 90.0),
    (.linear(base: .milliseconds(10), step: .milliseconds(20), cap: .milliseconds(25)), 60.0),
    (.exponential(base: .milliseconds(50), factor: 2, cap: .seconds(9)), 350.0),
    (.exponential(base: .milliseconds(50), factor: 2, cap: .milliseconds(80)), 210.0),
    (.exponential(base: .milliseconds(16), factor: 1.5, cap: .seconds(9)), 76.0),
    (
      .polynomial(base: .milliseconds(5), step: .milliseconds(3), power: 2, cap: .seconds(9)), 30.0
    ),
    (
      .polynomial(base: .milliseconds(5), step: .milliseconds(3), power: 2, cap: .milliseconds(9)),
      22.0
    ),
    (.schedule([.milliseconds(7), .milliseconds(11)]), 29.0),
  ])
  func withoutJitterGrowsAsItSays(growth: Backoff.Growth, sum: Double) throws {
    let waits = try waits(Backoff(growth), retries: 3, trials: 1)
    #expect(abs(waits[0] - sum) < 1e-5)
  }

  @Test func withoutBackoffTheRetryFollowsAtOnce() throws {
    #expect(try waits(.none, retries: 3, trials: 1)[0] == 0)
  }

  /// One wait of 80 ms with jitter is uniform: on a range that the jitter gives.
  @Test(arguments: [
    (Backoff.Jitter.full, 0.0, 80.0), (.equal, 40, 80), (.proportional(0.25), 60, 100),
    (.shortened(0.25), 60, 80), (.none, 80, 80),
    (.additive(upTo: .milliseconds(20), step: .milliseconds(5)), 80, 100),
  ])
  func jitterIsUniformOnItsRange(jitter: Backoff.Jitter, from: Double, to: Double) throws {
    let count = 10_000
    let growth = Backoff.Growth.exponential(base: .milliseconds(80), factor: 2, cap: .seconds(9))
    let waits = try waits(Backoff(growth, jitter: jitter), retries: 1, trials: UInt64(count))
    #expect(waits[0] >= from - 1e-5 && waits[count - 1] <= to + 1e-5)
    // Five standard errors: missed less than once in a million.
    let spread = (to - from) / 12.0.squareRoot()
    #expect(abs(mean(waits) - (from + to) / 2) <= 5 * spread / 100 + 1e-5)
    for quantile in [0.1, 0.5, 0.9] {
      let found = waits[Int(quantile * Double(count))]
      let margin = 5 * (quantile * (1 - quantile)).squareRoot() / 100 + 1e-4
      #expect(abs(found - (from + quantile * (to - from))) <= margin * (to - from) + 1e-5)
    }
  }

  @Test func decorrelatedWaitsDependOnTheOneBefore() throws {
    // First uniform on [10, 30]; then, from w, on [10, 3w]: mean 20 + (10 + 3 · 20) / 2 = 55.
    let growth = Backoff.Growth.exponential(base: .milliseconds(10), factor: 3, cap: .seconds(9))
    let waits = try waits(Backoff(growth, jitter: .decorrelated), retries: 2, trials: 10_000)
    #expect(waits[0] >= 20 - 1e-5 && waits[9_999] <= 120 + 1e-5)
    let (found, margin): (Double, Double) = (mean(waits), 5 * 26 / 100)
    #expect(abs(found - 55) < margin)
  }

  @Test func decorrelatedWaitsAreCutToTheCap() throws {
    let growth = Backoff.Growth.exponential(
      base: .milliseconds(10), factor: 3, cap: .milliseconds(20))
    let waits = try waits(Backoff(growth, jitter: .decorrelated), retries: 1, trials: 2_000)
    // Half of the uniform range lies above the cap.
    let capped = waits.filter { abs($0 - 20) < 1e-5 }.count
    #expect(Interval(0.5, 2_000).contains(capped))
    #expect(waits[1_999] <= 20 + 1e-5)
  }

  @Test func additiveJitterMayGrow() throws {
    // Uniform on [10, 14], then on [10, 24]: together 20 to 38, mean 12 + 17.
    let jitter = Backoff.Jitter.additive(upTo: .milliseconds(4), step: .milliseconds(10))
    let backoff = Backoff(.fixed(.milliseconds(10)), jitter: jitter)
    let waits = try waits(backoff, retries: 2, trials: 10_000)
    #expect(waits[0] >= 20 - 1e-5 && waits[9_999] <= 38 + 1e-5)
    #expect(abs(mean(waits) - 29) < 5 * 4.3 / 100)
  }

  @Test func aWaitIsNeverShorterThanItsFloor() throws {
    let backoff = Backoff(.fixed(.milliseconds(80)), jitter: .full, least: .milliseconds(60))
    let waits = try waits(backoff, retries: 1, trials: 2_000)
    // Three quarters of the uniform range lie below the least wait.
    let least = waits.filter { abs($0 - 60) < 1e-5 }.count
    #expect(Interval(0.75, 2_000).contains(least))
    #expect(waits[0] >= 60 - 1e-5 && waits[1_999] <= 80 + 1e-5)
  }

  @Test func aCapMayCutJitterOrWhatItStartsFrom() throws {
    var backoff = Backoff(
      .exponential(base: .milliseconds(80), factor: 2, cap: .milliseconds(20)), jitter: .full)
    let before = try waits(backoff, retries: 1, trials: 2_000)
    #expect(abs(mean(before) - 10) < 5 * 5.8 / 44)
    backoff.capsJitter = true
    let after = try waits(backoff, retries: 1, trials: 2_000)
    // Three quarters of the uniform range up to 80 ms lie above the cap.
    let capped = after.filter { abs($0 - 20) < 1e-5 }.count
    #expect(Interval(0.75, 2_000).contains(capped))
  }

  /// A gateway's second wait depends on its first, w, too. With w uniform on [10, 30] and the second on [10, 3w], the
  /// two take more than 40 ms with probability ∫ (4w − 40) / (3w − 10) dw / 20 = 4/3 − 4/9 · ln 4.
  @Test func aGatewaysDecorrelatedWaitsDependOnTheOneBefore() throws {
    var scenario = Scenario()
    scenario.client.timeout = .seconds(10)
    scenario.server.failsBeforeStore = .always
    var gateway = Gateway()
    gateway.retry.attempts = 3
    let growth = Backoff.Growth.exponential(base: .milliseconds(10), factor: 3, cap: .seconds(9))
    gateway.retry.backoff = Backoff(growth, jitter: .decorrelated)
    scenario.gateway = gateway
    var sampler = OperationSampler(scenario, seed: 3)
    let times = try (0..<3_000 as Range<UInt64>).map { try sampler.outcome(ofTrial: $0).time }
    let expected = 4.0 / 3 - 4.0 / 9 * log(4)
    #expect(Interval(expected, 3_000).contains(times.count { $0 > .milliseconds(40) }))
  }
}
