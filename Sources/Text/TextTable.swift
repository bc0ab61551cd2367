/// A table for a terminal: the first columns at the left, the others, which hold numbers, at the right.
///
/// Cells are sanitized when the table is written.
package struct TextTable {
  /// The headings; one of several lines has line feeds between them.
  package let heading: [String]
  /// The number of first columns that hold words; at least 1.
  package let wordColumns: Int
  /// A Boolean value that indicates whether the table is drawn in ASCII alone.
  package let isASCII: Bool
  /// The rows; each has a cell for each column of the heading.
  package var rows: [[String]] = []

  /// Creates a table without rows.
  ///
  /// - Precondition: `wordColumns` is at least 1.
  package init(heading: [String], wordColumns: Int = 1, isASCII: Bool = false) {
    precondition(wordColumns >= 1, "the first column holds words")
    self.heading = heading
    self.wordColumns = wordColumns
    self.isASCII = isASCII
  }

  /// The minimum width of the first column where the others need the room.
  private static let leastFirst = 4

  /// Returns true if the table needs no more columns than there are.
  package func fits(width: Int) -> Bool {
    widths.dropFirst().reduce(TextTable.leastFirst) { $0 + $1 + 2 } <= width
  }

  /// The width that the table takes if no text of its first column is put on a line of its own.
  package var width: Int { widths.reduce(-2) { $0 + $1 + 2 } }

  /// The table, with a rule below its heading.
  ///
  /// - Parameter width: the columns of the terminal. Where the first column would make the table
  ///   wider, its texts stand on lines of their own. Where the others do, some of them stand in a
  ///   second table below.
  package func text(width: Int) -> String {
    let tables = split(keys: 1, room: width - TextTable.leastFirst)
    if tables.count > 1 { return tables.map { $0.text(width: width) }.joined(separator: "\n") }
    var widths = widths
    let others = widths.dropFirst().reduce(0) { $0 + $1 + 2 }
    let room = max(width - others, TextTable.leastFirst)
    widths[0] = min(widths[0], room)
    let rule = String(repeating: isASCII ? "-" : "─", count: widths[0] + others) + "\n"
    func lines(_ rows: [[String]]) -> String {
      rows.filter { $0.contains { !$0.isEmpty } }.map { row in
        SanitizedText.width(of: row[0]) > widths[0]
          ? row[0] + "\n" + line([""] + row.dropFirst(), widths) : line(row, widths)
      }.joined()
    }
    return lines(shownHeading) + rule + lines(shownRows)
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
      var table = TextTable(
        heading: columns.map { heading[$0] },
        wordColumns: max(columns.count { $0 < wordColumns }, 1), isASCII: isASCII)
      table.rows = rows.map { row in columns.map { row[$0] } }
      return table
    }
  }

  /// The width of the longest text in each column.
  package var widths: [Int] { ColumnLayout.widths(of: shownHeading + shownRows) }

  /// The cells as they are shown.
  private var shownRows: [[String]] { rows.map { $0.map(shown) } }

  /// The lines of the heading; the last line of each cell stands in the last.
  private var shownHeading: [[String]] {
    let cells = heading.map { $0.split(separator: "\n").map { shown(String($0)) } }
    let count = cells.map { $0.count }.max() ?? 0
    return (0..<count).map { line in
      cells.map { cell in
        let index = line - (count - cell.count)
        return index < 0 ? "" : cell[index]
      }
    }
  }

  /// A cell without anything that a terminal would interpret, and in ASCII where nothing else is
  /// shown.
  private func shown(_ cell: String) -> String {
    SanitizedText.visible(isASCII ? ASCIIText.plain(cell) : cell)
  }

  /// A line of the table. Spaces at its end are left out, so that a copied table has none.
  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let numbers = min(wordColumns, cells.count)..<cells.count
    return ColumnLayout.trimmed(ColumnLayout.line(cells, widths: widths, numbers: numbers)) + "\n"
  }
}
