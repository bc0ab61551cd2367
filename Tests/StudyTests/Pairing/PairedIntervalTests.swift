import Foundation
import Statistics
import Testing

@testable import Study

/// The intervals of differences.
@Suite struct PairedIntervalTests {
  /// All outcomes of a few trials, each of which avoids, causes, or does neither: the interval covers the
  /// difference at least as often as it says.
  @Test(arguments: [(0.3, 0.1), (0.02, 0.02), (0.5, 0.5), (0.0, 0.05), (0.9, 0.001)])
  func aPairedShareCoversTheDifference(avoids: Double, causes: Double) {
    let trials = 16
    var coverage = 0.0
    for avoided in 0...trials {
      for caused in 0...(trials - avoided) {
        let rest = trials - avoided - caused
        var logarithm: Double = lgamma(Double(trials + 1))
        for part in [avoided, caused, rest] { logarithm -= lgamma(Double(part + 1)) }
        let neither: Double = max(1 - avoids - causes, 0)
        let discordant: Double = pow(avoids, Double(avoided)) * pow(causes, Double(caused))
        let probability: Double = exp(logarithm) * discordant * pow(neither, Double(rest))
        if probability == 0 { continue }
        let counts = PairedCounts(
          both: 0, onlyBaseline: UInt64(avoided), onlyOther: UInt64(caused))
        let interval = PairedShare.difference(counts, of: UInt64(trials))
        let truth = causes - avoids
        if interval.low <= truth, truth <= interval.high { coverage += probability }
      }
    }
    #expect(coverage >= 0.95 && coverage <= 1 + 1e-9, "\(coverage)")
  }

  @Test func noDiscordantPairsStillLeaveAnInterval() {
    let interval = PairedShare.difference(PairedCounts(both: 900), of: 1_000)
    #expect(interval.value == 0)
    // 1 − tail^(1/n), on both sides.
    let end = 1 - pow(0.025, 1.0 / 1_000)
    #expect(abs(interval.high - end) < 1e-12 && abs(interval.low + end) < 1e-12)
  }

  /// Of many trials the ends are those of a normal distribution with the variance of a difference of two
  /// multinomial counts: (p + q − (p − q)²) / n.
  @Test(arguments: [(300_000, 100_000), (200_000, 200_000), (10_000, 9_000), (500_000, 500_000)])
  func manyTrialsHaveTheVarianceOfADifference(avoided: UInt64, caused: UInt64) {
    let interval = PairedShare.difference(
      PairedCounts(both: 0, onlyBaseline: avoided, onlyOther: caused), of: 1_000_000)
    let (p, q) = (Double(avoided) / 1e6, Double(caused) / 1e6)
    let expected = 2 * 1.959964 * ((p + q - (p - q) * (p - q)) / 1e6).squareRoot()
    #expect(abs((interval.high - interval.low) / expected - 1) < 0.01)
  }

  /// Where one of the two never comes alone, pairing must not cost anything: the interval is as narrow as
  /// that of the share alone, but for the bound on what was never seen.
  @Test func discordantPairsOfOneKindHaveTheIntervalOfTheirShare() {
    let share = ClopperPearson.interval(count: 15_000, of: 1_000_000)
    let interval = PairedShare.difference(
      PairedCounts(both: 0, onlyBaseline: 15_000, onlyOther: 0), of: 1_000_000)
    #expect((interval.high - interval.low) / (share.high - share.low) < 1.001)
  }

  @Test func meansOfDifferencesNeitherCancelNorOverflow() {
    var moments = DifferenceMoments()
    let large: Int64 = 1_000_000_000
    moments.add(-large, count: 500_000)
    moments.add(-large - 2, count: 500_000)
    let estimate = moments.mean(of: 1_000_000, unit: 1, tail: 0.025)
    #expect(estimate.value == -Double(large + 1))
    #expect(abs((estimate.high - estimate.low) / 2 / 1.959_965e-3 - 1) < 1e-3)
    moments.add(.max, count: 1 << 40)
    moments.add(.min + 1, count: 1 << 40)
    #expect(moments.mean(of: 1, unit: 1, tail: 0.025).high == .infinity)
  }

  /// Of runs whose wholes are all alike the ratio is the mean, and the interval that of a paired t test.
  @Test func ratiosOfRunsDifferAsInAPairedTTest() {
    let pairs = [(1.0, 3.0), (2.0, 3.5), (4.0, 6.0), (3.0, 4.0)]
    let interval = RatioDifference.interval(
      pairs.map { .init(baseline: (part: $0, whole: 2), other: (part: $1, whole: 2)) })
    let differences = pairs.map { ($1 - $0) / 2 }
    let mean = differences.reduce(0, +) / 4
    let variance = differences.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 3
    let margin = 3.182446305284263 * (variance / 4).squareRoot()
    #expect(abs(interval.value - mean) < 1e-12)
    #expect(abs(interval.high - interval.low - 2 * margin) < 1e-9)
    #expect(
      RatioDifference.interval([.init(baseline: (1, 1), other: (1, 1))]).high == .infinity)
  }
}
