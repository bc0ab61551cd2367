import Foundation
import Testing

/// The README shows the output of the program.
@Suite struct ReadmeTests {
  private let readme: String

  init() throws {
    readme = try String(
      contentsOf: Program.repository.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func theReadmeIsShort() throws {
    #expect(readme.utf8.count <= 12_000)
    #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
    for block in try Guide("README.md").blocks {
      for line in block.text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    }
  }

  @Test func itsSentencesAreShort() throws {
    // Without code, tables, headings and the list of link targets.
    let prose = readme.replacing(/(?m:^) *```(?s:.*?)(?m:^) *```(?m:$)/, with: "")
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("|") && !$0.hasPrefix("#") && !$0.hasPrefix("![") }
      .filter { $0.prefixMatch(of: #/\[\w+\]: /#) == nil }
      .map { $0.isEmpty || $0.hasPrefix("- ") ? ". \($0)" : String($0) }
      .joined(separator: " ").replacing(/\]\([^)]*\)|\]\[\w+\]|[\[`*]/, with: "")
    let sentences = prose.split(separator: /[.:?!](?: |$)/)
      .map { $0.split(separator: " ").count }.filter { $0 > 0 }
    let words = sentences.reduce(0, +)
    try #require(sentences.count > 30)
    #expect(Double(words) / Double(sentences.count) <= 18)
  }

  /// Every digit of the table stands in the committed results, which C.I. makes anew.
  @Test func theTableShowsTheCommittedResults() throws {
    let file = Program.repository.appending(path: "results/essay.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    try #require(!rows.isEmpty)
    for row in rows {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false)
      let line = readme.split(separator: "\n").first { $0.hasPrefix(fields[1] + " ") }
      let disagree = try #require(Double(fields[5])) * 100
      // The first number: words stand before it.
      let shown = try #require(
        line?.split(separator: " ").first {
          $0.hasSuffix("%") || $0.contains("e-") || $0 == "never"
        })
      if shown.hasPrefix("<") || shown == "never" {
        #expect(disagree == 0)
      } else if shown.contains("e-") {
        let value = try #require(Double(shown)) * 100
        #expect(disagree < 0.001 && abs(value - disagree) < 0.05 * disagree)
      } else {
        let value = try #require(Double(shown.dropLast()))
        #expect(abs(value - disagree) < 0.0051)
      }
    }
  }
}
