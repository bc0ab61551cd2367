import EndToEnd

/// One thing that the program does: `disagree NAME …`.
protocol Command: Sendable {
  var name: String { get }
  /// What it does, in one line.
  var summary: String { get }
  /// What follows its name, apart from options.
  var operands: String { get }
  /// Its options, without `--help`.
  var options: [Option] { get }
  /// Command lines that work, in the order of their use.
  var examples: [String] { get }

  /// Does it.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus
}

extension Command {
  /// What `disagree NAME --help` prints.
  var help: String {
    let left = (options + [.help]).map { option in
      option.name + (option.value.map { " " + $0 } ?? "")
    }
    let width = left.map(\.count).max() ?? 0
    let margin = String(repeating: " ", count: width + 4)
    let lines = zip(left, options + [.help]).map { left, option in
      let help = option.help.split(separator: "\n").joined(separator: "\n" + margin)
      return "  " + left + margin.dropFirst(left.count + 2) + help + "\n"
    }
    return "\(summary)\n\nUsage: disagree \(name) \(operands) [options]\n\nOptions:\n"
      + lines.joined() + "\nExamples:\n" + examples.map { "  \($0)\n" }.joined()
  }
}

/// All commands, in the order of the help.
enum Commands {
  static let all: [any Command] = [
    CompareCommand(), RunCommand(), SweepCommand(), TraceCommand(), CheckCommand(), ReportCommand(),
    ExplainCommand(), ShowCommand(), PresetsCommand(), MergeCommand(), InitCommand(),
    CompletionsCommand(), ManCommand(),
  ]
}
