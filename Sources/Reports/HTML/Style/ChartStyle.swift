/// The style sheet of charts, in a page and in a picture of their own.
enum ChartStyle {
  /// Sizes and dashes.
  static let shapes = """
    .chart text { font: 12.5px -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; \
    font-variant-numeric: tabular-nums }
    .chart .heading { font-weight: bold }
    .chart .small { font-size: 10.5px }
    .chart .end { text-anchor: end }
    .chart .middle { text-anchor: middle }
    .chart .grid { stroke-opacity: 0.35 }
    .chart .line { stroke-width: 2 }
    .chart .harm { stroke-dasharray: 7 3 }
    .chart .second { stroke-dasharray: 2 2 }
    .chart .third { stroke-dasharray: 9 2 2 2 }
    .chart .other { stroke-dasharray: 4 4 }
    .chart .mark { stroke-dasharray: none }
    .chart .band { fill-opacity: 0.18 }
    """

  /// Fills and strokes, whose colors are the variables of the palette.
  static let colors = """
    .chart text { fill: var(--ink) }
    .chart .faint { fill: var(--soft) }
    .chart .paper { fill: var(--paper) }
    .chart .axis, .chart .grid { stroke: var(--soft); fill: none }
    .chart .first { stroke: var(--link); fill: var(--link) }
    .chart .harm { stroke: var(--lost); fill: var(--lost) }
    .chart .second { stroke: var(--phantom); fill: var(--phantom) }
    .chart .third { stroke: var(--safe); fill: var(--safe) }
    .chart .other { stroke: var(--soft); fill: var(--soft) }
    .chart .line { fill: none }
    .chart .band { stroke: none }
    """

  /// The rules of a picture that stands alone: not every program that shows one knows variables.
  static let sheet = """
    \(shapes)
    \(Palette.filled(into: colors, isDark: false))
    @media (prefers-color-scheme: dark) {
    \(Palette.filled(into: colors, isDark: true))
    }
    """
}
