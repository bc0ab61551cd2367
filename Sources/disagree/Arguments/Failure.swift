import EndToEnd

/// Why the program ends without what it was asked for.
struct Failure: Error {
  /// What went wrong, where, and what to do; one or more whole lines.
  let message: String
  let status: ExitStatus

  /// The command line or a model is wrong.
  static func usage(_ message: String) -> Failure {
    Failure(message: "error: " + message, status: .usage)
  }

  /// A file could not be read or written.
  static func file(_ message: String) -> Failure {
    Failure(message: "error: " + message, status: .file)
  }
}

/// What the program's exit says.
enum ExitStatus: Int32 {
  case success = 0
  /// What must never happen may happen.
  case violated = 1
  /// The command line or a model is wrong.
  case usage = 2
  /// A file could not be read or written.
  case file = 3
  case interrupted = 130
}
