import Reports
import Statistics
import Study
import Testing

/// The text of a progress bar.
@Suite struct ProgressLineTests {
  private func text(
    _ done: UInt64, _ total: UInt64, _ seconds: Double, seen: [UInt64] = [], isUnicode: Bool = true
  ) -> String {
    var reading = WorkMeter.Reading()
    reading.done = done
    reading.total = total
    reading.disagreements = seen
    return ProgressLine(reading, seconds: seconds, unit: "operations", isUnicode: isUnicode).text
  }

  @Test func saysHowFarHowFastAndHowLong() {
    #expect(
      text(50_000_000, 200_000_000, 5)
        == "██████░░░░░░░░░░░░░░░░░░ 25%  10.0 M operations/s  15 s left")
    #expect(
      text(1_000, 1_000_000, 10, isUnicode: false)
        == "........................ 0%  100.0 operations/s  2 h 46 min left")
    #expect(text(7_200, 14_400, 60).contains("120.0 operations/s  1 min 0 s left"))
  }

  /// Two standard errors of a count are 1.96 √k: of 9,604 they are 2 %.
  @Test func saysHowPreciseTheRarestIs() {
    #expect(text(5, 10, 1, seen: [20_000, 9_604, 0]).hasSuffix("  disagree ±2.0%"))
    #expect(text(5, 10, 1, seen: [9_604], isUnicode: false).hasSuffix("  disagree +-2.0%"))
    #expect(!text(5, 10, 1, seen: [0]).contains("disagree"))
  }

  /// A terminal of 80 columns would wrap a longer line, and leave it on the screen.
  @Test func fitsANarrowTerminal() {
    let line = text(145_000, 1_000_000, 10, seen: [32])
    #expect(line.hasSuffix("14%  14.5 k operations/s  59 s left  disagree ±34.6%"))
    #expect(text(60_000, 1_000_000, 4.31, seen: [32]).count == 79)
    #expect(text(60_000, 100_000_000_000, 4.31, seen: [32], isUnicode: false).count <= 79)
  }

  @Test func saysNothingBeforeThereIsWork() {
    #expect(text(0, 0, 1).isEmpty && text(0, 10, 0).isEmpty)
    #expect(text(0, 10, 1) == "░░░░░░░░░░░░░░░░░░░░░░░░ 0%")
  }
}
