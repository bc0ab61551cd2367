import Diagrams

/// A table of columns for a terminal: the first to the left, the others, numbers, to the right.
struct TextTable {
  let heading: [String]
  var rows: [[String]] = []

  init(heading: [String]) {
    self.heading = heading
  }

  /// What the first column has at least where the others need the room.
  private static let leastFirst = 4

  /// Whether no more columns are needed than there are.
  func fits(width: Int) -> Bool {
    widths.dropFirst().reduce(TextTable.leastFirst) { $0 + $1 + 2 } <= width
  }

  /// The table, with a rule below its heading.
  ///
  /// - Parameter width: where the first column would make it wider, its texts stand on lines of
  ///   their own; and where the others do, some of them stand in a table below.
  func text(width: Int) -> String {
    let tables = split(keys: 1, room: width - TextTable.leastFirst)
    if tables.count > 1 { return tables.map { $0.text(width: width) }.joined(separator: "\n") }
    let lines = [heading] + rows
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

  /// The same in several tables: in each the first columns, and as many others as there is room for, at least
  /// one.
  func split(keys: Int, room: Int) -> [TextTable] {
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

  /// The columns that the longest text of each takes.
  var widths: [Int] {
    heading.indices.map { column in ([heading] + rows).map { $0[column].count }.max() ?? 0 }
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
