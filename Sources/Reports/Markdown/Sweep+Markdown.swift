import Statistics
import Study
import Text

extension Sweep {
  /// The sweep for a document.
  func markdown() -> String {
    "## \(MarkdownTable.escaped(heading))\n\n"
      + legend.map { MarkdownTable.escaped($0) + "\n\n" }.joined()
      + MarkdownTable(rows: cells).text + "\n"
      + notes().map { MarkdownTable.escaped($0) + "\n\n" }.joined().dropLast()
  }
}
