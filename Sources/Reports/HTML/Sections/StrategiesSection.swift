import Statistics
import Study

extension PageReport {
  /// The strategies side by side: a table, and a bar chart of each of its columns.
  var strategies: Section? {
    let columns = comparison.comparedColumns.filter { column in
      comparison.results.contains { $0[column.measure] != nil }
    }
    let rows = comparison.results.map { result in
      [PageTable.Cell(result.strategy)]
        + columns.map { column in
          PageTable.Cell(estimateText(column.measure, of: result))
        }
    }
    let table = PageTable(
      "Each strategy on the same operations; below each value its 95% interval",
      heading: ["strategy"] + columns.map(\.heading), rows: rows)
    let charts = columns.map { column in
      Markup.figure(column.heading, [bars(column.measure, title: column.heading).image()])
    }
    let notes = Footnotes(comparison).paragraphs.map { Markup("p", ["class": "note"], $0) }
    return Section(
      id: "strategies", heading: "The strategies side by side",
      content: [table.markup] + notes + [.tiles(charts)])
  }

  /// A measure with as many digits as everywhere; empty where it does not apply.
  func estimateText(_ measure: Measure, of result: StrategyResult) -> EstimateText {
    result[measure].map { EstimateText($0, of: result) } ?? EstimateText(value: "", interval: "")
  }

  /// A bar for each strategy that a measure is known of.
  func bars(_ measure: Measure, title: String) -> BarChart {
    BarChart(
      title: title,
      bars: comparison.results.compactMap { result in
        guard let estimate = result[measure]?.estimate else { return nil }
        let isKnown = estimate.low.isFinite && estimate.high.isFinite
        return BarChart.Bar(
          name: result.strategy, text: estimateText(measure, of: result), value: estimate.value,
          low: isKnown ? estimate.low : estimate.value,
          high: isKnown ? estimate.high : estimate.value)
      })
  }
}
