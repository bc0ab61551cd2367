import Dispatch
import Study

/// A watch for Ctrl-C: the first asks the work to end early, a second ends the program.
struct InterruptWatch {
  private let source: any DispatchSourceSignal

  private init(_ source: any DispatchSourceSignal) { self.source = source }

  /// Begins to watch.
  static func start(raising interruption: Interruption) -> InterruptWatch {
    Platform.ignoreInterrupts()
    let queue = DispatchQueue(label: "interrupt")
    let source = DispatchSource.makeSignalSource(signal: Platform.interruptSignal, queue: queue)
    source.setEventHandler {
      interruption.raise()
      // From now on the system's own answer: work that does not come to an end can be stopped.
      Platform.restoreInterrupts()
    }
    source.activate()
    return InterruptWatch(source)
  }

  /// Ends the watch, and gives Ctrl-C its usual effect back.
  func end() {
    source.cancel()
    Platform.restoreInterrupts()
  }
}
