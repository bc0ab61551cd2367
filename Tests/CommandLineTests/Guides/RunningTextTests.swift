import Foundation
import Testing

/// The commands and options that README, the guides and the change log mention exist.
///
/// Other tests run the commands in blocks. Those in running text are often only a part of a command line.
@Suite struct RunningTextTests {
  /// The help of each command.
  private static let help: [String: String] = {
    let overview = (try? Program("--help"))?.output ?? ""
    let names = overview.matches(of: /(?m:^)  ([a-z]+)  +[A-Z]/).map { String($0.1) }
    return Dictionary(
      uniqueKeysWithValues: names.map { ($0, (try? Program($0, "--help"))?.output ?? "") })
  }()

  /// The options of other programs that the guides mention, and the programs.
  private static let others = ["--sshloginfile": "GNU parallel", "--requeue": "Slurm"]

  private static let pages = Guide.all + [try? Guide("CHANGELOG.md")].compactMap { $0 }

  /// Returns true if a help explains an option.
  private static func explains(_ help: String, _ option: String) -> Bool {
    option == "--help" || option == "--version"
      || help.split(separator: "\n").contains { line in
        line.split(separator: " ").first.map { $0 == option } ?? false
      }
  }

  /// A command, or options, in the running text of a page.
  private struct Mention: CustomStringConvertible {
    let page: String
    let code: String
    /// The command; empty where options stand alone.
    let command: String
    let options: [String]

    init(_ code: String, words: some Sequence<String>, command: String = "", on page: Guide) {
      self.page = page.path
      self.code = code
      self.command = command
      options = words.filter { $0.hasPrefix("--") }.map { word in
        String(word.prefix { $0 != "=" })
      }
    }

    var description: String { "\(page): \(code)" }
  }

  /// The commands in running text. COMMAND stands for any of them.
  private static let commands: [Mention] = pages.flatMap { page in
    page.inlineCode.filter { $0 == "disagree" || $0.hasPrefix("disagree ") }.compactMap { code in
      let words = ShellCommand(line: code).words([:])[0].dropFirst()
      guard let name = words.first, name != "COMMAND", !name.hasPrefix("--") else { return nil }
      return Mention(code, words: words, command: name, on: page)
    }
  }

  /// The options that stand in running text without a command.
  private static let options: [Mention] = pages.flatMap { page in
    page.inlineCode.filter { $0.hasPrefix("--") }.map { code in
      Mention(code, words: code.split(separator: " ").map(String.init), on: page)
    }
  }

  @Test func everyCommandInRunningTextExists() throws {
    try #require(RunningTextTests.commands.count > 20)
    try #require(RunningTextTests.commands.contains { !$0.options.isEmpty })
    for mention in RunningTextTests.commands {
      let help = try #require(
        RunningTextTests.help[mention.command], "there is no command of \(mention)")
      for option in mention.options {
        #expect(RunningTextTests.explains(help, option), "\(mention) has no \(option)")
      }
    }
  }

  @Test func everyOptionInRunningTextExists() throws {
    try #require(RunningTextTests.options.count > 20)
    for mention in RunningTextTests.options {
      for option in mention.options where RunningTextTests.others[option] == nil {
        let isKnown = RunningTextTests.help.values.contains {
          RunningTextTests.explains($0, option)
        }
        #expect(isKnown, "no command has \(mention)")
      }
    }
  }

  @Test func theHelpIsRead() {
    #expect(RunningTextTests.help.count >= 12)
    #expect(RunningTextTests.explains(RunningTextTests.help["compare"] ?? "", "--trials"))
    #expect(!RunningTextTests.explains(RunningTextTests.help["compare"] ?? "", "--order"))
    let found = RunningTextTests.pages.flatMap(\.inlineCode).filter { $0.hasPrefix("disagree ") }
    #expect(found.count > 20)
    let all = RunningTextTests.pages.flatMap(\.inlineCode)
    for option in RunningTextTests.others.keys { #expect(all.contains { $0.hasPrefix(option) }) }
  }
}
