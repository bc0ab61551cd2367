import Dispatch
import Synchronization

/// Notes on standard error that long work goes on: after 10 seconds, and then ever less often.
final class Heartbeat: Sendable {
  /// The state, which the timer and the work share.
  private let state = Mutex(State())

  /// The progress at the last sign of life.
  private struct State {
    /// The seconds after the start of the next note. It doubles each time.
    var seconds = 0
    /// The points of a sweep that are finished.
    var points = 0
    /// The present part of the work, in words; empty if there is only one.
    var stage = ""
    /// A Boolean value that indicates whether a progress bar shows the same thing better.
    var isSilent = false
  }

  /// The one of the program.
  static let shared = Heartbeat()

  /// Use `shared`: the notes of two heartbeats would run into each other.
  private init() {}

  /// Begins to count.
  func start() { wait(until: 10) }

  /// Counts a point of a sweep that is done.
  func countPoint(of all: Int) {
    state.withLock { state in
      state.points += 1
      state.stage = "\(state.points) of \(all) points are done"
    }
  }

  /// Leaves out the notes while a bar shows more than they say.
  func silence(_ isSilent: Bool) { state.withLock { $0.isSilent = isSilent } }

  /// Writes a note at a number of seconds after the start, and waits for the double of it.
  private func wait(until seconds: Int) {
    let passed = state.withLock { state in
      defer { state.seconds = seconds }
      return state.seconds
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds - passed)) {
      let state = self.state.withLock { $0 }
      if !state.isSilent {
        let stage = state.stage.isEmpty ? "" : ", \(state.stage)"
        StandardError.write("still working after \(seconds) s\(stage); Ctrl-C ends it\n")
      }
      self.wait(until: 2 * seconds)
    }
  }
}
