import Text

/// Something that is wrong with a file.
package struct Diagnostic: Hashable, Sendable {
  /// Where; `nil` if it is about the whole file.
  package let range: SourceRange?
  /// What is wrong and what to do about it, in one line.
  package let message: String
}

/// Everything that is wrong with a file, up to a bound.
package struct Diagnostics: Sendable {
  /// In the order of their discovery.
  package private(set) var all: [Diagnostic] = []
  /// How many more there were.
  private var more = 0

  /// The most errors that are shown: beyond them nobody reads on.
  static let limit = 20

  package init() {}

  /// Whether the text could not be read to its end: what seems to be missing may stand in the rest.
  var isTextCutShort = false

  /// Whether anything is wrong.
  package var hasErrors: Bool { !all.isEmpty }

  /// Whether further errors will only be counted.
  var isFull: Bool { all.count == Diagnostics.limit }

  /// Notes an error; one that is known already is not noted again.
  mutating func report(_ message: String, at range: SourceRange?) {
    let diagnostic = Diagnostic(range: range, message: message)
    if all.contains(diagnostic) { return }
    if isFull {
      more += 1
    } else {
      all.append(diagnostic)
    }
  }

  /// One paragraph for each error, in the order of their places, with the line and a mark below it.
  package func rendered(in source: SourceText) -> String {
    let sorted = all.enumerated().sorted {
      let left = ($0.element.range?.lower ?? -1, $0.offset)
      let right = ($1.element.range?.lower ?? -1, $1.offset)
      return left < right
    }
    var text = ""
    for (_, diagnostic) in sorted { text += paragraph(diagnostic, in: source) }
    if more > 0 { text += "… and \(more) more error\(more == 1 ? "" : "s")\n" }
    return text
  }

  private func paragraph(_ diagnostic: Diagnostic, in source: SourceText) -> String {
    let file = SanitizedText.visible(source.name)
    let name = file + (source.change.map { " with " + SanitizedText.visible($0) } ?? "")
    let message = SanitizedText.visible(diagnostic.message)
    guard let range = diagnostic.range else { return "\(name): error: \(message)\n" }
    let (line, column) = source.position(at: range.lower)
    return "\(name):\(line):\(column): error: \(message)\n"
      + Excerpt(of: range, in: source, line: line).text
  }
}
