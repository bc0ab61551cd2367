import Testing

@testable import Reports

/// The line that shows how far a search has come.
@Suite struct SearchLineTests {
  @Test func theProgressLineOfASearchBoundsItsTime() {
    let line = ProgressLine(states: 1_500_000, most: 2_000_000, seconds: 3)
    #expect(
      line.text
        == "1.5 M states  500.0 k states/s  at most 1 s left  --time-limit ends it sooner")
    #expect(ProgressLine(states: 10, most: 5, seconds: 1).text.contains("left") == false)
    #expect(ProgressLine(states: 0, most: 5, seconds: 1).text.isEmpty)
  }
}
