import EndToEnd
import ModelFiles
import Statistics
import Study
import Text

/// The command line: `disagree COMMAND …`.
@main
enum Main {
  /// Runs the command and ends the process with its exit status.
  ///
  /// Every failure ends here, as a message on standard error: no command prints its own.
  static func main() {
    Platform.openStandardStreams()
    Platform.unblockEndSignals()
    Platform.ignoreBrokenPipes()
    Platform.ignoreFileSizeSignal()
    do {
      end(with: try run(Array(CommandLine.arguments.dropFirst())))
    } catch {
      StandardError.write(error.message.hasSuffix("\n") ? error.message : error.message + "\n")
      end(with: error.status)
    }
  }

  /// Ends the program. After a signal the status names it, as a shell does: 130 for Ctrl-C, 143 for SIGTERM.
  private static func end(with status: ExitStatus) -> Never {
    let number = Platform.endSignal
    Platform.end(with: status == .interrupted && number > 0 ? 128 + number : status.rawValue)
  }

  /// Runs the command that the first word names, or answers a request for help or for the
  /// version.
  private static func run(_ words: [String]) throws(Failure) -> ExitStatus {
    guard let first = words.first else {
      try StandardOutput.write(overview)
      return .success
    }
    switch first {
    case "--help", "-h", "help":
      if let name = words.dropFirst().first {
        try StandardOutput.write(try command(named: name).help)
      } else {
        try StandardOutput.write(overview)
      }
      return .success
    case "--version", "-V", "-v":
      try StandardOutput.write("disagree \(Version.current)\n")
      return .success
    default:
      return try run(try command(named: first), Array(words.dropFirst()))
    }
  }

  /// Runs a command with the words that follow its name.
  ///
  /// Help is printed even if other words are wrong, because a user who asks for help often has
  /// just made a mistake.
  private static func run(_ command: some Command, _ words: [String]) throws(Failure) -> ExitStatus
  {
    let options = words.prefix { $0 != "--" }
    if options.contains("--help") || options.contains("-h") {
      try StandardOutput.write(options.contains("--help") ? command.help : command.briefHelp)
      return .success
    }
    let arguments = try Arguments.parsed(words, for: command.name)
    try arguments.checkOptions()
    try checkMemory()
    if !arguments.has(.quiet) { Heartbeat.shared.start() }
    return try command.run(arguments)
  }

  /// Checks that the system leaves room for a command, which could say nothing once memory has run out.
  private static func checkMemory() throws(Failure) {
    guard let allowed = Platform.allowedMemory, allowed < Platform.leastMemory else { return }
    throw .undecided(
      "the system allows this process \(allowed >> 20) MB of address space, and it needs \(Platform.leastMemory >> 20); "
        + "raise ulimit -v")
  }

  /// The command of a name.
  ///
  /// - Throws: a usage error that names the command with the nearest spelling.
  private static func command(named name: String) throws(Failure) -> any Command {
    if let name = CommandName(rawValue: name) { return Commands.command(name) }
    if name.hasPrefix("-") {
      throw .usage(
        "\(SanitizedText.visible(name)) stands before the command; say the command first, for example "
          + "disagree compare MODEL \(SanitizedText.visible(name))")
    }
    let remedy =
      SpellingSuggestion.suggestion(for: name, among: CommandName.allCases.map(\.rawValue)).map {
        "did you mean disagree \($0)?"
      } ?? "see disagree --help"
    throw .usage("unknown command '\(SanitizedText.visible(name))'; \(remedy)")
  }

  /// The text that `disagree --help` prints: the commands, one line each, and where to go on.
  private static var overview: String {
    let width = CommandName.allCases.map(\.rawValue.count).max() ?? 0
    let margin = String(repeating: " ", count: width + 4)
    let lines = Commands.all.map { command in
      "  " + command.name.rawValue + margin.dropFirst(command.name.rawValue.count + 2)
        + WrappedText.lines(command.summary, width: 80 - margin.count)
        .joined(separator: "\n" + margin) + "\n"
    }
    return """
      disagree: how often client and server disagree about whether data is stored.

      Usage: disagree COMMAND [MODEL] [options]

      Commands:
      \(lines.joined())
      Start with:
        disagree compare                 the built-in example, with nine strategies
        disagree init my-service.json5   a model of your own to start from

      disagree COMMAND -h lists its options, and --help explains them.
      disagree --version says which version this is.

      """
  }
}
