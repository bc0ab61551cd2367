import Testing

@testable import Simulation

@Suite struct DelayTests {
  @Test func unitsAreThousandsOfEachOther() {
    #expect(Delay.microseconds(3) == .nanoseconds(3_000))
    #expect(Delay.milliseconds(3) == .microseconds(3_000))
    #expect(Delay.seconds(3) == .milliseconds(3_000))
    #expect(Delay.seconds(0) == .zero)
  }

  @Test func theLongestIsAHundredJulianYears() {
    #expect(Delay.longest == .seconds(100 * 36_525 * 24 * 36))
  }

  static let roundings: [(Double, Int64)] = [
    (0.4, 0), (0.5, 1), (1.4, 1), (1.5, 2), (2.5, 3), (-0.4, 0), (-7, 0), (-.infinity, 0),
    (0x1p52 + 1, 4_503_599_627_370_497), (0x1p53 - 1, 9_007_199_254_740_991),
    (1e18, 1_000_000_000_000_000_000),
  ]

  @Test(arguments: roundings)
  func aNumberOfNanosecondsIsRoundedToTheNearest(_ number: Double, _ nanoseconds: Int64) {
    #expect(Delay(rounding: number).nanoseconds == nanoseconds)
  }

  @Test func aShortNumberIsRoundedTheSameWithoutABranch() {
    let edges = [0, 0.5.nextDown, 0.5, 1.5, 2.5, 0x1p51, 0x1p51 + 0.5, (0x1p52).nextDown]
    var generator = SeededGenerator(seed: 1)
    let others = (0..<10_000).map { _ in
      Double.random(in: 0..<1, using: &generator)
        * Double(sign: .plus, exponent: .random(in: 0...52, using: &generator), significand: 1)
    }
    for number in edges + others + others.map({ $0.rounded() + 0.5 }) where number < 0x1p52 {
      #expect(Delay(roundingShort: number) == Delay(rounding: number), "\(number)")
    }
  }

  @Test(arguments: [3.155_76e18, 3.2e18, 1e19, 1e300, .infinity])
  func tooLongDelaysAreCutToTheLongest(number: Double) {
    #expect(Delay(rounding: number) == .longest)
  }

  @Test func aNumberJustBelowTheLongestIsNotCut() {
    #expect(Delay(rounding: (3.155_76e18).nextDown) < .longest)
  }

  @Test func aSumIsCutToTheLongest() {
    #expect(Delay.seconds(1) + .seconds(2) == .seconds(3))
    #expect(Delay.longest + .zero == .longest)
    #expect(Delay.longest + .nanoseconds(1) == .longest)
    #expect(Delay.longest + .longest == .longest)
  }

  @Test func delaysAreOrderedByTheirLength() {
    #expect(Delay.zero < .nanoseconds(1))
    #expect(Delay.seconds(1) > .milliseconds(999))
  }
}
