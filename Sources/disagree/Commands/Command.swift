import EndToEnd
import Text

/// The commands, in the order of the help.
///
/// The order is by use, from the answer to the question down to what a user needs once.
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

  /// The first line, and the line on how to call it.
  private var usage: String {
    let lines = WrappedText.lines(summary, width: 80).joined(separator: "\n")
    let words = ["disagree", name.rawValue, operands, "[options]"].filter { !$0.isEmpty }
    return "\(lines)\n\nUsage: \(words.joined(separator: " "))\n"
  }

  /// The text that `disagree NAME --help` prints, in 80 columns.
  var help: String {
    usage
      + list { option, width in
        WrappedText.lines(option.help(in: name), width: width)
      }
      + "\nExamples:\n" + examples.map(HelpLines.example).joined()
  }

  /// The text that `disagree NAME -h` prints: a line for each option, and no limits.
  var briefHelp: String {
    usage
      + list(without: ["Limits", "Shards"]) { option, width in
        [HelpLines.start(of: option.brief, width: width)]
      }
      + "\ndisagree \(name.rawValue) --help says more, with every option and examples.\n"
  }

  /// The options in their groups.
  private func list(
    without hidden: [String] = [], _ lines: (Option, Int) -> [String]
  ) -> String {
    let groups = Option.groups.filter { !hidden.contains($0.title) }.map { group in
      (title: group.title, options: group.options.filter { $0.use(in: name) != nil })
    }
    let synopses = groups.flatMap(\.options).map(\.synopsis.count)
    let margin = String(repeating: " ", count: (synopses.max() ?? 0) + 4)
    return groups.filter { !$0.options.isEmpty }.map { group in
      "\n\(group.title):\n"
        + group.options.map { option in
          "  " + option.synopsis + margin.dropFirst(option.synopsis.count + 2)
            + lines(option, 80 - margin.count).joined(separator: "\n" + margin) + "\n"
        }.joined()
    }.joined()
  }
}

/// The lines of the help.
enum HelpLines {
  /// An example, in several lines if it is too long for one: a shell reads them as one command.
  static func example(_ command: String) -> String {
    var lines: [String] = []
    var line = "  "
    for word in command.split(separator: " ") {
      if line.count + word.count > 76, !line.allSatisfy({ $0 == " " }) {
        lines.append(line + "\\")
        line = "      "
      }
      line += word + " "
    }
    return (lines + [String(line.dropLast())]).map { $0 + "\n" }.joined()
  }

  /// The first clause of a text, or as many of its words as a line has room for.
  static func start(of text: String, width: Int) -> String {
    let ends = [": ", "; ", " (", ", for example"].compactMap {
      text.firstRange(of: $0)?.lowerBound
    }
    let clause = ends.min().map { String(text[..<$0]) } ?? text
    if clause.count <= width { return clause }
    return (WrappedText.lines(clause, width: width - 4).first ?? "") + " ..."
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
