import EndToEnd
import Statistics
import Study
import Text

/// The forms of a comparison, each by its name.
extension Comparison {
  /// Returns the comparison in a format.
  ///
  /// - Parameter screen: the place of a table; other forms are the same everywhere.
  /// - Returns: the whole text, with a line end at its end.
  package func report(as format: ReportFormat, on screen: Screen = .standard) -> String {
    switch format {
    case .table: table(on: screen)
    case .csv: csv()
    case .csvLong: longCSV()
    case .json: json()
    case .markdown: markdown()
    }
  }
}

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
