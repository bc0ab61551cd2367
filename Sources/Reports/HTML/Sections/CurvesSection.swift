import Statistics
import Study

extension PageReport {
  /// How the strategies fare while a value of the model changes; only where that was asked for.
  var curves: Section? {
    guard let sweep else { return nil }
    let measure = sweep.order.measure
    let curves = SweepCurves(sweep)
    let charts = curves.panels.map { panel in
      Markup.figure(curves.title, note: panel.note, [panel.chart.image()])
    }
    let table = PageTable(
      "\(sweep.order.rawValue); below each value its 95% interval",
      heading: sweep.parameters + sweep.points[0].comparison.results.map(\.strategy),
      rows: sweep.points.map { point in
        point.values.map { PageTable.Cell($0.text) }
          + point.comparison.results.map { PageTable.Cell(estimateText(measure, of: $0)) }
      })
    return Section(
      id: "curves", heading: "What if it were otherwise",
      content: [.tiles(charts)]
        + CrossingText(sweep: sweep).sentences.map { Markup("p", $0) } + [table.markup])
  }
}
