/// Rows of comma-separated values, as RFC 4180 has them, with LF line ends.
package struct CSVDocument {
  package private(set) var text = ""

  package init(rows: [[String]] = []) {
    for row in rows { append(row: row) }
  }

  package mutating func append(row fields: [String]) {
    text += fields.map(CSVDocument.field).joined(separator: ",") + "\n"
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r"
    }
    if !needsQuotes { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
