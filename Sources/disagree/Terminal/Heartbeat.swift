import Dispatch
import Synchronization

/// Notes on standard error that long work goes on: after 10 seconds, and then ever less often.
final class Heartbeat: Sendable {
  private let state = Mutex(State())

  private struct State {
    var seconds = 0
    var points = 0
    var stage = ""
    var isSilent = false
  }

  /// The one of the program.
  static let shared = Heartbeat()

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
