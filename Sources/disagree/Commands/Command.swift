import EndToEnd
import Text

/// The commands, in the order of the help.
enum CommandName: String, CaseIterable, Sendable {
  case compare, run, sweep, trace, check, report, explain, show, presets, merge
  case initialize = "init"
  case completions, man
}

/// A command of the program: `disagree NAME …`. Its options stand in the table (``Option``).
protocol Command: Sendable {
  var name: CommandName { get }
  /// The effect, in one line.
  var summary: String { get }
  /// The words that follow its name, apart from options.
  var operands: String { get }
  /// Command lines that work, in the order of their use.
  var examples: [String] { get }

  /// Reads the arguments, computes and prints.
  ///
  /// - Throws: a failure if there is nothing to print.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus
}

extension Command {
  /// Its options, in the order of the help.
  var options: [Option] { Option.all(of: name) }

  /// The text that `disagree NAME --help` prints, in 80 columns.
  var help: String {
    let width = options.map(\.synopsis.count).max() ?? 0
    let margin = String(repeating: " ", count: width + 4)
    let lines = options.map { option in
      let help = WrappedText.lines(option.help(in: name), width: 80 - margin.count)
      return "  " + option.synopsis + margin.dropFirst(option.synopsis.count + 2)
        + help.joined(separator: "\n" + margin) + "\n"
    }
    return "\(summary)\n\nUsage: disagree \(name.rawValue) \(operands) [options]\n\nOptions:\n"
      + lines.joined() + "\nExamples:\n" + examples.map { "  \($0)\n" }.joined()
  }
}

/// The commands by their names.
enum Commands {
  /// All commands, in the order of the help.
  static let all = CommandName.allCases.map(command)

  /// The command of a name.
  static func command(_ name: CommandName) -> any Command {
    switch name {
    case .compare: CompareCommand()
    case .run: RunCommand()
    case .sweep: SweepCommand()
    case .trace: TraceCommand()
    case .check: CheckCommand()
    case .report: ReportCommand()
    case .explain: ExplainCommand()
    case .show: ShowCommand()
    case .presets: PresetsCommand()
    case .merge: MergeCommand()
    case .initialize: InitCommand()
    case .completions: CompletionsCommand()
    case .man: ManCommand()
    }
  }
}
