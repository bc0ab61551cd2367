/// A table in Markdown, its columns aligned in the source as well.
///
///
/// ```swift
/// MarkdownTable(rows: [["strategy", "lost"], ["key", "0"]]).text
/// // | strategy | lost |
/// // | -------- | ---: |
/// // | key      |    0 |
/// ```
package struct MarkdownTable {
  /// The rows; the first is the heading. The first column holds text, the others hold numbers.
  package var rows: [[String]]

  /// Creates a table. The first row is the heading.
  package init(rows: [[String]]) { self.rows = rows }

  /// The table as lines of Markdown; empty without rows.
  package var text: String {
    let cells = rows.map { $0.map(MarkdownTable.escaped) }
    guard let heading = cells.first else { return "" }
    let widths = ColumnLayout.widths(of: cells, atLeast: 3)
    func line(_ row: [String]) -> String {
      let cells = ColumnLayout.line(
        row, widths: widths, separator: " | ", numbers: 1..<row.count)
      return "| " + cells + " |\n"
    }
    // The colon at the end of a rule sets its column to the right.
    let rules = widths.indices.map { column in
      column == 0
        ? String(repeating: "-", count: widths[0])
        : String(repeating: "-", count: widths[column] - 1) + ":"
    }
    return line(heading) + line(rules) + cells.dropFirst().map(line).joined()
  }

  /// One line of text in which Markdown and HTML find no markup and no hidden character.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in SanitizedText.visible(text).unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      // `~` strikes out and `$` begins a formula in the Markdown of GitHub.
      case "|", "\\", "`", "*", "_", "[", "]", "#", "~", "$":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A text between backticks, as a cell of a table.
  package static func code(_ text: String) -> String {
    "`" + SanitizedText.visible(text).replacing("`", with: "'").replacing("|", with: "\\|") + "`"
  }

  /// Several lines of text, each escaped by itself.
  package static func escapedLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "\n")
  }
}
