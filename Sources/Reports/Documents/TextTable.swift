import Charts

/// A table of columns for a terminal: the first to the left, the others, numbers, to the right.
struct TextTable {
  let heading: [String]
  var rows: [[String]] = []

  init(heading: [String]) {
    self.heading = heading
  }

  /// The table, with a rule below its heading.
  ///
  /// - Parameter width: where the first column would make it wider, its texts stand on lines of
  ///   their own.
  func text(width: Int) -> String {
    let lines = [heading] + rows
    var widths = heading.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let others = widths.dropFirst().reduce(0) { $0 + $1 + 2 }
    let room = max(width - others, 4)
    widths[0] = min(widths[0], room)
    let rule = String(repeating: "─", count: widths[0] + others) + "\n"
    var text = ""
    for (index, row) in lines.enumerated() where row.contains(where: { !$0.isEmpty }) {
      if row[0].count > widths[0] {
        text += row[0] + "\n" + line([""] + row.dropFirst(), widths)
      } else {
        text += line(row, widths)
      }
      if index == 0 { text += rule }
    }
    return text
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = cells[0].padded(to: widths[0], .left)
    for column in cells.indices.dropFirst() {
      line += "  " + cells[column].padded(to: widths[column], .right)
    }
    while line.last == " " { line.removeLast() }
    return line + "\n"
  }
}
