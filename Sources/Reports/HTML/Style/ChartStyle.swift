/// The style sheet of charts, in a page and in a picture of their own.
enum ChartStyle {
  /// Sizes and dashes.
  static let shapes = """
    .chart text { font: 12.5px system-ui, "Segoe UI", "Liberation Sans", sans-serif; \
    font-variant-numeric: tabular-nums }
    .chart .heading { font-weight: bold }
    .chart .small { font-size: 10.5px }
    .chart .end { text-anchor: end }
    .chart .middle { text-anchor: middle }
    .chart .grid { stroke-opacity: 0.35 }
    .chart .bound { stroke-dasharray: 3 2 }
    .chart .whisker { stroke-width: 1.5 }
    .chart .halo { stroke-width: 4.5 }
    .chart .line { stroke-width: 2 }
    .chart .harm { stroke-dasharray: 7 3 }
    .chart .second { stroke-dasharray: 2 2 }
    .chart .third { stroke-dasharray: 9 2 2 2 }
    .chart .other { stroke-dasharray: 4 4 }
    .chart .mark { stroke-dasharray: none }
    .chart .band { fill-opacity: 0.18 }
    .chart .area { stroke-dasharray: none; stroke-width: 1 }
    .chart .letter { font-weight: bold }
    """

  /// Fills and strokes, whose colours are the variables of a `Palette`.
  static let colors = """
    .chart text { fill: var(--ink) }
    .chart .faint { fill: var(--faint) }
    .chart .paper { fill: var(--paper) }
    .chart .axis, .chart .grid { stroke: var(--faint); fill: none }
    .chart .bar { fill: var(--figure) }
    .chart .bound { fill: none; stroke: var(--figure) }
    .chart .whisker { stroke: var(--ink); fill: none }
    .chart .halo { stroke: var(--paper); fill: none }
    .chart .first { stroke: var(--figure); fill: var(--figure) }
    .chart .harm { stroke: var(--harm); fill: var(--harm) }
    .chart .second { stroke: var(--second); fill: var(--second) }
    .chart .third { stroke: var(--third); fill: var(--third) }
    .chart .other { stroke: var(--faint); fill: var(--faint) }
    .chart .line { fill: none }
    .chart .band { stroke: none }
    .chart .area { stroke: var(--paper) }
    .chart .letter { fill: var(--paper) }
    .chart .cell { stroke: var(--faint) }
    """

  /// The rules of a picture that stands alone: not every program that shows one knows variables.
  static let sheet = """
    \(shapes)
    \(Palette.light.filled(into: colors))
    @media (prefers-color-scheme: dark) {
    \(Palette.dark.filled(into: colors))
    }
    """
}
