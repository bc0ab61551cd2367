import Diagrams

/// A table in Markdown, its columns aligned in the source as well.
struct MarkdownTable {
  /// The first row is the heading; the first column is text, the others are numbers.
  var rows: [[String]]

  var text: String {
    let cells = rows.map { $0.map(MarkdownTable.escaped) }
    guard let heading = cells.first else { return "" }
    let widths = heading.indices.map { column in
      max(3, cells.map { $0[column].count }.max() ?? 0)
    }
    func line(_ row: [String]) -> String {
      let padded = row.indices.map {
        row[$0].padded(to: widths[$0], $0 == 0 ? .left : .right)
      }
      return "| " + padded.joined(separator: " | ") + " |\n"
    }
    let rule = widths.indices.map {
      String(repeating: "-", count: widths[$0] - ($0 == 0 ? 0 : 1)) + ($0 == 0 ? "" : ":")
    }
    return line(heading) + line(rule) + cells.dropFirst().map(line).joined()
  }

  /// The text with everything that Markdown or HTML would take for its own made harmless.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "|", "\\", "`", "*", "_", "[", "]", "#": escaped += "\\" + String(character)
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
