import Foundation
import Testing

@testable import Statistics

@Suite struct IntervalTests {
  @Test(arguments: References.intervals.indices)
  func clopperAndPearsonAgreeWithSciPy(index: Int) {
    let reference = References.intervals[index]
    let estimate = ClopperPearson.interval(count: reference.count, of: reference.trials)
    #expect(estimate.value == Double(reference.count) / Double(reference.trials))
    #expect(abs(estimate.low - reference.low) <= 1e-10 * reference.low)
    #expect(abs(estimate.high - reference.high) <= 1e-10 * reference.high)
  }

  /// The guarantee: whatever the probability, at least 95 % of all counts have an interval with it.
  @Test(arguments: [1, 2, 7, 30] as [UInt64])
  func anIntervalCoversAnyProbability(trials: UInt64) {
    let intervals = (0...trials).map { ClopperPearson.interval(count: $0, of: trials) }
    for step in 1..<100 {
      let p = Double(step) / 100
      var coverage = 0.0
      for (count, interval) in intervals.enumerated() where interval.low <= p && p <= interval.high
      {
        let k = Double(count)
        let n = Double(trials)
        let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        coverage += exp(ways + k * log(p) + (n - k) * log(1 - p))
      }
      #expect(coverage >= 0.95)
    }
  }

  /// Where nothing or everything was seen, the ends have a closed form: tail^(1/n).
  @Test(arguments: [0.025, 1e-3, 1e-6])
  func aSmallerTailMakesAWiderInterval(tail: Double) {
    let power = pow(tail, 1.0 / 50)
    let none = ClopperPearson.interval(count: 0, of: 50, tail: tail)
    #expect(none.low == 0 && abs(none.high - (1 - power)) < 1e-12)
    let all = ClopperPearson.interval(count: 50, of: 50, tail: tail)
    #expect(all.high == 1 && abs(all.low - power) < 1e-12)
    // The end of 1 in n: the tail is (1 − p)ⁿ + n p (1 − p)ⁿ⁻¹.
    let p = ClopperPearson.interval(count: 1, of: 50, tail: tail).high
    let seen = pow(1 - p, 50) + 50 * p * pow(1 - p, 49)
    #expect(abs(seen / tail - 1) < 1e-9)
  }

  @Test(arguments: References.ranks.indices)
  func theRanksAroundAQuantileAgreeWithSciPy(index: Int) {
    let reference = References.ranks[index]
    let ranks = QuantileInterval.ranks(quantile: reference.quantile, of: reference.trials)
    #expect(ranks.low ?? 0 == reference.low)
    #expect(ranks.high ?? 0 == reference.high)
    #expect(ranks.rank == UInt64((reference.quantile * Double(reference.trials)).rounded(.up)))
  }

  @Test func aMeanHasItsStandardError() {
    // 1, 2, 3, 4 in thousandths: variance 5/3, standard error √(5/12).
    let estimate = MeanInterval.interval(sum: 10, sumOfSquares: 30, count: 4, unit: 1e-3)
    let margin = 1.959963984540054 * (5.0 / 12).squareRoot() * 1e-3
    #expect(abs(estimate.value - 2.5e-3) < 1e-15)
    #expect(abs(estimate.low - (2.5e-3 - margin)) < 1e-15)
    #expect(abs(estimate.high - (2.5e-3 + margin)) < 1e-15)
  }

  @Test func nothingCancelsWhereTheMeanIsLargeAndTheSpreadSmall() {
    // Half are 10⁹, half 10⁹ + 2: the standard error of 10⁶ of them is 10⁻³, while their squares
    // are so large that a sum of doubles would not know it.
    let large: UInt128 = 1_000_000_000
    let half: UInt128 = 500_000
    let sum = half * (2 * large + 2)
    let squares = half * (large * large + (large + 2) * (large + 2))
    let estimate = MeanInterval.interval(
      sum: sum, sumOfSquares: squares, count: 1_000_000, unit: 1)
    #expect(abs((estimate.high - estimate.low) / 2 / 1.959_965e-3 - 1) < 1e-3)
    let same = MeanInterval.interval(sum: 7 * 9, sumOfSquares: 49 * 9, count: 9, unit: 1)
    #expect(same == .exactly(7))
  }

  @Test func oneObservationBoundsNoMean() {
    let estimate = MeanInterval.interval(sum: 5, sumOfSquares: 25, count: 1, unit: 1)
    #expect(estimate.low == -.infinity && estimate.high == .infinity)
  }
}
