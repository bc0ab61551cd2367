import Statistics
import Study

/// The manual page, from the table of options.
enum ManPage {
  /// The page as `man` reads it: roff with the macros of man(7).
  static var text: String {
    var text = ".TH DISAGREE 1 \"\" \"disagree \(Version.current)\" \"User Commands\"\n"
    text += section(
      "NAME", "disagree \\- how often client and server disagree about whether data is stored")
    text += ".SH SYNOPSIS\n.B disagree\n.I COMMAND\n[\\fIoperands\\fR] [\\fIoptions\\fR]\n"
    text += section(
      "DESCRIPTION",
      escaped(
        "A client wrote something to a server and something went wrong: is the data stored? A status other "
          + "than success does not say. disagree simulates the write, its network, its server and each way "
          + "of retrying, and says with numbers that can be checked how often the two disagree, how often "
          + "the data is stored twice, and who could see it."))
    text += ".SH COMMANDS\n"
    for command in Commands.all { text += page(of: command) }
    text += ".SH EXIT STATUS\n"
    for status in ExitStatus.allCases {
      text += ".TP\n.B \(status.rawValue)\n\(escaped(status.meaning))\n"
    }
    text += ".SH EXAMPLES\n"
    for command in Commands.all {
      for example in command.examples { text += ".PP\n.B \(escaped(example))\n" }
    }
    return text
  }

  /// The section of a command: its synopsis, its summary and its options.
  private static func page(of command: any Command) -> String {
    var text = ".SS \(escaped("disagree \(command.name.rawValue) \(command.operands)"))\n"
    text += escaped(command.summary) + "\n"
    for option in command.options where option.name != Option.help.name {
      text += ".TP\n\\fB\(escaped(option.name))\\fR"
      if let value = option.value { text += " \\fI\(escaped(value))\\fR" }
      text += "\n" + escaped(option.help(in: command.name)) + "\n"
    }
    return text
  }

  /// A section of the manual page under a heading.
  private static func section(_ name: String, _ body: String) -> String { ".SH \(name)\n\(body)\n" }

  /// With everything that roff would take for its own made harmless.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      default: escaped.append(character)
      }
    }
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }
}
