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

  /// Some commands, and what at least one of them prints, if the page shows that.
  struct Example {
    let commands: [ShellCommand]
    let output: String?
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

  /// Every block of commands. A block without a language that comes next is what one of them prints.
  var examples: [Example] {
    blocks.indices.filter { blocks[$0].language == "sh" }.map { index in
      let next = index + 1 < blocks.count ? blocks[index + 1] : nil
      return Example(
        commands: ShellCommand.all(in: blocks[index].text),
        output: next?.language == "" ? next?.text : nil)
    }
  }

  /// What stands between backticks in the running text, each in one line.
  var inlineCode: [String] {
    text.replacing(/(?m:^) *```(?s:.*?)(?m:^) *```(?m:$)/, with: "")
      .matches(of: /`([^`]+)`/).map { String($0.1).replacing("\n", with: " ") }
  }

  var testDescription: String { path }

  /// README, and all pages of all modules.
  static let all: [Guide] = {
    let sources = Program.repository.appending(path: "Sources").path
    let paths =
      (FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".md") }.sorted().map { "Sources/" + $0 }
    return (["README.md"] + paths).compactMap { try? Guide($0) }
  }()
}
