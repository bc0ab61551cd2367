import Dispatch
import Foundation
import Statistics
import Study

/// Listens for Ctrl-C: the first asks the work to end early, a second ends the program.
struct InterruptWatch {
  private let source: any DispatchSourceSignal

  init(_ interruption: Interruption) {
    signal(SIGINT, SIG_IGN)
    let queue = DispatchQueue(label: "interrupt")
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: queue)
    source.setEventHandler {
      interruption.raise()
      // From now on the system's own answer: work that does not come to an end can be stopped.
      signal(SIGINT, SIG_DFL)
    }
    source.activate()
    self.source = source
  }

  /// Gives Ctrl-C its usual meaning back.
  func end() {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
