import Analysis
import Charts

extension Comparison {
  /// A table for a terminal of 80 columns: below each value its interval.
  func table() -> String {
    let columns = comparedColumns
    var table = TextTable(heading: ["strategy"] + columns.map(\.heading))
    for result in results {
      let texts = columns.map { $0.text(of: result) }
      table.rows.append([result.strategy] + texts.map(\.value))
      table.rows.append([""] + texts.map(\.interval))
    }
    let title = WrappedText.lines(model.title, width: 80).joined(separator: "\n")
    return title + "\n\n" + table.text(width: 80) + "\n" + Footnotes(self).text
      + differenceText + verdictText
  }
}
