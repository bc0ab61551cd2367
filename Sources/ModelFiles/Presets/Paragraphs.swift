/// Labelled paragraphs for a terminal of 80 columns.
struct Paragraphs {
  private(set) var text = ""
  private static let labelWidth = 12

  /// A line as it is.
  mutating func append(_ line: String) { text += line + "\n" }

  mutating func separate() { text += "\n" }

  /// A paragraph with a label on its left.
  mutating func append(_ label: String, _ paragraph: String) {
    let isBullet = label == "-"
    let width = isBullet ? 2 : Paragraphs.labelWidth
    let margin = String(repeating: " ", count: width)
    var line = label + String(repeating: " ", count: max(width - label.count, 0))
    if label.count >= width {
      text += label + "\n"
      line = margin
    }
    var isFresh = true
    for word in paragraph.split(separator: " ") {
      if !isFresh, line.count + 1 + word.count > 80 {
        text += line + "\n"
        line = margin
        isFresh = true
      }
      line += (isFresh ? "" : " ") + word
      isFresh = false
    }
    text += line + "\n"
  }
}
