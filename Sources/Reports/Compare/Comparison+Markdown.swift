import EndToEnd
import Statistics
import Study
import Text

extension Comparison {
  /// A table for a document, with each interval beside its value.
  func markdown() -> String {
    let columns = comparedColumns
    var rows = [["Strategy"] + columns.map(\.heading)]
    for result in results {
      let texts = columns.map { column in
        let text = column.text(of: result)
        return text.interval.isEmpty ? text.value : "\(text.value) (\(text.interval))"
      }
      rows.append([result.strategy] + texts)
    }
    return "## \(MarkdownTable.escaped(model.title))\n\n" + MarkdownTable(rows: rows).text + "\n"
      + MarkdownTable.escapedLines(Footnotes(self).text) + differenceMarkdown + verdictMarkdown
      + "\n"
  }
}
