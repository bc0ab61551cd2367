import Statistics
import Study
import Text

/// Sweeps as tables of a Markdown document.
extension Sweep {
  /// The sweep for a document.
  func markdown() -> String {
    func paragraphs(_ lines: [String]) -> String {
      lines.map { MarkdownTable.escaped($0) + "\n\n" }.joined()
    }
    // One expression for all of it takes the compiler half a minute.
    var text = "## \(MarkdownTable.escaped(heading))\n\n" + paragraphs(legend)
    text += MarkdownTable(rows: cells).text + "\n"
    text += paragraphs(notes()).dropLast()
    return text
  }
}
