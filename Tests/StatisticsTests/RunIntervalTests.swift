import Testing

@testable import Statistics
@testable import Study

/// Intervals from a few independent runs.
@Suite struct RunIntervalTests {
  /// The table in every textbook (for example Law, *Simulation Modeling and Analysis*, table T.1).
  @Test(arguments: [
    (1.0, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (19, 2.093), (30, 2.042), (120, 1.980),
  ])
  func studentsQuantilesAreThoseOfTheTable(degrees: Double, expected: Double) {
    #expect(abs(StudentT.quantile(tail: 0.025, degrees: degrees) - expected) < 5e-4)
  }

  @Test func someTailsHaveAClosedForm() {
    // One degree of freedom is Cauchy's, with tails by arctan; two have 1/2 − t / (2 √(2 + t²)).
    #expect(abs(StudentT.tail(beyond: 1, degrees: 1) - 0.25) < 1e-14)
    for t in [0.1, 1.0, 3.0, 50.0] {
      let expected = 0.5 - t / (2 * (2 + t * t).squareRoot())
      #expect(abs(StudentT.tail(beyond: t, degrees: 2) - expected) < 1e-13)
    }
    #expect(StudentT.tail(beyond: 0, degrees: 7) == 0.5)
  }

  @Test func aRatioIsThatOfTheSums() {
    let estimate = RatioInterval.interval([(1, 10), (3, 10), (2, 10)])
    #expect(estimate.value == 0.2)
    // Of equal wholes it is the mean: standard error 0.1 / √3, and 4.303 of it.
    #expect(abs(estimate.high - (0.2 + 4.30265 * 0.1 / 3.0.squareRoot())) < 1e-5)
    #expect(abs(estimate.low + estimate.high - 0.4) < 1e-15)
  }

  @Test func aSingleRunBoundsNothing() {
    let estimate = RatioInterval.interval([(1, 10)])
    #expect(estimate.value == 0.1 && estimate.low == -.infinity && estimate.high == .infinity)
  }

  /// The beta distribution's quantiles against sums of binomial probabilities.
  @Test(arguments: [(1, 20), (3, 10), (250, 1_000), (7, 1_000_000)] as [(UInt64, UInt64)])
  func quantilesOfBetaAreTheEndsOfClopperAndPearson(count: UInt64, trials: UInt64) {
    let expected = ClopperPearson.interval(count: count, of: trials)
    let (seen, unseen) = (Double(count), Double(trials - count))
    let low = KornGraubard.quantile(0.025, seen, unseen + 1)
    let high = KornGraubard.quantile(0.975, seen + 1, unseen)
    #expect(abs(low / expected.low - 1) < 1e-9)
    #expect(abs(high / expected.high - 1) < 1e-9)
  }

  /// Twenty runs of 100, of which one has all five: as much as one of 400 / 1.14 trials tells. (The spread
  /// between runs is that of the share itself, and 1.14 the square of 2.093 / 1.961.)
  @Test func aBurstCountsOnce() {
    var runs = [(part: Double, whole: Double)](repeating: (0, 100), count: 20)
    runs[3].part = 5
    let estimate = KornGraubard.interval(runs)
    #expect(estimate.value == 0.0025)
    let factor = 1.9611 / 2.0930
    let effective = (1 - 0.0025) / 0.0025 * factor * factor
    let seen = 0.0025 * effective
    // P(none) and P(at most one) interpolated: between the ends for 0 and 1, and for 1 and 2.
    let trials = UInt64(effective)
    #expect(estimate.low > 0 && estimate.low < ClopperPearson.interval(count: 1, of: trials).low)
    #expect(estimate.high < ClopperPearson.interval(count: 1, of: trials).high)
    #expect(estimate.high > ClopperPearson.interval(count: 0, of: trials).high)
    #expect(seen < 1 && seen > 0.8)
  }

  /// Runs that are alike, or have nothing, or nothing else, say as much as their trials.
  @Test(arguments: [0, 3, 100] as [UInt64])
  func runsThatDoNotDifferAreAsTheirTrials(each: UInt64) {
    let runs = [(part: Double, whole: Double)](repeating: (Double(each), 100), count: 5)
    #expect(
      KornGraubard.interval(runs) == ClopperPearson.interval(count: 5 * each, of: 500))
    #expect(
      KornGraubard.interval([(Double(each), 100)])
        == Estimate(value: Double(each) / 100, low: 0, high: 1))
  }

  /// Runs of different lengths, as if both strategies had the trials of the shorter ones.
  @Test func anUnobservedOutcomeHasAnUpperBoundAboveZero() {
    let runs = (1...5).map { number in
      RatioDifference.Run(
        baseline: (part: 0, whole: 100 * Double(number)), other: (part: 0, whole: 20))
    }
    let interval = RunShareDifference.interval(runs, tail: 0.025)
    let end = ClopperPearson.interval(count: 0, of: 100).high
    #expect(interval.value == 0)
    #expect(abs(interval.high / end - 1) < 1e-9 && abs(interval.low / end + 1) < 1e-9)
  }

  /// Where both come often in all runs, nothing is left but the spread of what one has more.
  @Test func manyRunsThatFareAlikeAreToldApartByTheSpread() {
    let runs = (0..<200).map { number in
      let level = Double(number % 50)
      return RatioDifference.Run(
        baseline: (part: 100 + level, whole: 1_000),
        other: (part: 110 + level + Double(number % 3), whole: 1_000))
    }
    let interval = RunShareDifference.interval(runs, tail: 0.025)
    let spread = RatioDifference.interval(runs)
    #expect(interval.low <= spread.low && interval.high >= spread.high)
    // What one causes counts as if its operations were independent of each other.
    let share = ClopperPearson.interval(count: 2_200, of: 200_000)
    #expect((interval.high - interval.low) / (share.high - share.low) < 1.01)
  }
}
