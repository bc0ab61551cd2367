import Text

/// The line in which something is wrong, and a mark below the place.
struct Excerpt {
  let text: String

  /// The most characters of a line that are shown.
  private static let width = 100

  init(of range: SourceRange, in source: SourceText, line: Int) {
    let lineRange = source.lineRange(at: range.lower)
    let upper = max(min(range.upper, lineRange.upper), range.lower)
    var before = source.text(in: SourceRange(lower: lineRange.lower, upper: range.lower))
    var marked = source.text(in: SourceRange(lower: range.lower, upper: upper))
    var after = source.text(in: SourceRange(lower: upper, upper: lineRange.upper))
    // Of a long line only what is near the place.
    if before.count > Excerpt.width / 2 { before = "…" + before.suffix(Excerpt.width / 2) }
    if marked.count > Excerpt.width / 2 { marked = marked.prefix(Excerpt.width / 2) + "…" }
    let room = max(Excerpt.width - before.count - marked.count, 10)
    if after.count > room { after = after.prefix(room) + "…" }
    let shown = [before, marked, after].map { SanitizedText.visible($0, tab: " ") }
    let number = String(line)
    let margin = String(repeating: " ", count: max(5 - number.count, 0)) + number + " | "
    let blank = String(repeating: " ", count: margin.count - 2) + "| "
    let mark = "^" + String(repeating: "~", count: max(SanitizedText.width(of: shown[1]) - 1, 0))
    let indentation = String(repeating: " ", count: SanitizedText.width(of: shown[0]))
    text = margin + shown.joined() + "\n" + blank + indentation + mark + "\n"
  }
}
