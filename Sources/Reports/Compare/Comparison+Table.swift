import Statistics
import Study
import Text

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

  /// - Parameter isBroken: whether the second end of an interval stands below the first.
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
  /// The ends of the interval, with what is between them at the first.
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
