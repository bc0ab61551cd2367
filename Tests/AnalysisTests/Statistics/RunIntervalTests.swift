import Testing

@testable import Analysis

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
}
