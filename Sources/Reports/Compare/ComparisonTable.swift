import Study
import Text

/// The table of a comparison on a screen: as many columns and intervals as there is room for.
///
/// From 110 columns on there is room for intervals. In 80 columns the optional measures go first,
/// and a name is never broken. Where there are many strategies, those with equal cells share a line.
struct ComparisonTable {
  /// The results that the table shows.
  let comparison: Comparison
  /// The width and the characters that there are.
  let screen: Screen

  /// The table in lines, each with a line feed at its end.
  var text: String {
    let all = comparison.screenMeasures.map { ScreenColumn($0, of: comparison) }
    let isAsked = screen.details.contains(.intervals)
    if isAsked || screen.width >= Screen.widthForIntervals {
      if let table = fitting(all, { self.table(of: $0, .beside(all: isAsked)) }) {
        return table.text(width: screen.width)
      }
    }
    if isAsked {
      if let table = fitting(all, { self.table(of: $0, .below) }) {
        return table.text(width: screen.width)
      }
      let broken = fitting(all) { self.table(of: $0, .broken) }
      return (broken ?? self.table(of: all, .broken)).text(width: screen.width)
    }
    let necessary = all.filter { !$0.isOptional }
    let fitting = fitting(all) { self.table(of: $0, .none) }
    return (fitting ?? self.table(of: necessary, .none)).text(width: screen.width)
  }

  /// The place of the intervals.
  private enum Intervals {
    /// No intervals, for a narrow screen.
    case none
    /// Beside the values: those of shares, or all.
    case beside(all: Bool)
    case below
    /// Below the values, the second end below the first.
    case broken
  }

  /// The table with as many of the columns as fit, without breaking a name; `nil` if not even the necessary
  /// ones do.
  private func fitting(
    _ columns: [ScreenColumn], _ table: ([ScreenColumn]) -> TextTable
  ) -> TextTable? {
    var columns = columns
    while true {
      let candidate = table(columns)
      if fits(candidate) { return candidate }
      guard let last = columns.lastIndex(where: \.isOptional) else { return nil }
      columns.remove(at: last)
    }
  }

  /// Returns true if a table fits with its names, except for names that are too long for any table.
  private func fits(_ table: TextTable) -> Bool {
    let widths = table.widths
    let excess = max(widths[0] - ComparisonTable.longestName, 0)
    return table.width - excess <= screen.width
  }

  /// The width beyond which a name stands on a line of its own.
  private static let longestName = 24

  /// The table of some columns, with intervals in one of the places.
  private func table(of columns: [ScreenColumn], _ intervals: Intervals) -> TextTable {
    let safety = comparison.results.contains { $0.verdict != nil }
    var headings = columns.map(\.heading)
    var values = columns.map { $0.cells.map(\.value) }
    if case .beside(let isAll) = intervals {
      for (index, column) in columns.enumerated() where isAll || column.measure.isProbability {
        (headings[index], values[index]) = beside(column)
      }
    }
    var table = TextTable(
      heading: ["strategy"] + (safety ? ["safe to\nretry?"] : []) + headings,
      wordColumns: safety ? 2 : 1, isASCII: screen.isASCII)
    for (place, result) in comparison.results.enumerated() {
      let word = result.verdict == nil ? "" : StrategyStatus(result, in: comparison.model).word
      let words = safety ? [word] : []
      table.rows.append([result.strategy] + words + values.map { $0[place] })
      let empty = [""] + words.map { _ in "" }
      switch intervals {
      case .none, .beside: break
      case .below: table.rows.append(empty + columns.map { $0.cells[place].interval })
      case .broken:
        table.rows.append(empty + columns.map { $0.cells[place].ends.first })
        table.rows.append(empty + columns.map { $0.cells[place].ends.second })
      }
    }
    switch intervals {
    case .none, .beside: share(&table.rows)
    case .below, .broken: break
    }
    return table
  }

  /// The most lines for strategies that a screen of 24 lines holds beside the answer.
  private static let mostLines = 10

  /// Puts strategies with equal cells on one line, if there are more lines than a screen holds and the names fit.
  private func share(_ rows: inout [[String]]) {
    if rows.count <= ComparisonTable.mostLines { return }
    rows = rows.reduce(into: []) { shared, row in
      let place = shared.firstIndex { other in
        other.dropFirst() == row.dropFirst()
          && SanitizedText.width(of: other[0] + ", " + row[0]) <= ComparisonTable.longestName
      }
      if let place { shared[place][0] += ", " + row[0] } else { shared.append(row) }
    }
  }

  /// The heading and the cells of a column with each interval beside its value.
  private func beside(_ column: ScreenColumn) -> (heading: String, cells: [String]) {
    let values = column.cells.map { screen.text($0.value) }
    let intervals = column.cells.map { screen.text($0.interval) }
    let lines = column.heading.split(separator: "\n").map(String.init)
    let valueWidth = (values + lines).map(SanitizedText.width).max() ?? 0
    let intervalWidth = intervals.map(SanitizedText.width).max() ?? 0
    if intervalWidth == 0 { return (column.heading, values) }
    let empty = String(repeating: " ", count: intervalWidth + 1)
    return (
      lines.map { $0.padded(to: valueWidth, .right) + empty }.joined(separator: "\n"),
      zip(values, intervals).map { value, interval in
        value.padded(to: valueWidth, .right) + " " + interval.padded(to: intervalWidth, .left)
      }
    )
  }
}

/// Intervals in two columns of their own, so that their signs stand below each other.
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
