import Foundation
import Testing

/// A page of Markdown: the commands that it shows, and what they print.
struct Guide: CustomTestStringConvertible {
  /// Its path in the repository.
  let path: String
  let text: String
  let blocks: [Block]

  /// A piece of code between two fences.
  struct Block {
    /// What stands behind its first fence; empty for what a program prints.
    let language: String
    let text: String
  }

  /// Some commands, and what at least one of them prints, if the page shows that; or a file to be saved.
  struct Example {
    var commands: [ShellCommand] = []
    var output: String?
    var file: (name: String, text: String)?
  }

  init(_ path: String) throws {
    self.path = path
    text = try String(contentsOf: Program.repository.appending(path: path), encoding: .utf8)
    blocks = text.matches(of: /(?m:^)( *)```(\w*)\n((?s:.*?))(?m:^) *```(?m:$)/).map { match in
      let lines = String(match.3).split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix(match.1) ? $0.dropFirst(match.1.count) : $0 }
      return Block(language: String(match.2), text: lines.joined(separator: "\n"))
    }
  }

  /// Every block of commands, and every file that the reader saves.
  ///
  /// A block without a language that comes next is what one of the commands prints. In YAML, commands stand behind
  /// `run:`. A file has its name in a comment in its first line.
  var examples: [Example] {
    blocks.indices.compactMap { index in
      let block = blocks[index]
      switch block.language {
      case "sh":
        let next = index + 1 < blocks.count ? blocks[index + 1] : nil
        return Example(
          commands: ShellCommand.all(in: block.text),
          output: next?.language == "" ? next?.text : nil)
      case "yaml":
        let lines = block.text.matches(of: /run: (.*)/).map { String($0.1) }
        return Example(commands: ShellCommand.all(in: lines.joined(separator: "\n")))
      case "json5":
        guard let name = block.text.prefixMatch(of: /\/\/ ([\w-]+\.json5)\n/)?.1 else { return nil }
        return Example(file: (String(name), block.text))
      default: return nil
      }
    }
  }

  /// What stands between backticks in the running text, each in one line.
  var inlineCode: [String] {
    text.replacing(/(?m:^) *```(?s:.*?)(?m:^) *```(?m:$)/, with: "")
      .matches(of: /`([^`]+)`/).map { String($0.1).replacing("\n", with: " ") }
  }

  var testDescription: String { path }

  /// README, the pages for contributors and about models, and all pages of all modules.
  static let all: [Guide] = {
    let sources = Program.repository.appending(path: "Sources").path
    let paths =
      (FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".md") }.sorted().map { "Sources/" + $0 }
    return (["README.md", "CONTRIBUTING.md", "models/README.md"] + paths).compactMap {
      try? Guide($0)
    }
  }()
}
