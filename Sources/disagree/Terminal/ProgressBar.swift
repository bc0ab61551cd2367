import Dispatch
import Foundation
import Reports
import Statistics
import Study
import Synchronization

/// A line on standard error that shows how far long work has come, where that is a terminal. It is drawn five
/// times a second, and gone at the end.
final class ProgressBar {
  /// The meter of the work.
  let meter: WorkMeter
  private let queue = DispatchQueue(label: "progress")
  private let timer: any DispatchSourceTimer
  /// The time by which the rest of the work is judged.
  let stopwatch = Stopwatch()

  private init(_ meter: WorkMeter) {
    self.meter = meter
    timer = DispatchSource.makeTimerSource(queue: queue)
  }

  /// Begins to draw the line.
  ///
  /// - Returns: `nil` where standard error is no terminal.
  static func start(unit: String) -> ProgressBar? {
    guard Platform.errorIsTerminal else { return nil }
    let meter = WorkMeter()
    let bar = ProgressBar(meter)
    let stopwatch = bar.stopwatch
    let isUnicode = CharacterLocale.isUnicode(ProcessInfo.processInfo.environment)
    // Short work needs no bar.
    bar.timer.schedule(deadline: .now() + .milliseconds(500), repeating: .milliseconds(200))
    bar.timer.setEventHandler {
      let line = ProgressLine(
        meter.reading, seconds: stopwatch.seconds, unit: unit, isUnicode: isUnicode)
      StandardError.write("\r\u{1b}[K" + line.text)
    }
    bar.timer.activate()
    Heartbeat.shared.silence(true)
    return bar
  }

  /// Takes the line away.
  func end() {
    if timer.isCancelled { return }
    timer.cancel()
    Heartbeat.shared.silence(false)
    // What is being drawn is drawn before.
    queue.sync { StandardError.write("\r\u{1b}[K") }
  }
}

/// The time since the work began.
final class Stopwatch: Sendable {
  private let start = Mutex(ContinuousClock().now)

  var seconds: Double { start.withLock { (ContinuousClock().now - $0) / .seconds(1) } }

  /// Begins anew.
  func restart() { start.withLock { $0 = ContinuousClock().now } }
}
