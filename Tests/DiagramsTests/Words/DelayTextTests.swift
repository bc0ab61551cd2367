import Simulation
import Testing

@testable import Diagrams

@Suite struct DelayTexts {
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
      (Delay.longest.nanoseconds, "3155760000 s"),
    ] as [(Int64, String)])
  func haveAUnitAndNoNeedlessDigit(nanoseconds: Int64, text: String) {
    #expect(DelayText.text(Delay.nanoseconds(nanoseconds)) == text)
  }

  @Test func ofAnInstantAreThoseOfTheTimeSinceTheStart() {
    #expect(DelayText.text(Instant.start + .milliseconds(45)) == "45 ms")
  }
}
