import Text

/// The place where people read a report: its width, its characters, and the details that they asked for.
package struct Screen: Hashable, Sendable {
  /// The columns of a line.
  package var width: Int
  /// A Boolean value that indicates whether there is nothing but ASCII.
  package var isASCII: Bool
  /// The details to show beyond the answer.
  package var details: Set<Detail>

  /// A detail of a report that is left out unless asked for.
  package enum Detail: Hashable, Sendable {
    /// The interval of each value, at any width.
    case intervals
    /// The verdict on each anomaly.
    case verdict
    /// All tables on a strategy.
    case tables
  }

  /// Creates a screen; a width below 40 counts as 40.
  package init(width: Int = 80, isASCII: Bool = false, details: Set<Detail> = []) {
    // A narrower one has no room for a name and a number.
    self.width = max(width, 40)
    self.isASCII = isASCII
    self.details = details
  }

  /// 80 columns of Unicode.
  package static let standard = Screen()

  /// The width from which on intervals stand beside their values unasked.
  static let widthForIntervals = 110

  /// The characters of plots.
  package var plotCharacters: PlotCharacters { isASCII ? .plain : .unicode }

  /// The text with no other characters than there are.
  package func text(_ text: String) -> String { isASCII ? ASCIIText.plain(text) : text }

  /// A paragraph in lines, each with a line feed at its end.
  ///
  /// - Parameters:
  ///   - margin: the spaces before each line but the first.
  ///   - most: the most columns to use, where a long line is hard to read.
  func paragraph(_ paragraph: String, margin: Int = 0, most: Int = .max) -> String {
    let lines = WrappedText.lines(text(paragraph), width: max(min(width, most) - margin, 20))
    let spaces = String(repeating: " ", count: margin)
    return lines.enumerated().map { ($0 == 0 ? "" : spaces) + $1 + "\n" }.joined()
  }

  /// Short facts side by side, in lines with a line feed at the end of each.
  ///
  /// - Parameter margin: the spaces before each line but the first.
  func items(_ items: [String], margin: Int) -> String {
    var lines: [String] = []
    for item in items.map({ SanitizedText.visible(text($0)) }) {
      if let last = lines.last,
        SanitizedText.width(of: last) + 3 + SanitizedText.width(of: item) + margin <= width
      {
        lines[lines.count - 1] = last + "   " + item
      } else {
        lines.append(item)
      }
    }
    let spaces = String(repeating: " ", count: margin)
    return lines.enumerated().map { ($0 == 0 ? "" : spaces) + $1 + "\n" }.joined()
  }
}
