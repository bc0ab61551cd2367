import EndToEnd
import Statistics
import Study
import Text

extension PageReport {
  /// The anomalies that have a place on the axis, in the order of their marks.
  var drawnAnomalies: [OutcomeClass] {
    let mayBeStale = comparison.results.contains {
      !$0.isNever(.share(.stale)) && $0.value(.stale) > 0
    }
    return comparison.shownAnomalies.filter { $0 != .late && ($0 != .stale || mayBeStale) }
  }

  /// The legend, and the strategies, a row each: the answer, what cannot or did not happen, what did, and the cost.
  ///
  /// - Parameter forms: the forms of the axis, of which a page shows the one that has room.
  func rankedTable(
    _ ranking: Ranking, forms: [ShareAxis.Form] = ShareAxis.Form.allCases
  ) -> [Markup] {
    let columns = rankedColumns
    let axis = ShareAxis(
      ranking.rows.map { $0.result }, drawnAnomalies, besides: columns.count)
    let heading =
      [
        Markup("th", ["scope": "col", "class": "c1"], "strategy"),
        Markup("th", ["scope": "col", "class": "c2"], "safe to retry?"),
        Markup("th", ["scope": "col", "class": "c3"], "not seen"),
        Markup(
          "th", ["scope": "col", "class": "c4"],
          [Markup("span", ["class": "vh"], "observed shares")]
            + forms.map { axis.heading($0, isAlone: forms.count == 1) }),
      ]
      + columns.map { Markup("th", ["scope": "col", "class": $0.style], $0.heading) }
    let rows = ranking.rows.map { row in
      Markup(
        "tr", ["class": "g-\(row.status.grade.name)"],
        cells(of: row, axis, forms) + columns.map { $0.cell(row) })
    }
    let table = Markup(
      "table", ["class": "rank", "aria-label": "Strategies, the safest and cheapest first"],
      [Markup("thead", [Markup("tr", heading)]), Markup("tbody", rows)])
    return [legend(axis), table]
  }

  /// The cells of a row: name, answer, what did not happen, the axis with what did, and the cost.
  private func cells(
    of row: Ranking.Row, _ axis: ShareAxis, _ forms: [ShareAxis.Form]
  ) -> [Markup] {
    let name = Markup(
      "th", ["scope": "row", "class": "c1"],
      [Markup("b", row.name), Markup("small", StrategyText(scenario: row.scenario).brief)])
    let chip = Markup(
      "span", ["class": "chip"], [Marks.icon(row.status), .text(row.status.heading)])
    let answer = Markup("td", ["class": "c2"], [chip, Markup("small", row.status.reason)])
    let classes = axis.classes
    let step = min(19, 76 / max(classes.count, 1))
    let marks = classes.enumerated().flatMap { place, outcome -> [Markup] in
      if row.result.value(outcome) > 0 { return [] }
      let look: Marks.Look = row.result.isNever(.share(outcome)) ? .struck : .hollow
      return [
        Markup(
          "svg", ["x": "\(10 + step * place)", "y": "12", "overflow": "visible"],
          Marks.shape(outcome, look))
      ]
    }
    let unseen = Markup(
      "td", ["class": "c3"],
      [
        Markup(
          "svg",
          ["width": "\(step * classes.count)", "height": "24", "aria-hidden": "true"], marks)
      ])
    let words = classes.map { outcome -> String in
      if row.result.isNever(.share(outcome)) { return "\(outcome.heading) never" }
      let text = estimateText(.share(outcome), of: row.result)
      return "\(outcome.heading) \(text.whole)"
    }
    let chart = Markup(
      "td", ["class": "c4"],
      [Markup("span", ["class": "vh"], words.joined(separator: "; "))]
        + forms.map { axis.row(row.result, $0, isAlone: forms.count == 1) })
    return [name, answer, unseen, chart]
  }

  /// A measure with as many digits as everywhere; empty where it does not apply.
  func estimateText(_ measure: Measure, of result: StrategyResult) -> EstimateText {
    result[measure].map { EstimateText($0, of: result) } ?? EstimateText(value: "", interval: "")
  }

  /// The meanings of the marks, and of the three ways to draw one: observed, not observed, proved
  /// impossible.
  private func legend(_ axis: ShareAxis) -> Markup {
    var items = axis.classes.map { outcome in
      Markup(
        "li",
        [
          Marks.picture(outcome),
          Markup("span", [Markup("b", outcome.heading), .text(": \(outcome.explanation)")]),
        ])
    }
    if comparison.results.contains(where: { result in
      axis.classes.contains { result.isNever(.share($0)) }
    }) {
      items.append(
        Markup("li", [Marks.picture(.duplicate, .struck), Markup("span", "impossible, proved")]))
    }
    if let limit = axis.limit {
      let bound = EstimateText.percent(limit.estimate.high)
      items.append(
        Markup(
          "li",
          [
            Marks.picture(.phantom, .hollow),
            Markup("span", "never seen: less than \(bound), at the dashed line"),
          ]))
    }
    return Markup("ul", ["class": "legend"], items)
  }

  /// A column of numbers at the right end.
  private struct RankedColumn {
    /// The heading of the column.
    let heading: String
    /// The class of its cells in the style sheet.
    let style: String
    /// The cell of a row.
    let cell: (Ranking.Row) -> Markup
  }

  /// The columns at the right end: the load with many clients, the cost where there are prices,
  /// and otherwise the unsure writes.
  private var rankedColumns: [RankedColumn] {
    if comparison.results.contains(where: { $0.series != nil }) {
      return [Measure.requestsMean, .goodput, .timePercentile99].map(column)
    }
    let most = comparison.results.compactMap { $0[.costMean]?.estimate.value }.max() ?? 0
    if comparison.model.costs == nil || most <= 0 { return [column(.share(.unsure))] }
    return [
      RankedColumn(heading: "cost of a million", style: "c5") { row in
        let share = max(MillionText.cost(row.result), 0) / most * 100
        return Markup(
          "td", ["class": "c5"],
          [
            .text(MillionText(row.result)?.text ?? ""),
            Markup(
              "span", ["class": "cost", "aria-hidden": "true"],
              [Markup("i", ["style": "width:\(ChartFrame.text(share))%"], "")]),
          ])
      }
    ]
  }

  /// The column of a measure.
  private func column(_ measure: Measure) -> RankedColumn {
    let headings: [Measure: String] = [
      .share(.unsure): "client unsure", .requestsMean: "requests a write",
      .goodput: "done a second",
      .timePercentile99: "99 in 100 take at most",
    ]
    let heading = headings[measure] ?? measure.heading
    return RankedColumn(heading: heading, style: "c6") { row in
      var text = estimateText(measure, of: row.result).value
      if measure == .timePercentile99, let time = row.result[measure] {
        text = timeText(time, row.result)
      }
      return Markup(
        "td", ["class": "c6", "data-name": heading],
        row.result.isNever(measure) ? ScreenColumn.never : text)
    }
  }
}

extension EstimateText {
  /// The value with its interval, in one line.
  fileprivate var whole: String { interval.isEmpty ? value : "\(value) (\(interval))" }
}
