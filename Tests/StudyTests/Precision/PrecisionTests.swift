import EndToEnd
import Statistics
import Testing

@testable import Study

/// How many trials a precision takes.
@Suite struct PrecisionTests {
  private static func share(_ count: UInt64, of trials: UInt64) -> MeasureEstimate {
    MeasureEstimate(
      .share(.lost), ClopperPearson.interval(count: count, of: trials), count: count)
  }

  /// z² (1 − p) / (p ε²), and a reserve for what the pilot does not know.
  @Test func aShareNeedsWhatTheFormulaSays() throws {
    for (count, trials) in [(300_000, 1_000_000), (10_000, 1_000_000)] as [(UInt64, UInt64)] {
      let p = Double(count) / Double(trials)
      let needed = try #require(
        Precision.relative(0.01).trials(for: Self.share(count, of: trials), pilot: trials))
      let formula = 3.8415 * (1 - p) / (p * 1e-4)
      #expect(needed > formula && needed < 1.15 * formula, "\(needed) \(formula)")
      let absolute = try #require(
        Precision.absolute(0.001).trials(for: Self.share(count, of: trials), pilot: trials))
      let other = 3.8415 * p * (1 - p) / 1e-6
      #expect(absolute > other && absolute < 1.35 * other + 2_000, "\(absolute) \(other)")
    }
    #expect(Precision.relative(0.01).trials(for: Self.share(0, of: 1_000), pilot: 1_000) == nil)
  }

  @Test func aMeanNeedsTheSquareOfWhatItIsOffBy() throws {
    let measurement = MeasureEstimate(.timeMean, Estimate(value: 100, low: 98, high: 102))
    let needed = try #require(
      Precision.relative(0.01).trials(for: measurement, pilot: 10_000))
    #expect(needed > 40_000 && needed < 45_000)
    let known = MeasureEstimate(.attemptsMean, .exactly(1))
    #expect(Precision.relative(0.01).trials(for: known, pilot: 10) == 1)
  }

  @Test func aPilotGoesOnUntilItKnowsEnough() throws {
    var asked: [UInt64] = []
    func plan(_ p: Double, _ precision: Precision, most: UInt64 = 1 << 40) throws -> PrecisionPlan {
      asked = []
      return try #require(
        PrecisionPlan.plan(for: precision, of: [.share(.lost)], most: most) {
          (made: UInt64) throws(Never) in
          asked.append(made)
          let result = StrategyResult(
            strategy: "s", method: .sample(trials: made, seed: 1),
            measurements: [Self.share(UInt64(Double(made) * p), of: made)])
          return [result]
        })
    }
    let often = try plan(0.3, .relative(0.05))
    #expect(asked == [16_384] && often.pilot == 16_384 && !often.isCapped)
    let seldom = try plan(1e-4, .relative(0.05))
    #expect(asked.count > 1 && asked == asked.sorted() && seldom.pilot == asked.last)
    #expect(Double(seldom.trials) > 15e6 && Double(seldom.trials) < 25e6)
    // Never seen: a tenth of what is allowed, and then all of it.
    let never = try plan(0, .relative(0.05), most: 10_000_000)
    #expect(never.isCapped && never.trials == 10_000_000 && never.pilot <= 1_100_000)
    let capped = try plan(0.01, .relative(0.001), most: 1_000_000)
    #expect(capped.isCapped && capped.trials == 1_000_000)
    let none: PrecisionPlan? = PrecisionPlan.plan(
      for: .relative(0.1), of: [.share(.lost)], most: 10
    ) { (_: UInt64) throws(Never) in nil }
    #expect(none == nil)
  }

  @Test func aPrecisionIsReachedAtBothEndsOfTheInterval() {
    #expect(Precision.relative(0.1).isReached(by: Estimate(value: 1, low: 0.91, high: 1.09)))
    #expect(!Precision.relative(0.1).isReached(by: Estimate(value: 1, low: 0.85, high: 1.1)))
    #expect(Precision.absolute(0.2).isReached(by: Estimate(value: 0, low: -0.2, high: 0.1)))
    #expect(!Precision.relative(0.1).isReached(by: Estimate(value: 0, low: 0, high: 1e-9)))
  }
}
