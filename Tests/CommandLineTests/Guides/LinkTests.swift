import Foundation
import Testing

/// The pages link to each other, and to files of the repository, by relative paths: so they work on GitHub.
@Suite struct LinkTests {
  /// The pages that GitHub shows: those of the program's own catalog, and those outside of catalogs.
  private static let shown =
    ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "models/README.md"]
    + Guide.all.map(\.path).filter { $0.hasPrefix("Sources/disagree/Documentation.docc/") }

  @Test(arguments: shown)
  func everyLinkLeadsToAFile(path: String) throws {
    let text = try Guide(path).text.replacing(/(?m:^) *```(?s:.*?)(?m:^) *```(?m:$)/, with: "")
      .replacing(/`[^`\n]*`/, with: "")
    let folder = Program.repository.appending(path: path).deletingLastPathComponent()
    let inline = text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
    let targets = inline + text.matches(of: /(?m:^)\[[\w-]+\]: (\S+)/).map { String($0.1) }
    for target in targets where !target.hasPrefix("https://") {
      let file = folder.appending(path: String(target.prefix { $0 != "#" })).standardizedFileURL
      #expect(FileManager.default.fileExists(atPath: file.path), "\(path): \(target)")
    }
    #expect(!text.contains("<doc:") && !text.contains("@Metadata"))
    #expect(!path.hasSuffix("README.md") || targets.count > 5)
  }
}
