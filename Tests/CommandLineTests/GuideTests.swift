import Foundation
import Testing

/// What the guides show is what the program prints.
@Suite struct GuideTests {
  private static let folder = Program.repository.appending(
    path: "Sources/disagree/Documentation.docc")

  /// The commands of a guide after which their output stands, with that output.
  private static func commands(in guide: String) throws -> [(words: [String], output: String)] {
    let text = try String(contentsOf: folder.appending(path: guide), encoding: .utf8)
    return text.matches(of: /```sh\ndisagree ([^\n]*)\n```\n\n```\n((?s:.*?))```\n/).map { match in
      (words(of: String(match.1)), String(match.2))
    }
  }

  /// The words of a command line, of which single quotes hold some together.
  private static func words(of line: String) -> [String] {
    line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap {
      index, part in
      index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
  }

  @Test func theProblemIsToldWithWhatIsPrinted() throws {
    let commands = try Self.commands(in: "TheProblem.md")
    #expect(commands.count == 5)
    for (words, output) in commands {
      let program = try Program(words)
      #expect(program.output == output, "\(words)")
    }
  }

  /// Commands without an output are right at least; those that write files are left out.
  @Test(arguments: ["TheCSV.md"])
  func allCommandsAreUnderstood(guide: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: guide), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("disagree ") }
    #expect(lines.count >= 3)
    for line in lines {
      var words = Self.words(of: String(line.dropFirst("disagree ".count)))
      if let output = words.firstIndex(of: "--output") { words.removeSubrange(output...output + 1) }
      let program = try Program(words + ["--trials", "100"])
      #expect(program.status == 0 && !program.output.isEmpty, "\(line): \(program.errors)")
    }
  }

  @Test func everyGuideIsListed() throws {
    let index = try String(contentsOf: Self.folder.appending(path: "disagree.md"), encoding: .utf8)
    for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    where file.hasSuffix(".md") && file != "disagree.md" {
      #expect(index.contains("<doc:\(file.dropLast(3))>"), "\(file)")
    }
  }
}
