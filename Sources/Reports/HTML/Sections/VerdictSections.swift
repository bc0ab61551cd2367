import EndToEnd
import Statistics
import Study
import Text

extension PageReport {
  /// The belief of the client against the copies on the server: a table for each strategy, whose squares are as large
  /// as the shares, on one scale.
  func beliefs(_ ranking: Ranking) -> Section? {
    let most = mostSeen(in: ranking.rows)
    let tables = ranking.rows.map { mosaic($0, most: most) }
    let reference = ranking.reference(in: comparison)
    var words: [Markup] = []
    let isProved = reference.result.isNever(.share(.unsure))
    var heading = "No write \(isProved ? "ends" : "was seen to end") unsure under \(reference.name)"
    if reference.result.value(.unsure) > 0 {
      heading = "Almost no write ends unsure under \(reference.name)"
    }
    // Of a handful of writes no share says anything.
    if reference.result.value(.unsure) > 1e-4, let share = storedShare(of: reference.result) {
      let name = reference.name
      heading =
        share.value > 0.65
        ? "Without a success the data is mostly stored"
        : share.value < 0.35
          ? "Without a success the data is mostly not stored"
          : "Without a success, stored or not is a coin toss"
      words = [
        Markup(
          "p",
          "Under \(name), \(estimateText(.share(.unsure), of: reference.result).value) of the writes end "
            + "without a success or a refusal. Of these,"),
        Markup("p", ["class": "big"], share.text),
        Markup("p", ["class": "soft"], "are stored. The client's status does not tell which."),
      ]
    }
    words.append(
      Markup(
        "p", ["class": "soft"],
        "Shares of 0.001% and more. Rows: what the client ends with. Columns: copies on the server. A square is as large as its share, on one "
          + "scale for all."))
    let kinds: [(OutcomeClass, String)] = [
      (.lost, "lost, or rejected and stored"), (.phantom, "phantom"),
      (.duplicate, "stored twice or more"),
      (.unsure, "unsure, and nothing is stored"),
    ]
    words.append(
      Markup(
        "ul", ["class": "legend"],
        kinds.map { kind, text in
          Markup(
            "li",
            [Markup("i", ["class": "swatch sq \(Marks.style(kind))"], ""), Markup("span", text)])
        }))
    return Section(
      id: "beliefs", name: "Belief", heading: heading, words: words,
      figure: [Markup("div", ["class": "mosaics"], tables)])
  }

  /// The table of one strategy alone, on a scale of its own.
  func beliefs(of row: Ranking.Row) -> Markup { mosaic(row, most: mostSeen(in: [row])) }

  /// The largest share of a cell that is not clean.
  private func mostSeen(in rows: [Ranking.Row]) -> Double {
    let cells = comparison.shownBeliefs.flatMap { belief in
      (0...3).filter { belief != .acknowledged || $0 != 1 }.map {
        Measure.joint(belief, copies: $0)
      }
    }
    return rows.flatMap { row in cells.compactMap { row.result[$0]?.estimate.value } }.max() ?? 0
  }

  /// The share of the unsure writes that are stored.
  private func storedShare(of result: StrategyResult) -> (value: Double, text: String)? {
    let (unsure, phantom) = (result.value(.unsure), result.value(.phantom))
    if unsure <= 0 { return nil }
    let text =
      if let part = result[.share(.phantom)]?.count, let whole = result[.share(.unsure)]?.count,
        result.method.runs == nil, result[.share(.phantom)]?.diagnosis == nil
      {
        EstimateText(Share(count: part, of: whole)).value
      } else {
        EstimateText(exactShare: .exactly(phantom / unsure)).value
      }
    return (phantom / unsure, text)
  }

  /// The belief of the client against the copies on the server, as a table with a square in each
  /// cell.
  ///
  /// The squares of all strategies have one scale, by area: the eye compares areas, and a share
  /// that is four times as large has twice the side.
  private func mosaic(_ row: Ranking.Row, most: Double) -> Markup {
    let clean = estimateText(.share(.clean), of: row.result).value
    let caption = Markup(
      "caption", [Markup("b", row.name), .text("\(clean) clean")])
    let heading = Markup(
      "tr",
      [Markup("th", "")]
        + ["0", "1 copy", "2", "3+"].map { Markup("th", ["scope": "col"], $0) })
    let rows = comparison.shownBeliefs.map { belief in
      Markup(
        "tr",
        [Markup("th", ["scope": "row"], belief == .acknowledged ? "sure" : belief.name)]
          + (0...3).map { copies in
            cell(row.result, belief, copies, most: most)
          })
    }
    return Markup(
      "table", ["class": "mosaic"], [caption, Markup("thead", [heading]), Markup("tbody", rows)])
  }

  /// A cell of that table: the share, and a square of that area.
  ///
  /// A clean write has no square. It would be larger than the page, and the table is about the
  /// others.
  private func cell(
    _ result: StrategyResult, _ belief: Belief, _ copies: Int, most: Double
  ) -> Markup {
    let facts = OutcomeFacts(belief: belief, copies: UInt32(copies))
    let kinds: [OutcomeClass] = [.duplicate, .lost, .falseRejection, .phantom, .clean, .unsure]
    let kind = kinds.first { $0.contains(facts) }
    let style = kind.map(Marks.style) ?? "k-unsure"
    let wash = "w" + style.dropFirst()
    guard let measurement = result[.joint(belief, copies: copies)],
      measurement.estimate.value >= 1e-5
    else { return Markup("td", ["class": wash], "") }
    let text = EstimateText(measurement, of: result).value
    if kind == .clean {
      // The caption alone says what is too wide for a cell, on a phone or everywhere.
      if text.count > 8 { return Markup("td", ["class": wash], "") }
      return text.count > 6
        ? Markup("td", ["class": wash], [Markup("span", ["class": "tiny"], text)])
        : Markup("td", ["class": wash], text)
    }
    let side = (measurement.estimate.value / most).squareRoot() * 26
    let isTiny = measurement.estimate.value < 1e-3 || text.count > 6
    return Markup(
      "td", ["class": wash],
      [
        Markup("i", ["class": "sq \(style)", "style": "width:\(ChartFrame.text(side))px"], ""),
        Markup("span", ["class": isTiny ? "tiny" : "n"], text),
      ])
  }
}

extension PageReport {
  /// The logs that show the writes that went wrong, on one scale for all strategies.
  func evidence(_ ranking: Ranking) -> Section? {
    let rows = ranking.rows.map { row in
      (
        row: row,
        parts: Evidence.allCases.map { ($0, row.result[.evidence($0)]?.estimate.value ?? 0) }
      )
    }
    func sum(_ parts: [(Evidence, Double)]) -> Double { parts.reduce(0) { $0 + $1.1 } }
    guard let most = rows.map({ sum($0.parts) }).max(), most > 0 else { return nil }
    let silent = rows.filter { $0.parts.contains { $0.0 == .none && $0.1 > 0 } }
    let names = silent.flatMap { $0.row.names }
    let heading =
      names.isEmpty
      ? "Some log shows every write that goes wrong"
      : names.count == rows.count && rows.count > 2
        ? "Under every strategy some harm leaves no log"
        : "No log shows all of it under "
          + Conclusion.list(names)
    let worst = silent.max { PageReport.none($0.parts) < PageReport.none($1.parts) }
    var words: [Markup] = []
    if let worst {
      words.append(
        Markup(
          "p",
          "\(PageReport.perMillion(PageReport.none(worst.parts))) writes in a million go wrong under "
            + "\(worst.row.name) without a line in any log."))
    }
    let shown = Evidence.allCases.filter { kind in
      rows.contains { $0.parts.contains { $0.0 == kind && $0.1 > 0 } }
    }
    words.append(
      Markup(
        "ul", ["class": "legend"],
        shown.map { kind in
          Markup(
            "li",
            [Markup("i", ["class": "swatch e-\(kind.name)"], ""), Markup("span", kind.place)])
        }))
    let bars = rows.flatMap { entry -> [Markup] in
      let whole = sum(entry.parts)
      let parts = entry.parts.filter { $0.1 > 0 }.map { kind, share in
        let width = share / most * 88
        return Markup(
          "i", ["class": "e-\(kind.name)", "style": "width:\(ChartFrame.text(width))%"],
          width > 18 && kind != .none && kind != .serverLog ? PageReport.perMillion(share) : "")
      }
      return [
        Markup("dt", entry.row.name),
        Markup(
          "dd", ["class": "bar"],
          parts + [Markup("span", whole > 0 ? PageReport.perMillion(whole) : "none")]),
      ]
    }
    return Section(
      id: "evidence", name: "Evidence", heading: heading, words: words,
      figure: [
        Markup("p", ["class": "soft"], "Writes in a million that disagree or are stored twice"),
        Markup("dl", ["class": "bars"], bars),
      ])
  }

  /// The part of the writes that went wrong of which no log says anything.
  private static func none(_ parts: [(Evidence, Double)]) -> Double {
    parts.first { $0.0 == .none }?.1 ?? 0
  }

  /// A share as a number of a million.
  private static func perMillion(_ share: Double) -> String {
    let number = share * 1e6
    return number >= 0.95
      ? NumberText.grouped(UInt64(number.rounded())) : NumberText.significant(number, digits: 1)
  }
}
