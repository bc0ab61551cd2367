import ModelFiles
import Text

extension ReferencePage {
  /// Every command with its options, from the table of options.
  static var commandsText: String {
    var text = """
      # Command line

      Every command and every option.

      `disagree COMMAND -h` lists the options of a command, and `disagree COMMAND --help` explains them. Results go \
      to standard output. Progress, notes and errors go to standard error. `-` stands for standard input or output. An option whose row \
      names no default is off, or takes everything, unless you give it.

      """
    for command in Commands.all {
      let words = ["disagree", command.name.rawValue, command.operands, "[options]"]
      text += "\n## \(command.name.rawValue)\n\n\(MarkdownTable.escaped(command.summary))\n\n"
      text += MarkdownTable.code(words.filter { !$0.isEmpty }.joined(separator: " ")) + "\n\n"
      text += "| option | effect | example |\n|---|---|---|\n"
      for group in Option.groups {
        for option in group.options where option.use(in: command.name) != nil {
          text += row(option, in: command.name)
        }
      }
      text += "\nExamples:\n\n"
      for example in command.examples { text += "- `\(example)`\n" }
    }
    return text
  }

  /// The row of an option: its names, its effect in this command, and an example.
  ///
  /// The example is the option's own if the command takes that word, and else the first word that
  /// it does take.
  private static func row(_ option: Option, in command: CommandName) -> String {
    let names = [MarkdownTable.code(option.synopsis)] + option.aliases.map { "or \($0)" }
    let words = option.words(in: command)
    let example = option.example.map { words.isEmpty || words.contains($0) ? $0 : words[0] }
    let cells = [
      names.joined(separator: " "), MarkdownTable.escaped(option.help(in: command)),
      MarkdownTable.code(option.name + (example.map { " " + $0 } ?? "")),
    ]
    return "| \(cells.joined(separator: " | ")) |\n"
  }

  /// The exit statuses and the limits.
  static var limitsText: String {
    var text = """
      # Exit status and limits

      The ways in which the program ends, and the bounds that keep it from running without end.

      ## Exit status

      | status | meaning |
      |---|---|

      """
    for status in ExitStatus.allCases {
      text += "| \(status.rawValue) | \(MarkdownTable.escaped(status.meaning)) |\n"
    }
    text += """

      ## Limits

      A limit that is reached is an error, or leaves the answer undecided. The message names the option that raises it.

      | option | bound | commands |
      |---|---|---|

      """
    let timeLimits = (Option.groups.first { $0.title == "Limits" }?.options ?? []).filter { limit in
      !Option.limits.contains { $0.name == limit.name }
    }
    for limit in timeLimits + Option.limits {
      let commands = CommandName.allCases.filter { limit.use(in: $0) != nil }.map(\.rawValue)
      text += "| \(MarkdownTable.code(limit.synopsis)) | \(MarkdownTable.escaped(limit.help)) | "
      text += commands.joined(separator: ", ") + " |\n"
    }
    text += """

      A model may have bounds of its own.

      | key | default | meaning |
      |---|---|---|

      """
    for entry in ModelReference.entries where entry.path.hasPrefix("limits.") {
      text += "| `\(entry.path)` | \(MarkdownTable.escaped(entry.key.defaultText ?? "none")) | "
      text += MarkdownTable.escaped(entry.key.meaning) + " |\n"
    }
    return text
  }
}
