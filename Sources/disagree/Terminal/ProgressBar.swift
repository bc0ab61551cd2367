import Dispatch
import Foundation
import Reports
import Simulation
import Statistics
import Study
import Synchronization

/// A line on standard error that shows how far long work has come, where that is a terminal. It is drawn five
/// times a second, and gone at the end.
final class ProgressBar {
  /// The meter of the work.
  let meter: WorkMeter
  /// The queue that draws. Only it writes the line.
  private let queue = DispatchQueue(label: "progress")
  /// The timer that draws the line again.
  private let timer: any DispatchSourceTimer
  /// The time by which the rest of the work is judged.
  let stopwatch = Stopwatch()
  /// The states of exact searches, which no meter counts.
  private let states = StateCounter()

  /// A line that is not drawn yet.
  private init(_ meter: WorkMeter) {
    self.meter = meter
    timer = DispatchSource.makeTimerSource(queue: queue)
  }

  /// Begins to draw the line.
  ///
  /// - Parameter unit: the words for the things that the meter counts.
  /// - Returns: `nil` where standard error is no terminal.
  static func start(unit: String = "states") -> ProgressBar? {
    guard Platform.errorIsTerminal else { return nil }
    let meter = WorkMeter()
    let bar = ProgressBar(meter)
    let (stopwatch, states) = (bar.stopwatch, bar.states)
    let isUnicode = CharacterLocale.isUnicode(ProcessInfo.processInfo.environment)
    // Short work needs no bar.
    bar.timer.schedule(deadline: .now() + .milliseconds(500), repeating: .milliseconds(200))
    bar.timer.setEventHandler {
      let reading = meter.reading
      let line =
        reading.total > 0
        ? ProgressLine(reading, seconds: stopwatch.seconds, unit: unit, isUnicode: isUnicode)
        : ProgressLine(states: states.count, most: states.most, seconds: stopwatch.seconds)
      StandardError.write("\r\u{1b}[K" + line.text)
    }
    bar.timer.activate()
    Heartbeat.shared.silence(true)
    return bar
  }

  /// Returns a condition that never stops a search, and counts the states that it follows.
  ///
  /// - Parameters:
  ///   - stop: the condition that stops it; `nil` for none.
  ///   - most: the most states that it may follow.
  func counting(_ stop: StopCondition?, most: Int) -> StopCondition {
    let states = states
    states.begin(most: most)
    return StopCondition {
      states.add(StopCondition.interval)
      return stop?.holds == true
    }
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

/// The number of states that searches have followed.
private final class StateCounter: Sendable {
  /// The states of all searches so far.
  private let followed = Atomic(0)
  /// The sum of the limits of all searches that have begun.
  private let limit = Atomic(0)

  /// The number of states so far.
  var count: Int { followed.load(ordering: .relaxed) }
  /// The most states of all searches.
  var most: Int { limit.load(ordering: .relaxed) }

  /// Raises the limit by that of the next search.
  func begin(most: Int) { limit.add(most, ordering: .relaxed) }
  /// Counts states, from any thread.
  func add(_ states: Int) { followed.add(states, ordering: .relaxed) }
}

/// The time since the work began.
final class Stopwatch: Sendable {
  /// The time of the start, which the work may set anew from another thread.
  private let start = Mutex(ContinuousClock().now)

  /// The time since the start.
  var seconds: Double { start.withLock { (ContinuousClock().now - $0) / .seconds(1) } }

  /// Begins anew.
  func restart() { start.withLock { $0 = ContinuousClock().now } }
}
