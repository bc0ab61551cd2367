import Statistics
import Study

extension PageReport {
  /// How long it takes until the client has decided.
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

  /// How many take longer than this or that, and by which strategy; or why nobody knows.
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
      "The share of the operations that take longer than so much, or than at most one part in a thousand "
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

  /// Why the distribution of the times is not known; `nil` if nobody asked for it.
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
