/// The style sheet of a page: light or dark as the reader has set it, and on paper.
enum PageStyle {
  static let sheet = """
    :root { color-scheme: light dark; \(Palette.light.variables) }
    @media (prefers-color-scheme: dark) {
    :root { \(Palette.dark.variables) }
    }
    \(rules)
    \(ChartStyle.shapes)
    \(ChartStyle.colors)
    \(heatMap)
    @media print {
    :root { color-scheme: light; \(Palette.light.variables) }
    body { font-size: 10pt; max-width: none; padding: 0 }
    nav, .skip { display: none }
    figure, table, tr, .tile, summary, p, dd { break-inside: avoid }
    h2, h3, summary, dt { break-after: avoid }
    .scroll { break-before: avoid; overflow: visible }
    .scroll, pre { background: none }
    .row { display: block }
    table { font-size: 8pt }
    th, td { white-space: normal; padding-right: 0.4rem }
    thead th { overflow-wrap: anywhere }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 7.5pt }
    .scroll > svg { max-width: 100%; height: auto }
    details::details-content { content-visibility: visible; block-size: auto }
    svg, td, th { print-color-adjust: exact; -webkit-print-color-adjust: exact }
    }
    """

  private static let rules = """
    :root { --shadow: color-mix(in srgb, var(--faint) 40%, transparent) }
    * { box-sizing: border-box }
    body { margin: 0 auto; padding: 1rem; max-width: 72rem; background: var(--paper); \
    color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif; \
    overflow-wrap: anywhere }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0.5rem 0 1rem }
    h2 { font-size: 1.3rem; margin: 2.5rem 0 0.5rem; padding-top: 0.5rem; \
    border-top: 1px solid var(--faint) }
    h3 { font-size: 1.05rem; margin: 1.5rem 0 0.5rem }
    p, ul, ol, dl { max-width: 45rem; margin: 0.5rem 0 }
    #verdict p { font-size: 1.15rem }
    .note, figcaption small { color: var(--faint); font-size: 0.9rem }
    a { color: var(--figure) }
    a:focus-visible, summary:focus-visible, .scroll:focus-visible { \
    outline: 3px solid var(--figure); outline-offset: 2px }
    .skip { position: absolute; left: -100rem }
    .skip:focus { position: static }
    nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; \
    max-width: none }
    .scroll, pre { overflow-x: auto; \(edges) }
    .scroll { margin: 0.5rem 0 }
    .scroll .sequence-diagram .paper { fill: none }
    table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; \
    overflow-wrap: normal }
    th, td { padding: 0.25rem 0.75rem 0.25rem 0; text-align: right; vertical-align: top; \
    white-space: nowrap }
    th:first-child, td.words { text-align: left }
    td.words { white-space: normal; min-width: 11rem }
    thead th { border-bottom: 1px solid var(--ink) }
    tbody tr + tr > * { border-top: 1px solid color-mix(in srgb, var(--faint) 35%, transparent) }
    td small { display: block; color: var(--faint) }
    dt { font-weight: bold; margin-top: 0.5rem }
    dd { margin: 0 0 0 1rem }
    pre { padding: 0.75rem; border: 1px solid var(--faint); font-size: 0.85rem; \
    line-height: 1.4; overflow-wrap: normal }
    code, pre { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", \
    "Liberation Mono", monospace }
    summary { cursor: pointer; padding: 0.25rem 0 }
    figure { margin: 0.75rem 0 }
    figcaption { font-weight: bold; margin-bottom: 0.25rem }
    figcaption small { font-weight: normal; display: block }
    .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); \
    gap: 0.5rem 1.5rem; align-items: start }
    .row { display: flex; flex-wrap: wrap; gap: 0.5rem 2.5rem; align-items: flex-start }
    .row > * { min-width: 0; max-width: 100% }
    .row > figure { flex: 0 0 min(340px, 100%) }
    .chart { display: block; width: 100%; max-width: 340px; height: auto; overflow: visible }
    """

  /// A shadow at an edge behind which there is more: a cover of the paper's colour, which moves with what is
  /// scrolled, hides it where there is not. It is the larger one by what a screen may round.
  private static let edges = """
    background: \
    linear-gradient(to right, var(--paper) 50%, transparent) left / 3rem 100% no-repeat local, \
    linear-gradient(to left, var(--paper) 50%, transparent) right / 3rem 100% no-repeat local, \
    linear-gradient(to right, var(--shadow), transparent) \
    left 1px top 2px / 0.9rem calc(100% - 4px) no-repeat scroll, \
    linear-gradient(to left, var(--shadow), transparent) \
    right 1px top 2px / 0.9rem calc(100% - 4px) no-repeat scroll
    """

  /// The shades, from the faintest up.
  private static let heatMap = ["plain", "bad"].flatMap { kind in
    Palette.light.plain.indices.map { step in
      ".chart .\(kind)-\(step) { fill: var(--\(kind)-\(step)) } "
        + ".chart text.on-\(kind)-\(step) { fill: var(--\(kind)-ink-\(step)) }"
    }
  }.joined(separator: "\n")
}
