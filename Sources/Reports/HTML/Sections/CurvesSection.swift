import Analysis

extension PageReport {
  /// How the strategies fare while a value of the model changes; only where that was asked for.
  var curves: Section? {
    guard let sweep, let parameter = sweep.parameters.last else { return nil }
    let measure = sweep.order.measure
    let estimates = sweep.points.flatMap { point in
      point.comparison.results.compactMap { $0[measure]?.estimate }
    }
    let top = estimates.flatMap { [$0.value, $0.high] }.filter(\.isFinite).max()
    let title = "\(sweep.order.rawValue) by \(parameter)"
    // With two parameters a chart for each value of the first.
    let charts = sweep.lines.flatMap { points -> [Markup] in
      let note =
        points[0].values.count < 2 ? "" : "\(sweep.parameters[0]) = \(points[0].values[0].text)"
      // Not more strategies in a chart than can be told apart.
      let indices = Array(points[0].comparison.results.indices)
      return stride(from: 0, to: indices.count, by: LineChart.mostLines).map { first in
        let shown = indices[first..<min(first + LineChart.mostLines, indices.count)]
        var chart = LineChart(
          title: title, across: parameter, lines: lines(points, shown, measure))
        chart.isShare = measure.unit == "probability"
        chart.top = top
        chart.words = points.enumerated().map { number, point in
          (across(point, number, in: points), point.values.last?.text ?? "")
        }
        return Markup.figure(title, note: note, [chart.image()])
      }
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

  private func lines(
    _ points: [Sweep.Point], _ indices: ArraySlice<Int>, _ measure: Measure
  ) -> [LineChart.Line] {
    indices.map { index in
      LineChart.Line(
        name: points[0].comparison.results[index].strategy,
        points: points.enumerated().compactMap { number, point in
          guard let estimate = point.comparison.results[index][measure]?.estimate else {
            return nil
          }
          let isKnown = estimate.low.isFinite && estimate.high.isFinite
          return LineChart.Point(
            across: across(point, number, in: points), value: estimate.value,
            low: isKnown ? estimate.low : nil, high: isKnown ? estimate.high : nil)
        })
    }
  }

  /// Where a point stands: at its number, or one after another where some are none.
  private func across(_ point: Sweep.Point, _ place: Int, in points: [Sweep.Point]) -> Double {
    let areNumbers = points.allSatisfy { $0.values.last?.number != nil }
    return areNumbers ? point.values.last?.number ?? 0 : Double(place)
  }
}
