import Statistics
import Study
import Text

extension Sweep {
  /// One measure of all strategies, a row for each point: for a terminal of 80 columns.
  func table() -> String {
    let width = 80
    var whole = TextTable(heading: cells[0])
    whole.rows = Array(cells.dropFirst())
    let keys = whole.widths.prefix(parameters.count).reduce(-2) { $0 + $1 + 2 }
    // As many strategies side by side as there is room for.
    let tables = whole.split(keys: parameters.count, room: width - keys).map { table in
      table.text(width: width) + "\n"
    }
    let lines = ([heading] + legend).flatMap { WrappedText.lines($0, width: width) }
    let notes = notes().flatMap { WrappedText.lines($0, width: width) }
    return (lines + [""]).map { $0 + "\n" }.joined() + tables.joined()
      + notes.map { $0 + "\n" }.joined()
  }

  /// The same for a document.
  func markdown() -> String {
    "## \(MarkdownTable.escaped(heading))\n\n"
      + legend.map { MarkdownTable.escaped($0) + "\n\n" }.joined()
      + MarkdownTable(rows: cells).text + "\n"
      + notes().map { MarkdownTable.escaped($0) + "\n\n" }.joined().dropLast()
  }

  private var heading: String { points[0].comparison.model.title }

  private var legend: [String] {
    ["\(order.rawValue) by " + parameters.joined(separator: " and ")]
  }

  private var cells: [[String]] {
    // The whole path stands above: a table has room for its last key.
    let keys = parameters.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    let rows = points.map { point in
      point.values.map(\.text)
        + point.comparison.results.map { result in
          result[order.measure].map { EstimateText($0, of: result).value } ?? ""
        }
    }
    return [keys + points[0].comparison.results.map(\.strategy)] + rows
  }

  /// How the numbers were found, and where the best strategy changes.
  ///
  /// - Parameter intervals: what and where the intervals are.
  func notes(intervals: String = "the intervals of 95%, in the other formats,") -> [String] {
    var notes = Footnotes.about(points.flatMap(\.comparison.results))
    if !isExact {
      notes.append("Every point has the same luck.")
      if stretches.contains(where: { $0.contains { $0.best.count > 1 } }) {
        notes.append("Not distinguishable: \(intervals) overlap.")
      }
    }
    return notes + CrossingText(sweep: self).sentences
  }
}
