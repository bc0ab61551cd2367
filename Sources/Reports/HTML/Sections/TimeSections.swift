import Diagrams
import EndToEnd
import Simulation
import Statistics
import Study
import Text

extension PageReport {
  /// The result that knows the times of a row.
  private func timed(_ row: Ranking.Row) -> StrategyResult {
    sample?.results.first { $0.strategy == row.names[0] } ?? row.result
  }

  /// The time until the client has decided: from the median to the 99th percentile, and beyond.
  func times(_ ranking: Ranking) -> Section? {
    let rows = ranking.rows.map { row in
      let result = timed(row)
      return (
        row: row, median: result[.timeMedian] ?? result[.timeMean], last: result[.timePercentile99],
        result: result
      )
    }
    let ends = rows.flatMap { [$0.median, $0.last] }.compactMap { $0?.estimate.value }
      .filter { $0 > 0 }
    guard let least = ends.min(), let most = ends.max() else { return nil }
    let scale = TimeScale(from: least * 1e6, to: most * 1e6)
    func place(_ measurement: MeasureEstimate?) -> Double {
      guard let value = measurement?.estimate.value, value > 0 else { return 0 }
      return scale.place(value * 1e6) * 100
    }
    let tracks = rows.flatMap { entry -> [Markup] in
      let (from, to) = (place(entry.median), place(entry.last ?? entry.median))
      func style(_ text: String) -> KeyValuePairs<StaticString, String> { ["style": text] }
      let number = ChartFrame.text
      let value = entry.last ?? entry.median
      return [
        Markup("dt", entry.row.name),
        Markup(
          "dd", ["class": "track"],
          [
            Markup("i", style("left:\(number(from))%;width:\(number(max(to - from, 0)))%"), ""),
            Markup("i", ["class": "dot", "style": "left:\(number(from))%"], ""),
            Markup("i", ["class": "stop", "style": "left:\(number(to))%"], ""),
            Markup(
              "span", ["class": "vh"],
              entry.median.map { "median \(timeText($0, entry.result)), " } ?? ""),
            Markup(
              "span", ["style": "left:\(number(to))%"],
              value.map { timeText($0, entry.result) } ?? ""),
          ]),
      ]
    }
    let main = TimeScale.main(scale.ticks)
    let ticks =
      main.count > 1
      ? main
      : scale.ticks.count < 7 ? scale.ticks : Array(scale.ticks.prefix(1) + scale.ticks.suffix(1))
    let axis = Markup(
      "dd", ["class": "axis", "aria-hidden": "true"],
      ticks.map { tick in
        Markup(
          "span",
          ["style": "left:\(ChartFrame.text(scale.place(Double(tick.nanoseconds)) * 100))%"],
          TimeScale.text(tick))
      })
    var words = [
      Markup(
        "p", ["class": "soft"],
        "Time until the client stops, on a scale by factors of ten. Dot: half of the writes take no longer. Bar: 99 in 100."
      )
    ]
    if let sample {
      words.append(Markup("p", ["class": "soft"], "From \(MethodLine(sample.results).text)."))
    }
    return Section(
      id: "times", name: "Time",
      heading: heading(of: rows.map { ($0.row, $0.last, $0.result) }, ranking),
      words: words,
      figure: [Markup("dl", ["class": "bars"], tracks + [Markup("dt", ""), axis])]
        + (TailChart(ranking.rows.map(timed)).map { [$0.figure] } ?? []))
  }

  /// The finding about times, as the heading of the section: the recommended strategy beside the
  /// reference, if they differ.
  private func heading(
    of rows: [(row: Ranking.Row, last: MeasureEstimate?, result: StrategyResult)],
    _ ranking: Ranking
  ) -> String {
    let best = ranking.recommended ?? ranking.rows[0]
    let reference = ranking.reference(in: comparison)
    func last(_ row: Ranking.Row) -> String? {
      rows.first { $0.row.names == row.names }.flatMap { entry in
        entry.last.map { timeText($0, entry.result) }
      }
    }
    guard let one = last(best) else { return "The time until the client stops" }
    guard best.names != reference.names, let other = last(reference) else {
      return "One write in a hundred takes \(one) or more under \(best.names[0])"
    }
    if one == other { return "The slowest hundredth takes \(one), retried or not" }
    return
      "The slowest hundredth takes \(one) under \(best.names[0]), \(other) under \(reference.names[0])"
  }
}

extension PageReport {
  /// The load on the server over time, a row for each strategy; `nil` if the model has no `clients`.
  func series(_ ranking: Ranking) -> Section? {
    let known = ranking.rows.compactMap { row in row.result.series.map { (row, $0) } }
    guard let first = known.first?.1 else { return nil }
    let columns: [(name: String, main: LoadSeries.Quantity, second: LoadSeries.Quantity?)] = [
      ("acknowledged a second (dashed: begun)", .goodput, .offered),
      ("requests a second (dashed: turned away)", .requests, .turnedAway),
      ("requests that wait", .queue, nil),
    ]
    func values(_ series: LoadSeries, _ quantity: LoadSeries.Quantity) -> [Double] {
      series.bins.indices.map { series.value(quantity, in: $0) ?? 0 }
    }
    let offered = values(first, .offered)
    let usual = offered.filter { $0 > 0 }.sorted()
    let middle = usual.isEmpty ? 0 : usual[usual.count / 2]
    let spike = offered.indices.filter { offered[$0] > 1.5 * middle }
    let tops = columns.map { column in
      known.flatMap {
        values($0.1, column.main)
          + (column.second.map { quantity in
            values(first, quantity)
          } ?? [])
      }.max() ?? 0
    }
    let rows = known.map { row, series in
      Markup(
        "tr",
        [Markup("th", ["scope": "row", "class": "n"], row.name)]
          + zip(columns, tops).map { column, top in
            let main = values(series, column.main)
            let lines =
              (column.second.map { [PageReport.spark(values(series, $0), top, "two")] } ?? [])
              + [PageReport.spark(main, top, "one")]
            let width = 100 / Double(max(offered.count, 1))
            let bands = spike.first.map { start in
              [
                ChartFrame.rectangle(
                  "spike", x: Double(start) * width, y: 0, width: Double(spike.count) * width,
                  height: 40)
              ]
            }
            let numbers =
              "\(PageReport.short(main.first ?? 0)) at the beginning, \(PageReport.short(main.max() ?? 0)) at most, "
              + "\(PageReport.short(main.last ?? 0)) at the end"
            return Markup(
              "td",
              [
                Markup(
                  "svg",
                  [
                    "viewBox": "0 0 100 40", "preserveAspectRatio": "none", "height": "40",
                    "role": "img",
                  ],
                  [Markup("title", "\(row.name), \(column.name)"), Markup("desc", numbers)]
                    + (bands ?? []) + lines)
              ])
          })
    }
    let end = known.map { ($0.0, RecoveryAnswer.end(of: $0.1)) }
    let worst = end.min { $0.1.goodput < $1.1.goodput }
    let heading =
      worst.map {
        "At the end \(PageReport.short($0.1.goodput)) of \(PageReport.short($0.1.offered)) writes a second "
          + "are acknowledged under \($0.0.names[0])"
      } ?? "Over time"
    let seconds = Double(first.binWidth.nanoseconds) / 1e9 * Double(first.bins.count)
    let head =
      [Markup("th", ["class": "n"], "")]
      + zip(columns, tops).map { column, top in
        Markup("th", ["scope": "col"], "\(column.name), 0 to \(PageReport.short(top))")
      }
    return Section(
      id: "series", name: "Over time", heading: heading,
      words: [
        Markup(
          "p", ["class": "soft"],
          "From left to right \(PageReport.short(seconds)) s, the mean of \(first.runs) runs. All charts of a column have "
            + "one scale." + (spike.isEmpty ? "" : " Shaded: more begin than usual."))
      ],
      figure: [
        Markup(
          "table", ["class": "over"],
          [Markup("thead", [Markup("tr", head)]), Markup("tbody", rows)])
      ])
  }

  /// A number of a series in a few characters.
  private static func short(_ value: Double) -> String {
    NumberText.withoutZeros(NumberText.fixed(min(value, 1e12), decimals: value < 20 ? 1 : 0))
  }

  /// A series as a line in a field of 100 by 40, with a margin for its own width.
  private static func spark(_ values: [Double], _ top: Double, _ kind: String) -> Markup {
    let step = 100 / Double(max(values.count - 1, 1))
    return ChartFrame.path(
      kind,
      values.enumerated().map { index, value in
        (Double(index) * step, 39 - (top > 0 ? value / top * 38 : 0))
      })
  }
}
