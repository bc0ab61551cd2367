import Foundation
import Testing

/// The first minute of a new user.
@Suite struct FirstMinuteTests {
  @Test func withoutArgumentsTheHelpIsPrinted() throws {
    let program = try Program()
    #expect(program.status == 0)
    #expect(program.output.contains("Start with:\n  disagree compare "))
    for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test func compareKnowsTheEssay() throws {
    let program = try Program("compare", "--trials", "1000", "--format", "csv")
    #expect(
      program.status == 0 && program.errors.hasPrefix("no model is named, so this is the write"))
    let named = try Program("compare", "models/essay.json5", "--trials", "1000", "--format", "csv")
    #expect(program.output == named.output)
    #expect(try Program("compare", "--trials", "10", "--quiet").errors.isEmpty)
  }

  @Test func initWritesAModelThatRuns() throws {
    let file = try Program.temporaryFile(".json5")
    try FileManager.default.removeItem(at: file)
    let program = try Program("init", file.path)
    #expect(program.status == 0 && program.output.isEmpty)
    #expect(program.errors.contains("disagree compare \(file.path)"))
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(try Program("init").output == text)
    for arguments in [
      ["compare", file.path, "--trials", "1000"], ["check", file.path], ["show", file.path],
      ["compare", file.path, "--method", "exact", "--verdict"],
    ] {
      let run = try Program(arguments)
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    }
    let again = try Program("init", file.path)
    #expect(again.status == 3 && again.errors.contains("is there already"))
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    #expect(try Program("init", "a", "b").status == 2)
    try FileManager.default.removeItem(at: file)
  }

  /// Every command and every option is completed and is on the manual page.
  @Test func completionsAndTheManualKnowAll() throws {
    let overview = try Program("--help").output
    let commands = overview.matches(of: /\n  ([a-z]+)  +[A-Z]/).map { String($0.1) }
    #expect(commands.count >= 11)
    let manual = try Program("man").output
    let shells = try ["bash", "zsh", "fish"].map { try Program("completions", $0).output }
    for command in commands {
      #expect(manual.contains(".SS disagree \(command)"))
      for shell in shells { #expect(shell.contains(command)) }
      let help = try Program(command, "--help").output
      for match in help.matches(of: /\n  --([a-z-]+)/) {
        let option = String(match.1)
        #expect(shells[0].contains("--\(option)") && shells[1].contains("--\(option)"))
        #expect(shells[2].contains("-l \(option)"))
        if option != "help" {
          #expect(manual.contains("\\-\\-" + option.replacing("-", with: "\\-")))
        }
      }
    }
    #expect(try Program("completions", "bsh").errors.contains("did you mean bash?"))
    #expect(try Program("completions").status == 2 && Program("man", "x").status == 2)
  }

  /// One declaration of an option gives its line in the help of every command.
  @Test func theHelpOfEveryCommandFitsEightyColumns() throws {
    let commands = try Program("--help").output.matches(of: /\n  ([a-z]+)  +[A-Z]/).map {
      String($0.1)
    }
    #expect(commands.count >= 11)
    for command in commands {
      let lines = try Program(command, "--help").output.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("  --help  ") })
      for line in lines { #expect(line.count <= 80, "\(line)") }
    }
  }

  /// The short help has a line for each option and fits a small terminal with one glance at the next page.
  @Test func theShortHelpHasALineForEachOption() throws {
    let commands = try Program("--help").output.matches(of: /\n  ([a-z]+)  +[A-Z]/).map {
      String($0.1)
    }
    #expect(commands.count >= 11)
    for command in commands {
      let long = try Program(command, "--help").output
      let short = try Program(command, "-h").output
      #expect(short.hasPrefix(long.split(separator: "\n")[0]))
      #expect(short.hasSuffix("--help says more, with every option and examples.\n"))
      let options = short.matches(of: /\n  (--[a-z-]+)/).map { String($0.1) }
      #expect(options.contains("--help") && !options.contains { $0.hasPrefix("--limit") })
      for option in options { #expect(long.contains("\n  \(option) ")) }
      for line in short.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
    let short = try Program("compare", "-h").output
    #expect(short.split(separator: "\n").count <= 35)
    #expect(try Program("compare", "--help").output.contains("\nMethod:\n  --method METHOD"))
  }

  @Test func bothSpellingsAreRead() throws {
    let words = ["compare", "models/rpc.json5", "--method", "exact", "--format", "csv"]
    let american = try Program(words + ["--discretize", "1"])
    #expect(american.status == 0 && american.output.contains(",discretised,"))
    #expect(try Program(words + ["--discretise=1"]).output == american.output)
    let twice = try Program(words + ["--discretise", "1", "--discretize", "2"])
    #expect(twice.status == 2 && twice.errors.contains("is given twice"))
  }

  @Test func theManualHasEveryExitStatus() throws {
    let manual = try Program("man").output
    for status in [0, 1, 2, 3, 4, 130] { #expect(manual.contains(".TP\n.B \(status)\n")) }
  }

  @Test func typingErrorsHaveASuggestion() throws {
    for (arguments, suggestion, status) in [
      (["compare", "modls/essay.json5"], "; did you mean 'models/essay.json5'?", 3),
      (["compare", "models/esay.json5"], "did you mean 'models/essay.json5'?", 3),
      (["compare", "models/essay.json5", "--stratgy", "blind"], "did you mean --strategy?", 2),
      (["compare", "models/essay.json5", "--strategy", "blnd"], "did you mean 'blind'?", 2),
      (["comapre", "models/essay.json5"], "did you mean disagree compare?", 2),
    ] {
      let program = try Program(arguments)
      #expect(program.status == Int32(status))
      #expect(program.errors.contains(suggestion), "\(program.errors)")
    }
  }
}
