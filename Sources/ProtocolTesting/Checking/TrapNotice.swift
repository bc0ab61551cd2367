import Foundation
import Synchronization

/// Says on standard error which property was asked when the process dies of it.
///
/// A trap cannot be caught: it ends the process. But whoever reads the crash should know whose it is.
enum TrapNotice {
  /// What is being asked on this thread, as a C string; none if it is nil.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    precondition(pthread_key_create(&key, nil) == 0, "there is room for a thread's notice")
    return key
  }()

  /// What was there before, for each signal that a trap may send.
  nonisolated(unsafe) private static var before: [sigaction] = []
  private static let signals = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE]
  private static let isInstalled: Bool = {
    _ = key
    for signal in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { TrapNotice.write($0) }
      var old = sigaction()
      sigaction(signal, &action, &old)
      before.append(old)
    }
    return true
  }()

  /// Does something that may trap.
  static func during<Result>(_ name: String, _ body: () -> Result) -> Result {
    precondition(isInstalled)
    return name.withCString { name in
      pthread_setspecific(key, name)
      defer { pthread_setspecific(key, nil) }
      return body()
    }
  }

  /// Writes the notice, and lets whoever was there before have the signal when it comes again, as it does at
  /// once: the instruction that trapped is tried once more.
  private static func write(_ signal: Int32) {
    for (index, candidate) in signals.enumerated() where candidate == signal {
      var old = before[index]
      sigaction(signal, &old, nil)
    }
    guard let name = pthread_getspecific(key) else { return }
    put("error: a property trapped while it was asked about the participants: ")
    _ = Foundation.write(2, name, strlen(name.assumingMemoryBound(to: CChar.self)))
    put("\nLet it throw an error instead: then the course of events is drawn that leads there.\n")
  }

  private static func put(_ text: StaticString) {
    text.withUTF8Buffer { _ = Foundation.write(2, $0.baseAddress, $0.count) }
  }
}
