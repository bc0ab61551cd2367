import Analysis

extension PageReport {
  /// What happens on the server over time; only where many clients meet on it.
  var series: Section? {
    let known = comparison.results.compactMap { result in
      result.series.map { (result.strategy, $0) }
    }
    if known.isEmpty { return nil }
    let rates = PageReport.rates
    let top = known.flatMap { _, series in
      rates.flatMap { rate in
        series.bins.indices.compactMap { series.value(rate.quantity, in: $0) }
      }
    }.max()
    let waiting = known.flatMap { _, series in
      series.bins.indices.compactMap { series.value(.queue, in: $0) }
    }.max()
    let charts = known.flatMap { strategy, series in
      [chart(strategy, "a second", rates, series, top)]
        + (series.workers == nil
          ? [] : [chart(strategy, "requests that wait", PageReport.queue, series, waiting)])
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

  private typealias Named = (quantity: LoadSeries.Quantity, name: String)

  private static let rates: [Named] = [
    (.goodput, "acknowledged"), (.requests, "requests that reach the server"),
    (.offered, "operations that begin"), (.givenUp, "given up"),
  ]

  private static let queue: [Named] = [(.queue, "requests that wait, mean")]

  private func chart(
    _ strategy: String, _ what: String, _ quantities: [Named], _ series: LoadSeries,
    _ top: Double?
  ) -> Markup {
    let width = Double(series.binWidth.nanoseconds) / 1e9
    let lines = quantities.map { quantity, name in
      LineChart.Line(
        name: name,
        points: series.bins.indices.compactMap { bin in
          series.value(quantity, in: bin).map {
            // In the middle of the stretch that it is the mean of.
            LineChart.Point(across: (Double(bin) + 0.5) * width, value: $0)
          }
        })
    }
    var chart = LineChart(title: "\(strategy): \(what)", across: "seconds", lines: lines)
    chart.top = top
    return .figure(strategy, note: what, [chart.image()])
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
