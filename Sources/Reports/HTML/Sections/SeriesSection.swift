import Statistics
import Study

extension PageReport {
  /// What happens on the server over time; only where many clients meet on it.
  var series: Section? {
    let known = comparison.results.compactMap { result in
      result.series.map { (result.strategy, $0) }
    }
    if known.isEmpty { return nil }
    let charts = known.flatMap { strategy, series -> [Markup] in
      PageReport.panels.compactMap { panel in
        // A chart of nothing but zeros says nothing.
        guard let top = most(panel, known.map(\.1)), top > 0 else { return nil }
        return chart(strategy, panel, series, top: top)
      }
    }
    let tables = known.map { strategy, series in
      Markup.details("\(strategy) over time as a table", [table(strategy, series)])
    }
    return Section(
      id: "series", heading: "What happens over time",
      content: [
        Markup(
          "p", "All charts of a kind have the same scale. The mean of \(known[0].1.runs) runs."),
        .tiles(charts),
      ] + tables)
  }

  /// Quantities that stand in one chart.
  private struct Panel {
    let heading: String
    let quantities: [(quantity: LoadSeries.Quantity, name: String)]
  }

  /// Requests may be many times as many as operations, which would be a flat line beside them.
  private static let panels = [
    Panel(
      heading: "operations a second",
      quantities: [(.goodput, "acknowledged"), (.givenUp, "given up"), (.offered, "begun")]),
    Panel(
      heading: "requests a second",
      quantities: [(.requests, "that reach the server"), (.turnedAway, "turned away")]),
    Panel(
      heading: "requests that wait", quantities: [(.queue, "mean")]),
  ]

  /// The largest value in a kind of chart.
  private func most(_ panel: Panel, _ all: [LoadSeries]) -> Double? {
    all.flatMap { series in
      panel.quantities.flatMap { entry in
        series.bins.indices.compactMap { series.value(entry.quantity, in: $0) }
      }
    }.max()
  }

  private func chart(
    _ strategy: String, _ panel: Panel, _ series: LoadSeries, top: Double?
  ) -> Markup {
    let width = Double(series.binWidth.nanoseconds) / 1e9
    let lines = panel.quantities.map { quantity, name in
      LineChart.Line(
        name: name,
        points: series.bins.indices.compactMap { bin in
          series.value(quantity, in: bin).map {
            // In the middle of the stretch that it is the mean of.
            LineChart.Point(across: (Double(bin) + 0.5) * width, value: $0)
          }
        })
    }
    var chart = LineChart(title: "\(strategy): \(panel.heading)", across: "seconds", lines: lines)
    chart.top = top
    chart.beginsAtZero = true
    return .figure(strategy, note: panel.heading, [chart.image()])
  }

  private func table(_ strategy: String, _ series: LoadSeries) -> Markup {
    let quantities = LoadSeries.Quantity.allCases
    let width = Double(series.binWidth.nanoseconds) / 1e9
    return PageTable(
      strategy, heading: ["from (s)"] + quantities.map(\.rawValue),
      rows: series.bins.indices.map { bin in
        [PageTable.Cell(EstimateText(number: .exactly(width * Double(bin))).value)]
          + quantities.map { quantity in
            let value = series.value(quantity, in: bin)
            return PageTable.Cell(value.map { EstimateText(number: .exactly($0)).value } ?? "")
          }
      }
    ).markup
  }
}
