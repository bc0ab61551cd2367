import Foundation
import Testing

/// The commands and options that README, the guides and the change log speak of are there.
///
/// Those in blocks are run; those in running text are often only a part of what one types.
@Suite struct RunningTextTests {
  /// For each command what its help says.
  private static let help: [String: String] = {
    let overview = (try? Program("--help"))?.output ?? ""
    let names = overview.matches(of: /(?m:^)  ([a-z]+)  +[A-Z]/).map { String($0.1) }
    return Dictionary(
      uniqueKeysWithValues: names.map { ($0, (try? Program($0, "--help"))?.output ?? "") })
  }()

  /// The options of other programs that the guides speak of, and whose they are.
  private static let others = ["--sshloginfile": "GNU parallel", "--requeue": "Slurm"]

  private static let pages = Guide.all + [try? Guide("CHANGELOG.md")].compactMap { $0 }

  /// Whether a help explains an option.
  private static func explains(_ help: String, _ option: String) -> Bool {
    option == "--help" || option == "--version"
      || help.split(separator: "\n").contains { line in
        line.split(separator: " ").first.map { $0 == option } ?? false
      }
  }

  @Test(arguments: pages)
  func everyCommandInRunningTextExists(page: Guide) throws {
    for code in page.inlineCode where code == "disagree" || code.hasPrefix("disagree ") {
      let words = ShellCommand(line: code).words([:])[0].dropFirst()
      // COMMAND stands for any of them.
      guard let name = words.first, name != "COMMAND", !name.hasPrefix("--") else { continue }
      let help = try #require(RunningTextTests.help[name], "there is no command of \(code)")
      for word in words where word.hasPrefix("--") {
        let option = String(word.prefix { $0 != "=" })
        #expect(RunningTextTests.explains(help, option), "\(code) has no \(option)")
      }
    }
  }

  @Test(arguments: pages)
  func everyOptionInRunningTextExists(page: Guide) {
    for code in page.inlineCode where code.hasPrefix("--") {
      for word in code.split(separator: " ") where word.hasPrefix("--") {
        let option = String(word.prefix { $0 != "=" })
        if RunningTextTests.others[option] != nil { continue }
        let isKnown = RunningTextTests.help.values.contains {
          RunningTextTests.explains($0, option)
        }
        #expect(isKnown, "no command has \(code)")
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
