/// A table for a terminal: the first column at the left, the others, which hold numbers, at the right.
///
/// Cells are sanitized when the table is written.
package struct TextTable {
  package let heading: [String]
  /// The rows; each has a cell for each column of the heading.
  package var rows: [[String]] = []

  package init(heading: [String]) {
    self.heading = heading
  }

  /// The minimum width of the first column where the others need the room.
  private static let leastFirst = 4

  /// Returns true if the table needs no more columns than there are.
  package func fits(width: Int) -> Bool {
    widths.dropFirst().reduce(TextTable.leastFirst) { $0 + $1 + 2 } <= width
  }

  /// The table, with a rule below its heading.
  ///
  /// - Parameter width: the columns of the terminal. Where the first column would make the table
  ///   wider, its texts stand on lines of their own. Where the others do, some of them stand in a
  ///   second table below.
  package func text(width: Int) -> String {
    let tables = split(keys: 1, room: width - TextTable.leastFirst)
    if tables.count > 1 { return tables.map { $0.text(width: width) }.joined(separator: "\n") }
    let lines = shown
    var widths = widths
    let others = widths.dropFirst().reduce(0) { $0 + $1 + 2 }
    let room = max(width - others, TextTable.leastFirst)
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

  /// The same cells in several tables.
  ///
  /// - Parameters:
  ///   - keys: the number of first columns that each table repeats.
  ///   - room: the width for the other columns of one table; each table has at least one of them.
  package func split(keys: Int, room: Int) -> [TextTable] {
    var blocks: [[Int]] = []
    var left = 0
    for (column, width) in widths.enumerated().dropFirst(keys) {
      if blocks.isEmpty || width + 2 > left {
        blocks.append([])
        left = room
      }
      blocks[blocks.count - 1].append(column)
      left -= width + 2
    }
    return blocks.map { block in
      let columns = Array(0..<keys) + block
      var table = TextTable(heading: columns.map { heading[$0] })
      table.rows = rows.map { row in columns.map { row[$0] } }
      return table
    }
  }

  /// The width of the longest text in each column.
  package var widths: [Int] { ColumnLayout.widths(of: shown) }

  private var shown: [[String]] {
    ([heading] + rows).map { $0.map { SanitizedText.visible($0) } }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let line = ColumnLayout.line(cells, widths: widths, numbers: 1..<cells.count)
    return ColumnLayout.trimmed(line) + "\n"
  }
}
