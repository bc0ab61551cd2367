import EndToEnd
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

extension PageReport {
  /// Each strategy by itself, with all that `disagree run` says of it.
  var depths: Section? {
    let strategies = comparison.results.map { result in
      let report = RunReport(comparison.model, result)
      let tables = report.sections.flatMap { section -> [Markup] in
        // What introduces the evidence stands in its own part of the page.
        [PageTable("\(result.strategy): \(section.heading[0])", section).markup]
      }
      return Markup.details(result.strategy, tables)
    }
    return Section(
      id: "depths", heading: "Each strategy in depth", content: strategies)
  }
}

extension PageReport {
  /// The cost of an operation; `nil` if the model has no prices.
  var costs: Section? {
    guard let costs = comparison.model.costs,
      comparison.results.contains(where: { $0[.costMean] != nil })
    else { return nil }
    let prices =
      OutcomeClass.allCases.map { ($0.rawValue, costs.classes[$0] ?? 0) }
      + [("each attempt", costs.attempt), ("a call to support", costs.support)]
    let table = PageTable(
      "The prices of the model, in its own currency", heading: ["of", "price"],
      rows: prices.filter { $0.1 != 0 }.map { name, price in
        [PageTable.Cell(name), PageTable.Cell(EstimateText(number: .exactly(price)).value)]
      })
    let means = PageTable(
      "What an operation costs on average; below each value its 95% interval",
      heading: ["strategy", "cost"],
      rows: comparison.results.map { result in
        [PageTable.Cell(result.strategy), PageTable.Cell(estimateText(.costMean, of: result))]
      })
    return Section(
      id: "costs", heading: "What it costs",
      content: [
        .row([
          .figure("Mean cost of an operation", [bars(.costMean, title: "Mean cost").image()]),
          means.markup, table.markup,
        ])
      ])
  }
}

extension PageReport {
  /// The measure of each strategy along the values of a sweep; `nil` without a sweep.
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
