import Study

/// A watch for the signals that ask the program to end, for example Ctrl-C: the first asks the work to end early, a second
/// ends the program.
struct InterruptWatch {
  /// Raised by the first signal.
  static let interruption = Interruption(when: { Platform.endSignal != 0 })

  /// Begins to watch.
  static func start() -> InterruptWatch {
    // Nothing stands between a signal and its note, so that none is lost.
    Platform.noteEndSignals()
    return InterruptWatch()
  }

  /// Ends the watch, and gives the signals their usual effect back.
  func end() { Platform.restoreEndSignals() }
}
