import Testing

@testable import Text

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      (2, "2"), (0.05, "0.05"), (1e-07, "1e-07"), (-3, "-3"), (1e16, "1e+16"),
    ] as [(Double, String)])
  func plainNumbersHaveNoNeedlessPoint(value: Double, text: String) {
    #expect(NumberText.plain(value) == text)
  }

  @Test(
    arguments: [
      (1.005, 1, "1.0"), (0.25, 1, "0.3"), (-0.25, 1, "-0.3"), (12, 0, "12"), (0.001, 3, "0.001"),
    ] as [(Double, Int, String)])
  func fixedDecimalsRoundTiesAwayFromZero(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  /// The texts are those of `printf("%.3g")` of the GNU C library.
  @Test(
    arguments: [
      (0, "0"), (100, "100"), (50, "50"), (0.5, "0.5"), (0.0125, "0.0125"), (12.25, "12.2"),
      (12.35, "12.3"), (0.000123456, "0.000123"), (0.0000123456, "1.23e-05"), (9.999, "10"),
      (999.6, "1e+03"), (0.00009999, "0.0001"), (1e-12, "1e-12"), (1.25e-300, "1.25e-300"),
      (-0.5, "-0.5"), (0.2375, "0.237"), (99.95, "100"), (1_234_567, "1.23e+06"),
    ] as [(Double, String)])
  func significantDigitsAreThoseOfC(value: Double, text: String) {
    #expect(NumberText.significant(value, digits: 3) == text)
  }

  @Test func thousandsHaveCommas() {
    #expect(NumberText.grouped(0) == "0")
    #expect(NumberText.grouped(999) == "999")
    #expect(NumberText.grouped(1_234_567) == "1,234,567")
  }

  @Test func scientificNumbersHaveTwoDigits() {
    #expect(NumberText.scientific(3.7e-12) == "3.7e-12")
    #expect(NumberText.scientific(9.96e-5) == "1.0e-4")
  }
}
