import Statistics
import Study

extension PageReport {
  /// The time until the client has decided.
  var times: Section? {
    let measures: [(measure: Measure, heading: String)] = [
      (.timeMean, "mean"), (.timeMedian, "median"), (.timePercentile99, "99th percentile"),
    ].filter { entry in comparison.results.contains { $0[entry.0] != nil } }
    if measures.isEmpty { return nil }
    let table = PageTable(
      "Milliseconds from the first send to the client's decision; below each value its 95% interval",
      heading: ["strategy"] + measures.map(\.heading),
      rows: comparison.results.map { result in
        [PageTable.Cell(result.strategy)]
          + measures.map { PageTable.Cell(estimateText($0.measure, of: result)) }
      })
    return Section(
      id: "times", heading: "How long it takes",
      content: [
        .row([
          .figure(
            "Time to the decision (ms)", [TimeChart(results: comparison.results).image()]),
          table.markup,
        ])
      ] + tails)
  }

  /// The share of operations that take longer than each time, by strategy; or the reason why it is not known.
  private var tails: [Markup] {
    let tails = TimeTail.all(of: comparison.results)
    let charts = TailChart.charts(tails)
    guard let ticks = charts.first?.ticks else {
      return unknownTails.map { [Markup("p", $0)] } ?? []
    }
    let introduction =
      "A line is the share of the operations that take longer than the time below it: where it falls, "
      + "operations end. Both scales go by factors of ten, and end where some ten operations are left."
      + (tails.count < comparison.results.count
        ? " Strategies whose operations take the same times share a line."
        : "")
    let caption =
      "The share of the operations that take longer than a given time, or than at most one part in a thousand "
      + "more"
      + (tails.allSatisfy(\.areIndependent)
        ? "; below each value its 95% interval"
        : "; without intervals, as the operations of one run depend on each other")
    // In the order of all other tables.
    let each = comparison.results.compactMap { TimeTail($0) }
    let table = PageTable(
      caption, heading: ["longer than"] + each.flatMap(\.strategies),
      rows: ticks.map { tick in
        [PageTable.Cell(TimeScale.text(tick))]
          + each.map { PageTable.Cell($0.share(longerThan: tick)) }
      })
    return [
      Markup("p", introduction),
      .tiles(charts.map { .figure("How many take longer", [$0.image()]) }),
      .details("These numbers as a table", [table.markup]),
    ]
  }

  /// The reason why the distribution of times is not known; `nil` if the method never has one.
  private var unknownTails: String? {
    switch comparison.results.first?.method {
    case .exact:
      "Only the mean is known: operations that differ in nothing but their time were followed as one. "
        + "Without --method exact there is a chart of how many take longer than what."
    case .rare:
      "How many take longer than what is not kept of weighted operations. Without --method rare there is "
        + "a chart of it."
    case .sample, .load, nil: nil
    }
  }
}

extension PageReport {
  /// The load on the server over time; `nil` if the model has no `clients`.
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
