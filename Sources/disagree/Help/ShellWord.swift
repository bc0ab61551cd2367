/// A word in a command line of a shell.
enum ShellWord {
  /// The word between single quotes, in which a shell takes nothing for its own.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
