/// The side of a column at which its cells stand.
package enum Alignment {
  case left
  case right
}

extension String {
  /// The text with spaces up to a width on a terminal. A longer text is unchanged.
  ///
  /// A wide character of East Asia takes two columns.
  package func padded(to width: Int, _ alignment: Alignment) -> String {
    let spaces = String(
      repeating: " ", count: Swift.max(width - SanitizedText.width(of: self), 0))
    switch alignment {
    case .left: return self + spaces
    case .right: return spaces + self
    }
  }
}

/// The arithmetic that all tables share: column widths, and cells padded to them.
enum ColumnLayout {
  /// The width of the widest cell in each column.
  static func widths(of rows: [[String]], atLeast least: Int = 0) -> [Int] {
    guard let columns = rows.first?.indices else { return [] }
    return columns.map { column in
      rows.reduce(least) { max($0, SanitizedText.width(of: $1[column])) }
    }
  }

  /// One row without a line end.
  ///
  /// - Parameter numbers: the columns whose cells stand at the right.
  static func line(
    _ cells: [String], widths: [Int], separator: String = "  ", numbers: Range<Int>
  ) -> String {
    cells.indices.map { column in
      cells[column].padded(to: widths[column], numbers.contains(column) ? .right : .left)
    }.joined(separator: separator)
  }

  /// The line without the spaces at its end.
  static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}

/// Rows of text in plain columns, without a heading rule or numbers.
package enum ColumnText {
  /// The rows as lines; each column is as wide as its widest cell.
  package static func lines(_ rows: [[String]]) -> String {
    let rows = rows.map { $0.map { SanitizedText.visible($0) } }
    let widths = ColumnLayout.widths(of: rows)
    return rows.map { row in
      ColumnLayout.trimmed(ColumnLayout.line(row, widths: widths, numbers: 0..<0)) + "\n"
    }.joined()
  }
}
