/// The style sheet of a diagram in an SVG.
///
/// The rules hold within the diagram alone, as several may stand on one page. They use no variables, which
/// not every program that shows an SVG knows.
enum SVGStyle {
  static let sheet = """
    <style>
    .sequence-diagram text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", \
    "Liberation Mono", monospace; fill: #1b1f24; stroke: #ffffff; stroke-width: 4px; \
    paint-order: stroke; stroke-linejoin: round }
    .sequence-diagram .title { font-size: 15px; font-weight: bold }
    .sequence-diagram .middle { text-anchor: middle }
    .sequence-diagram .end, .sequence-diagram .time { text-anchor: end }
    .sequence-diagram .faint, .sequence-diagram .time { fill: #57606a }
    .sequence-diagram .fault { fill: #a40e26; font-weight: bold }
    .sequence-diagram .paper { fill: #ffffff }
    .sequence-diagram .name { fill: #ffffff; stroke: #57606a }
    .sequence-diagram path { fill: none; stroke: #1b1f24; stroke-width: 1.5px }
    .sequence-diagram .life { stroke: #8c959f }
    .sequence-diagram .stopped { stroke: #8c959f; stroke-dasharray: 1 5 }
    .sequence-diagram .lost { stroke: #a40e26; stroke-dasharray: 7 5 }
    .sequence-diagram .cross { stroke: #a40e26; stroke-width: 2.5px }
    .sequence-diagram .head, .sequence-diagram .point { fill: #1b1f24; stroke: none }
    @media (prefers-color-scheme: dark) {
    .sequence-diagram text { fill: #e6edf3; stroke: #0d1117 }
    .sequence-diagram .faint, .sequence-diagram .time { fill: #9aa4ae }
    .sequence-diagram .fault { fill: #ff8a80 }
    .sequence-diagram .paper { fill: #0d1117 }
    .sequence-diagram .name { fill: #0d1117; stroke: #9aa4ae }
    .sequence-diagram path { stroke: #e6edf3 }
    .sequence-diagram .life, .sequence-diagram .stopped { stroke: #6e7681 }
    .sequence-diagram .lost, .sequence-diagram .cross { stroke: #ff8a80 }
    .sequence-diagram .head, .sequence-diagram .point { fill: #e6edf3; stroke: none }
    }
    </style>
    """
}
