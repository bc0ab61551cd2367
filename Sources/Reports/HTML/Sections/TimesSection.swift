import Analysis

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
      ])
  }
}
