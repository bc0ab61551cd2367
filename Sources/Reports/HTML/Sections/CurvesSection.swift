import Analysis

extension PageReport {
  /// How the strategies fare while a value of the model changes; only where that was asked for.
  var curves: Section? {
    guard let sweep, let parameter = sweep.parameters.last else { return nil }
    let measure = sweep.order.measure
    // With two parameters a chart for each value of the first.
    var groups: [[Sweep.Point]] = []
    for point in sweep.points {
      if let last = groups.last?.last, point.values.count < 2 || last.values[0] == point.values[0] {
        groups[groups.count - 1].append(point)
      } else {
        groups.append([point])
      }
    }
    let charts = groups.map { points in
      let note =
        points[0].values.count < 2 ? "" : "\(sweep.parameters[0]) = \(points[0].values[0].text)"
      return Markup.figure(
        "\(sweep.order.rawValue) by \(parameter)", note: note,
        [chart(points, measure, parameter, sweep.order.rawValue).image()])
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

  private func chart(
    _ points: [Sweep.Point], _ measure: Measure, _ parameter: String, _ title: String
  ) -> LineChart {
    let isNumber = points.allSatisfy { $0.values.last?.number != nil }
    let lines = points[0].comparison.results.indices.map { index in
      LineChart.Line(
        name: points[0].comparison.results[index].strategy,
        points: points.enumerated().compactMap { place, point in
          guard let estimate = point.comparison.results[index][measure]?.estimate else {
            return nil
          }
          let isKnown = estimate.low.isFinite && estimate.high.isFinite
          return LineChart.Point(
            across: isNumber ? point.values.last?.number ?? 0 : Double(place),
            value: estimate.value, low: isKnown ? estimate.low : nil,
            high: isKnown ? estimate.high : nil)
        })
    }
    var chart = LineChart(title: "\(title) by \(parameter)", across: parameter, lines: lines)
    chart.isShare = measure.unit == "probability"
    if !isNumber { chart.words = points.map { $0.values.last?.text ?? "" } }
    return chart
  }
}
