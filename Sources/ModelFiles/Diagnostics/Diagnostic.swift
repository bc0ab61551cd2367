import Text

/// One error or warning in a file.
package struct Diagnostic: Hashable, Sendable {
  /// The place; `nil` if it is about the whole file.
  package let range: SourceRange?
  /// The problem and its remedy, in one line.
  package let message: String
}

/// All errors in a file, or all warnings, up to a bound.
package struct Diagnostics: Sendable {
  /// In the order of their discovery.
  package private(set) var all: [Diagnostic] = []
  /// The number of further errors.
  private var more = 0

  /// The most errors that are shown.
  static let limit = 20

  /// Creates an empty list.
  package init() {}

  /// A Boolean value that indicates whether the text was not read to its end, so that keys that seem to be
  /// missing may stand in the rest.
  var isTextCutShort = false

  /// A Boolean value that indicates whether there is any error.
  package var hasErrors: Bool { !all.isEmpty }

  /// A Boolean value that indicates whether further errors are only counted.
  var isFull: Bool { all.count == Diagnostics.limit }

  /// Notes an error; one that is known already is not noted again.
  mutating func report(_ message: String, at range: SourceRange?) {
    let diagnostic = Diagnostic(range: range, message: Diagnostics.shortened(message))
    if all.contains(diagnostic) { return }
    if isFull {
      more += 1
    } else {
      all.append(diagnostic)
    }
  }

  /// A message in which no quoted key or value is very long.
  private static func shortened(_ message: String) -> String {
    if message.utf8.count <= 1_000 { return message }
    return message.split(separator: "'", omittingEmptySubsequences: false).map { part in
      part.unicodeScalars.count <= 400
        ? String(part) : String(part.unicodeScalars.prefix(57)) + "…"
    }.joined(separator: "'")
  }

  /// The two kinds of diagnostic.
  package enum Severity: String, Sendable {
    /// The file is no model.
    case error
    /// The file is a model, of which a part does nothing, or may not do what is meant.
    case warning
  }

  /// One paragraph for each of them, in the order of their places, with the line and a mark below it.
  package func rendered(in source: SourceText, as severity: Severity = .error) -> String {
    var text = paragraphs(in: source, as: severity).joined()
    if more > 0 { text += "… and \(more) more \(severity.rawValue)\(more == 1 ? "" : "s")\n" }
    return text
  }

  /// The same, each paragraph by itself.
  package func paragraphs(in source: SourceText, as severity: Severity) -> [String] {
    let sorted = all.enumerated().sorted {
      let left = ($0.element.range?.lower ?? -1, $0.offset)
      let right = ($1.element.range?.lower ?? -1, $1.offset)
      return left < right
    }
    return sorted.map { Diagnostics.paragraph($0.element, in: source, as: severity.rawValue) }
  }

  /// One error or warning as a paragraph: the place and the message on one line, and below it the
  /// line of the file with a mark.
  ///
  /// The place has the form `file:line:column`, which editors and build logs turn into a link.
  private static func paragraph(
    _ diagnostic: Diagnostic, in source: SourceText, as severity: String
  ) -> String {
    let file = SanitizedText.visible(source.name)
    let name = file + (source.change.map { " with " + SanitizedText.visible($0) } ?? "")
    let message = SanitizedText.visible(diagnostic.message)
    guard let range = diagnostic.range else { return "\(name): \(severity): \(message)\n" }
    let (line, column) = source.position(at: range.lower)
    return "\(name):\(line):\(column): \(severity): \(message)\n"
      + Excerpt(of: range, in: source, line: line).text
  }
}

/// The line of an error, with a mark below the place.
struct Excerpt {
  /// The excerpt, in two lines that end with line breaks.
  let text: String

  /// The most characters of a line that are shown.
  private static let width = 100

  /// Cuts a long line down to what is near the place, and makes every character visible.
  ///
  /// A file may hold anything, terminal controls and characters without a width included. Nothing
  /// of it reaches the terminal as it is.
  init(of range: SourceRange, in source: SourceText, line: Int) {
    let lineRange = source.lineRange(at: range.lower)
    let upper = max(min(range.upper, lineRange.upper), range.lower)
    var before = source.text(in: SourceRange(lower: lineRange.lower, upper: range.lower))
    var marked = source.text(in: SourceRange(lower: range.lower, upper: upper))
    var after = source.text(in: SourceRange(lower: upper, upper: lineRange.upper))
    // Of a long line only what is near the place.
    // Not characters: one may have any number of marks.
    let half = Excerpt.width / 2
    if before.unicodeScalars.count > half {
      before = "…" + String(before.unicodeScalars.suffix(half))
    }
    if marked.unicodeScalars.count > half {
      marked = String(marked.unicodeScalars.prefix(half)) + "…"
    }
    let room = max(Excerpt.width - before.unicodeScalars.count - marked.unicodeScalars.count, 10)
    if after.unicodeScalars.count > room {
      after = String(after.unicodeScalars.prefix(room)) + "…"
    }
    let shown = [before, marked, after].map { SanitizedText.visible($0, tab: " ") }
    let number = String(line)
    let margin = String(repeating: " ", count: max(5 - number.count, 0)) + number + " | "
    let blank = String(repeating: " ", count: margin.count - 2) + "| "
    let mark = "^" + String(repeating: "~", count: max(SanitizedText.width(of: shown[1]) - 1, 0))
    let indentation = String(repeating: " ", count: SanitizedText.width(of: shown[0]))
    text = margin + shown.joined() + "\n" + blank + indentation + mark + "\n"
  }
}
