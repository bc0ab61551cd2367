#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The calls of the C library, whose names differ between systems: no other file of the program has any.
enum Platform {
  /// The number of the signal that Ctrl-C sends.
  static let interruptSignal = SIGINT

  /// Makes a write to a pipe without a reader an error: the signal that is sent otherwise ends the program silently.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Keeps Ctrl-C from ending the program.
  static func ignoreInterrupts() { signal(SIGINT, SIG_IGN) }

  /// Gives Ctrl-C its usual effect back.
  static func restoreInterrupts() { signal(SIGINT, SIG_DFL) }

  /// A Boolean value that indicates whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The columns of the terminal that is standard output; `nil` if they are not known.
  static var outputWidth: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, numericCast(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// A Boolean value that indicates whether standard error is a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// A Boolean value that indicates whether the last call failed because nothing reads the pipe any more.
  static var lastErrorIsBrokenPipe: Bool { errno == EPIPE }

  /// The last call's error, in words.
  static var lastErrorText: String { String(cString: strerror(errno)) }

  /// Ends the program.
  static func end(with status: Int32) -> Never { exit(status) }
}
