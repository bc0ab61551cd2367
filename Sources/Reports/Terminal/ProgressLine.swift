import Statistics
import Study

/// The line of a progress bar.
package struct ProgressLine {
  /// The line, without an end of line; empty while there is nothing to tell.
  package let text: String

  /// - Parameters:
  ///   - seconds: the time since the work began.
  ///   - unit: the name of the things that are counted.
  package init(
    _ reading: WorkMeter.Reading, seconds: Double, unit: String, isUnicode: Bool
  ) {
    guard reading.total > 0, seconds > 0 else {
      text = ""
      return
    }
    let part = Double(reading.done) / Double(reading.total)
    var words = ["\(Int(part * 100))%"]
    let rate = Double(reading.done) / seconds
    if rate > 0 {
      words.append("\(ProgressLine.short(rate)) \(unit)/s")
      let left = Double(reading.total - min(reading.done, reading.total)) / rate
      words.append("\(ProgressLine.time(left)) left")
    }
    if let precision = reading.precision {
      words.append("disagree \(isUnicode ? "±" : "+-")\(ProgressLine.percent(precision))")
    }
    let rest = " " + words.joined(separator: "  ")
    // A line that a terminal wraps is not taken away by the next one.
    let width = max(min(24, ProgressLine.width - rest.count), 1)
    let filled = min(Int(part * Double(width)), width)
    text =
      String(repeating: isUnicode ? "█" : "#", count: filled)
      + String(repeating: isUnicode ? "░" : ".", count: width - filled) + rest
  }

  /// The largest width of a line: that of a narrow terminal, but for its last column.
  private static let width = 79

  /// The line of a search, which ends sooner as a rule than after the most states that it may follow.
  package init(states: Int, most: Int, seconds: Double) {
    guard states > 0, seconds > 0 else {
      text = ""
      return
    }
    let rate = Double(states) / seconds
    var words = [
      "\(ProgressLine.short(Double(states))) states", "\(ProgressLine.short(rate)) states/s",
    ]
    if most > states {
      words.append("at most \(ProgressLine.time(Double(most - states) / rate)) left")
    }
    text = (words + ["--time-limit ends it sooner"]).joined(separator: "  ")
  }

  /// A number with one decimal and a letter for thousands or millions.
  private static func short(_ number: Double) -> String {
    if number >= 1e6 { return tenths(number / 1e6) + " M" }
    if number >= 1e3 { return tenths(number / 1e3) + " k" }
    return tenths(number)
  }

  /// A part as a percentage with one decimal.
  private static func percent(_ part: Double) -> String { tenths(part * 100) + "%" }

  /// A number with one decimal. It is written digit by digit, because a progress line must not
  /// depend on a locale.
  private static func tenths(_ number: Double) -> String {
    let tenths = UInt64(min((number * 10).rounded(), 1e15))
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A length of time in its two largest units.
  private static func time(_ seconds: Double) -> String {
    let whole = UInt64(min(seconds.rounded(.up), 1e9))
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
  }
}
