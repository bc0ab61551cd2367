import Foundation
import Testing

/// The README shows the output of the program.
@Suite struct ReadmeTests {
  private let readme: String

  init() throws {
    readme = try String(
      contentsOf: Program.repository.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func everyLinkLeadsToAFile() throws {
    let links = readme.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
      .filter { !$0.hasPrefix("https://") }
    try #require(!links.isEmpty)
    for link in links {
      let file = Program.repository.appending(path: link)
      #expect(FileManager.default.fileExists(atPath: file.path), "\(link)")
    }
  }

  @Test func theModelOfOnesOwnRuns() throws {
    let start = try #require(readme.range(of: "```json5\n"))
    let end = try #require(readme[start.upperBound...].range(of: "```"))
    let model = String(readme[start.upperBound..<end.lowerBound])
    #expect(model.split(separator: "\n").count == 5)
    let program = try Program(["compare", "-", "--trials", "1000"], input: model)
    #expect(program.status == 0 && program.output.contains("better"), "\(program.errors)")
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
