import Statistics
import Study
import Text

/// Sweeps on a terminal.
extension Sweep {
  /// The sweep in a form.
  ///
  /// - Returns: the whole text, with a line end at its end.
  package func report(as format: ReportFormat) -> String {
    switch format {
    case .table: table()
    case .csv: csv { $0.csvRows }
    case .csvLong: csv { $0.longRows }
    case .json: json()
    case .markdown: markdown()
    }
  }

  /// One measure of all strategies, a row for each point: for a terminal of 80 columns.
  ///
  /// ```
  /// cost by network.request.loss
  ///
  /// loss  none       key
  /// ────────────────────
  /// 0%    0.16  0.001020
  /// 10%   0.34    0.0015
  /// ```
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

  /// The question of the model.
  var heading: String { points[0].comparison.model.title }

  /// The measure, and the parameters by which it is shown.
  var legend: [String] {
    ["\(order.rawValue) by " + parameters.joined(separator: " and ")]
  }

  /// The rows: the values of a point, then the measure of each strategy.
  var cells: [[String]] {
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

  /// The method behind the numbers, and the values at which the best strategy changes.
  ///
  /// - Parameter intervals: the name and the place of the intervals.
  func notes(intervals: String = "the intervals of 95%, in the other formats,") -> [String] {
    var notes = Footnotes.about(points.flatMap(\.comparison.results))
    if !isExact {
      notes.append("All points use the same random faults.")
      if stretches.contains(where: { $0.contains { $0.best.count > 1 } }) {
        notes.append("Not distinguishable: \(intervals) overlap.")
      }
    }
    return notes + CrossingText(sweep: self).sentences
  }
}

/// The values at which the best strategy changes: one sentence for each value of the first of two parameters.
struct CrossingText {
  /// The sweep whose crossings are told.
  let sweep: Sweep

  /// None for one strategy, which has no rival.
  var sentences: [String] {
    if sweep.points[0].comparison.results.count < 2 { return [] }
    return sweep.stretches.map { line in
      let parts = line.enumerated().map { index, stretch in
        part(stretch, isFirst: index == 0, isLast: index == line.count - 1)
      }
      return heading(of: line) + parts.joined(separator: "; ") + "."
    }
  }

  /// The words before the stretches of a line.
  private func heading(of line: [Sweep.Stretch]) -> String {
    let least = sweep.order == .cost ? "Cheapest" : "Least \(sweep.order.rawValue)"
    guard sweep.parameters.count > 1, let first = line.first else { return least + ": " }
    let value = sweep.points[first.points.lowerBound].values[0].text
    return "\(least) at \(sweep.parameters[0]) = \(value): "
  }

  /// One stretch with its strategies: "up to 3%", "from 3% on", or "throughout".
  ///
  /// Where the intervals of several strategies overlap, none of them is called the best.
  private func part(_ stretch: Sweep.Stretch, isFirst: Bool, isLast: Bool) -> String {
    let names = stretch.best.joined(separator: ", ")
    let best =
      stretch.best.count == 1
      ? names : "\(sweep.isExact ? "equal" : "not distinguishable") (\(names))"
    func text(_ point: Int) -> String { sweep.points[point].values.last?.text ?? "" }
    let from = text(stretch.points.lowerBound)
    let to = text(stretch.points.upperBound)
    if isFirst, isLast { return best + " throughout" }
    if isFirst, from != to { return "\(best) up to \(to)" }
    if isLast, from != to { return "\(best) from \(from) on" }
    return from == to ? "\(best) at \(from)" : "\(best) from \(from) to \(to)"
  }
}
