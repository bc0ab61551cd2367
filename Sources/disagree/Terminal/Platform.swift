#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The calls of the C library, whose names differ between systems: no file but this one and its extensions has any.
enum Platform {
  /// Makes a write to a pipe without a reader an error: the signal that is sent otherwise ends the program silently.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

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
