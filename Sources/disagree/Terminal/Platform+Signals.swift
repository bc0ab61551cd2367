import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The signals that ask the program to end: Ctrl-C, the end of the terminal, and what `kill` and a scheduler send.
extension Platform {
  /// The signals that ask the program to end.
  private static let endSignals = [SIGINT, SIGTERM, SIGHUP]

  /// The last of them that came; 0 for none.
  private static let noted = Atomic<Int32>(0)

  /// The number of the last of them that came; 0 for none.
  static var endSignal: Int32 { noted.load(ordering: .relaxed) }

  /// Notes the first of these signals in place of its usual effect. The second ends the program.
  static func noteEndSignals() {
    // Before a handler uses it: it is made when it is first used.
    _ = endSignal
    for number in endSignals {
      let before = signal(number) { number in
        Platform.noted.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      // A program that outlives its terminal (nohup) stays as it was started. Ctrl-C asks for an end all the same.
      if number != SIGINT, isIgnored(before) { signal(number, SIG_IGN) }
    }
  }

  /// Gives these signals their usual effect back.
  static func restoreEndSignals() {
    for number in endSignals {
      let before = signal(number, SIG_DFL)
      if number != SIGINT, isIgnored(before) { signal(number, SIG_IGN) }
    }
  }

  /// Lets these signals through: a program inherits what the thread that started it has blocked.
  static func unblockEndSignals() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in endSignals { sigaddset(&set, number) }
    sigprocmask(SIG_UNBLOCK, &set, nil)
  }

  /// Makes a write beyond the size that a file may have an error: the signal that is sent otherwise ends the program, and
  /// leaves a part of the file.
  static func ignoreFileSizeSignal() { signal(SIGXFSZ, SIG_IGN) }

  /// Returns true if a signal was ignored when the program began, as `nohup` arranges it. Such a
  /// signal stays ignored.
  ///
  /// `SIG_IGN` is the address 1 on every system here, and is not imported into Swift as a value
  /// that compares.
  private static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == 1
  }
}
