import Dispatch
import Foundation
import Reports
import Statistics
import Study

/// How far long work has come, on standard error, where that is a terminal: a line that is drawn at most ten
/// times a second, and gone at the end.
final class ProgressBar {
  /// What counts the work.
  let meter: WorkMeter
  private let queue = DispatchQueue(label: "progress")
  private let timer: any DispatchSourceTimer
  private let start = ContinuousClock().now

  /// - Returns: `nil` where nobody would see it, or nobody wants to.
  init?(_ arguments: Arguments, unit: String) {
    guard !arguments.has(.quiet), isatty(STDERR_FILENO) == 1 else { return nil }
    let meter = WorkMeter()
    self.meter = meter
    timer = DispatchSource.makeTimerSource(queue: queue)
    let start = start
    let isUnicode = ProgressBar.isUnicode(ProcessInfo.processInfo.environment)
    // Short work needs no bar.
    timer.schedule(deadline: .now() + .milliseconds(500), repeating: .milliseconds(200))
    timer.setEventHandler {
      let seconds = (ContinuousClock().now - start) / .seconds(1)
      let line = ProgressLine(
        meter.reading, seconds: seconds, unit: unit, isUnicode: isUnicode)
      StandardError.write("\r\u{1b}[K" + line.text)
    }
    timer.activate()
  }

  /// Takes the line away.
  func end() {
    if timer.isCancelled { return }
    timer.cancel()
    // What is being drawn is drawn before.
    queue.sync { StandardError.write("\r\u{1b}[K") }
  }

  /// Whether the locale's characters are those of Unicode.
  static func isUnicode(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    guard let locale = locale?.lowercased() else { return false }
    return locale.contains("utf-8") || locale.contains("utf8")
  }
}
