import EndToEnd
import Statistics
import Study
import Text

extension Comparison {
  /// Returns the comparison in a format.
  ///
  /// - Returns: the whole text, with a line end at its end.
  package func report(as format: ReportFormat) -> String {
    switch format {
    case .table: table()
    case .csv: csv()
    case .csvLong: longCSV()
    case .json: json()
    case .markdown: markdown()
    }
  }
}

extension Comparison {
  /// A table for a terminal of 80 columns: below each value its interval.
  func table() -> String {
    let width = 80
    var table = table(isBroken: false)
    // Many trials make long intervals.
    if !table.fits(width: width) { table = self.table(isBroken: true) }
    let title = WrappedText.lines(model.title, width: width).joined(separator: "\n")
    return title + "\n\n" + table.text(width: width) + "\n" + Footnotes(self).text
      + differenceText + verdictText
  }

  /// - Parameter isBroken: true to put the second end of an interval below the first.
  private func table(isBroken: Bool) -> TextTable {
    let columns = comparedColumns
    var table = TextTable(heading: ["strategy"] + columns.map(\.heading))
    for result in results {
      let texts = columns.map { $0.text(of: result) }
      table.rows.append([result.strategy] + texts.map(\.value))
      if isBroken {
        table.rows.append([""] + texts.map(\.ends.first))
        table.rows.append([""] + texts.map(\.ends.second))
      } else {
        table.rows.append([""] + texts.map(\.interval))
      }
    }
    return table
  }
}

extension EstimateText {
  /// The ends of the interval, the first with the sign between them.
  fileprivate var ends: (first: String, second: String) {
    if let dash = interval.firstRange(of: "–") {
      return (String(interval[..<dash.upperBound]), String(interval[dash.upperBound...]))
    }
    if let word = interval.firstRange(of: " to ") {
      return ("\(interval[..<word.lowerBound]) to", String(interval[word.upperBound...]))
    }
    return (interval, "")
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
