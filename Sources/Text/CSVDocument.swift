/// Rows of comma-separated values in the form of RFC 4180, with LF line ends.
///
/// A field that a spreadsheet would take for a formula gets an apostrophe before it, which makes a text
/// of it (OWASP, *CSV Injection*). Apart from that a field holds exactly the characters of its text,
/// because programs join tables by these names: no character is escaped.
///
///
/// ```swift
/// CSVDocument(rows: [["name", "share"], ["a, b", "0.5"], ["=1+1", "0"]]).text
/// // name,share
/// // "a, b",0.5
/// // '=1+1,0
/// ```
package struct CSVDocument {
  /// The document so far; each row ends with a line feed.
  package private(set) var text = ""

  /// Creates a document of some rows; an empty one by default.
  package init(rows: [[String]] = []) {
    for row in rows { append(row: row) }
  }

  /// Adds a row at the end. It need not be as long as the others.
  package mutating func append(row fields: [String]) {
    text += fields.map(CSVDocument.field).joined(separator: ",") + "\n"
  }

  /// A field: marked as text if a spreadsheet would compute it, and in quotes if it needs them.
  private static func field(_ text: String) -> String {
    quoted(isFormula(text) ? "'" + text : text)
  }

  /// Returns true if a text begins as formulas do and is no number.
  private static func isFormula(_ text: String) -> Bool {
    guard text.count > 1, let first = text.unicodeScalars.first,
      "=+-@\t\r＝＋－＠".unicodeScalars.contains(first)
    else { return false }
    return Double(text) == nil
  }

  /// A field in quotes if it holds a comma, a quote or a line break (RFC 4180, section 2).
  private static func quoted(_ text: String) -> String {
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
