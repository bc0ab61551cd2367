import Testing

@testable import Simulation

@Suite struct PercentilesTests {
  private typealias Point = Percentiles.Point

  private static let measured = Percentiles([
    Point(.p50, .milliseconds(80)), Point(.p95, .milliseconds(300)),
    Point(.p99, .milliseconds(600)), Point(.longest, .seconds(5)),
  ])!

  /// Every percentile that is given is met to the nanosecond, although the functions round.
  @Test func eachPointIsMetExactly() {
    for point in Self.measured.points where point.above > .longest {
      #expect(Self.measured.delay(above: point.above.value) == point.delay)
    }
    // The smallest share that is ever drawn is 2⁻⁵³: what is left is rounded away.
    #expect(Self.measured.delay(above: 0x1p-53) == .seconds(5))
    #expect(Latency.percentiles(Self.measured).delay(bits: 0) == .seconds(5))
  }

  @Test func theOrderOfThePointsDoesNotMatter() {
    #expect(Percentiles(Self.measured.points.reversed()) == Self.measured)
  }

  /// The line from the median to the 95th percentile, drawn on to a share of 1.
  @Test func theFirstLineGoesOnToTheShortestDelay() {
    let latency = Latency.percentiles(Self.measured)
    let range = latency.range
    // 80 ms · 2^(−s) with s = ln (300/80) / ln 10 = 0.574031…
    #expect(range.low.nanoseconds / 1_000 == 53_738)
    #expect(range.high == .seconds(5))
    #expect(latency.delay(bits: .max) == range.low)
    #expect(latency.mayBe(.milliseconds(54)) && !latency.mayBe(.milliseconds(53)))
    #expect(latency.mayBe(.seconds(5)) && !latency.mayBe(.seconds(6)))
  }

  @Test func theShortestAndTheLongestDelayAreTheRange() {
    let points = Self.measured.points + [Point(.shortest, .milliseconds(10))]
    let range = Latency.percentiles(Percentiles(points)!).range
    #expect(range.low == .milliseconds(10) && range.high == .seconds(5))
    let open = Percentiles(Self.measured.points.dropLast())!
    #expect(Latency.percentiles(open).range.high == .longest)
  }

  /// Equal percentiles are one delay with all the probability between them.
  @Test func whereTwoPercentilesAreEqualTheDelayIsConstant() {
    let flat = Percentiles([
      Point(.p50, .milliseconds(80)), Point(.p99, .milliseconds(80)), Point(.longest, .seconds(8)),
    ])!
    for share in [1, 0.9, 0.5, 0.02] { #expect(flat.delay(above: share) == .milliseconds(80)) }
    // 80 ms · 100^½, half of the way from 1% to nothing.
    #expect(flat.delay(above: 0.005) == .milliseconds(800))
    let constant = Percentiles([Point(.p50, .seconds(1)), Point(.p99, .seconds(1))])!
    #expect(Latency.percentiles(constant).representative == .seconds(1))
    #expect(Latency.percentiles(constant).values(discretisation: nil)?.count == 1)
  }

  /// The medians of N equal parts of the probability, as for any continuous distribution.
  @Test func discreteValuesAreQuantiles() throws {
    let latency = Latency.percentiles(Self.measured)
    #expect(latency.values(discretisation: nil) == nil)
    let values = try #require(latency.values(discretisation: 10))
    #expect(values.count == 10 && values.allSatisfy { $0.probability == 0.1 })
    // The tenth part ends where nothing is longer: its median is the 95th percentile.
    #expect(values[9].delay.nanoseconds / 1_000_000 == 300)
    #expect(latency.representative == .milliseconds(80))
  }

  @Test func pointsThatContradictEachOtherAreNoDistribution() {
    #expect(Percentiles([]) == nil)
    #expect(Percentiles([Point(.p50, .seconds(1))]) == nil)
    #expect(Percentiles([Point(.p50, .seconds(1)), Point(.p50, .seconds(2))]) == nil)
    #expect(Percentiles([Point(.p50, .seconds(2)), Point(.p95, .seconds(1))]) == nil)
    #expect(Percentiles([Point(.p50, .zero), Point(.p95, .seconds(1))]) == nil)
  }

  /// E X = ∫ Q(p) dp, by the midpoint rule, against the mean of many draws.
  @Test func theMeanIsTheIntegralOfTheQuantile() {
    let steps = 200_000
    var integral = 0.0
    for step in 0..<steps {
      let share: Double = (Double(step) + 0.5) / Double(steps)
      integral += Double(Self.measured.delay(above: share).nanoseconds)
    }
    integral /= Double(steps)
    let draws = Neighborhood.trials.walk(400_000).map {
      Double(Latency.percentiles(Self.measured).delay(bits: $0).nanoseconds)
    }
    let mean: Double = draws.reduce(0, +) / Double(draws.count)
    // No delay is more than 5 s and few are more than 1 s: the deviation is below 150 ms.
    let margin: Double = 5 * 150e6 / Double(draws.count).squareRoot()
    #expect(abs(mean - integral) < margin)
  }
}
