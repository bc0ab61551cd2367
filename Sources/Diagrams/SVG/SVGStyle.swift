/// The style sheet of a diagram in an SVG.
///
/// The rules hold within the diagram alone, as several may stand on one page. They use no variables, which
/// not every program that shows an SVG knows.
enum SVGStyle {
  /// The rules, once for both modes. Every selector begins with the class of the diagram.
  static let rules = """
    .sequence-diagram text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", \
    "Liberation Mono", monospace; stroke-width: 4px; paint-order: stroke; stroke-linejoin: round }
    .sequence-diagram .title { font-size: 15px; font-weight: bold }
    .sequence-diagram .middle { text-anchor: middle }
    .sequence-diagram .end, .sequence-diagram .time { text-anchor: end }
    .sequence-diagram .fault, .sequence-diagram .strong { font-weight: bold }
    .sequence-diagram path { fill: none; stroke-width: 1.5px }
    .sequence-diagram .stopped { stroke-dasharray: 1 5 }
    .sequence-diagram .unsure { stroke-width: 6px; stroke-opacity: 0.4 }
    .sequence-diagram .sure { stroke-width: 6px }
    .sequence-diagram .lost { stroke-dasharray: 7 5 }
    .sequence-diagram .cross { stroke-width: 2.5px }
    .sequence-diagram .contrast { stroke: none }
    \(colors(light))
    @media screen and (prefers-color-scheme: dark) {
    \(colors(dark))
    }
    """

  /// The colors of one mode.
  private struct Colors {
    /// The colors by their use, as hexadecimal digits.
    let paper, ink, faint, line, fault, sure, unsure, copy, wash: String
  }

  /// The colors on a light page.
  private static let light = Colors(
    paper: "#ffffff", ink: "#15191e", faint: "#4d5763", line: "#8c959f", fault: "#b0123a",
    sure: "#0a6b4b", unsure: "#66717e", copy: "#6a35b1", wash: "#f1eafb")
  /// The colors on a dark page.
  private static let dark = Colors(
    paper: "#0f1216", ink: "#e9edf2", faint: "#a3aebb", line: "#6e7681", fault: "#ff7a90",
    sure: "#4fcf9f", unsure: "#97a3b0", copy: "#c09cff", wash: "#2c1f45")

  /// The rules of one mode.
  private static func colors(_ colors: Colors) -> String {
    """
    .sequence-diagram text { fill: \(colors.ink); stroke: \(colors.paper) }
    .sequence-diagram .faint, .sequence-diagram .time { fill: \(colors.faint) }
    .sequence-diagram .fault { fill: \(colors.fault) }
    .sequence-diagram .paper, .sequence-diagram .name { fill: \(colors.paper) }
    .sequence-diagram .name { stroke: \(colors.faint) }
    .sequence-diagram path { stroke: \(colors.ink) }
    .sequence-diagram .life, .sequence-diagram .stopped { stroke: \(colors.line) }
    .sequence-diagram .unsure { stroke: \(colors.unsure) }
    .sequence-diagram .sure { stroke: \(colors.sure) }
    .sequence-diagram .copy { fill: \(colors.sure) }
    .sequence-diagram .more { fill: \(colors.copy) }
    .sequence-diagram .lost, .sequence-diagram .cross { stroke: \(colors.fault) }
    .sequence-diagram .head, .sequence-diagram .point { fill: \(colors.ink); stroke: none }
    .sequence-diagram .contrast { fill: \(colors.wash) }
    .sequence-diagram .strong { stroke: \(colors.wash) }
    """
  }
}
