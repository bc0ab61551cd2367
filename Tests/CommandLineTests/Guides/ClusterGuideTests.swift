import Foundation
import Testing

/// The guide to clusters shows what `Tests/Cluster` runs.
@Suite struct ClusterGuideTests {
  private let scripts: [String]
  private let guide: String

  init() throws {
    let folder = Program.repository.appending(path: "Tests/Cluster")
    scripts = try FileManager.default.contentsOfDirectory(atPath: folder.path).map { name in
      try ClusterGuideTests.lines(
        String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
    guide = try String(
      contentsOf: Program.repository.appending(
        path: "Sources/disagree/Documentation.docc/HowTo/OnClusters.md"), encoding: .utf8)
  }

  /// The lines of a text without what they are indented by.
  private static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
  }

  @Test func everyCommandStandsInAScript() {
    let blocks = guide.matches(of: /```sh\n((?:.|\n)*?)\n```/).map { String($0.1) }
    #expect(blocks.count == 10)
    for block in blocks {
      let block = ClusterGuideTests.lines(block)
      #expect(scripts.contains { $0.contains(block) }, "\(block)")
    }
  }
}
