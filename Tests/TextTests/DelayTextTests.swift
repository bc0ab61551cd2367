import Testing

@testable import Text

@Suite struct DelayTextTests {
  @Test(
    arguments: [
      (0, "0 ms"),
      (1, "0.000001 ms"),
      (9_999, "0.009999 ms"),
      (10_499, "0.01 ms"),
      (10_500, "0.011 ms"),
      (20_000_000, "20 ms"),
      (223_417_283, "223.417 ms"),
      (999_999_499, "999.999 ms"),
      (999_999_500, "1 s"),
      (1_500_000_000, "1.5 s"),
      (1_000_001_000, "1.000001 s"),
      (86_400_000_000_000, "86400 s"),
      (3_155_760_000_000_000_000, "3155760000 s"),
    ] as [(Int64, String)])
  func aLengthHasAUnitAndNoNeedlessDigit(nanoseconds: Int64, text: String) {
    #expect(DelayText.text(nanoseconds: nanoseconds) == text)
  }

  @Test(
    arguments: [
      (0, "0 s"),
      (1, "1 ns"),
      (1_500, "1.5 us"),
      (1_500_001, "1500.001 us"),
      (20_000_000, "20 ms"),
      (1_250_000_000, "1.25 s"),
      (1_000_250_000, "1000.25 ms"),
      (60_000_000_000, "1 min"),
      (90_000_000_000, "90 s"),
      (5_400_000_000_000, "90 min"),
      (86_400_000_000_000, "1 d"),
    ] as [(Int64, String)])
  func anExactLengthLosesNothing(nanoseconds: Int64, text: String) {
    #expect(DelayText.exact(nanoseconds: nanoseconds) == text)
  }

  @Test func aLengthInOneWordIsInMillisecondsOrNanoseconds() {
    #expect(DelayText.word(nanoseconds: 35_000_000) == "35ms")
    #expect(DelayText.word(nanoseconds: 35_000_001) == "35000001ns")
  }
}
