import EndToEnd
import Statistics
import Study

extension PageReport {
  /// The belief of the client against the copies on the server, a heat map for each strategy.
  var beliefs: Section? {
    let maps = comparison.results.map { result in
      Markup.figure(
        result.strategy, [HeatMap(result: result, beliefs: comparison.shownBeliefs).image()])
    }
    let measures = comparison.shownBeliefs.flatMap { belief in
      (0...3).map { Measure.joint(belief, copies: $0) }
    }
    let table = PageTable(
      "The share of all operations that end so; below each value its 95% interval",
      heading: ["the client ends with"] + comparison.results.map(\.strategy),
      rows: measures.map { measure in
        [PageTable.Cell(measure.words)]
          + comparison.results.map { PageTable.Cell(estimateText(measure, of: $0)) }
      })
    let falseRejections =
      comparison.shownBeliefs.contains(.rejected)
      ? ", “false rej.” (stored, rejected; “f.r.” for short)" : ""
    let introduction =
      "A row is what the client ends with, a column what the server has stored. The darker, the more "
      + "often. Where they disagree the cell says “lost” (acknowledged, not stored) or “phantom” (stored, "
      + "belief unknown; “ph.” for short)\(falseRejections), and “twice” where it is stored twice or more."
    return Section(
      id: "beliefs", heading: "What the client believes, and what is stored",
      content: [
        Markup("p", introduction), .tiles(maps),
        .details("These numbers as a table", [table.markup]),
      ])
  }
}

extension Measure {
  /// The cell of the matrix, in words.
  fileprivate var words: String {
    guard let index = Measure.joints.firstIndex(of: self) else { return name }
    let (belief, copies) = (Belief.allCases[index / 4], index % 4)
    return
      "\(belief.name), \(copies)\(copies == 3 ? " or more" : "") \(copies == 1 ? "copy" : "copies")"
  }
}

extension PageReport {
  /// The logs that would have shown each disagreement and duplicate.
  var evidence: Section? {
    let rows = comparison.results.compactMap(row)
    let tables = PageTable(
      "Affected operations, as shares of all; below each value its 95% interval",
      heading: ["seen in"] + comparison.results.map(\.strategy),
      rows: Evidence.allCases.map { kind in
        [PageTable.Cell(kind.place)]
          + comparison.results.map { PageTable.Cell(estimateText(.evidence(kind), of: $0)) }
      })
    let answers = comparison.results.flatMap { result -> [Markup] in
      guard let summary = EvidenceSummary(result),
        let strategy = comparison.model.strategies.first(where: { $0.name == result.strategy })
      else { return [] }
      let text = EvidenceAnswer(summary, in: strategy.scenario).answer
      return [Markup("dt", result.strategy), Markup("dd", text)]
    }
    var content: [Markup] = [
      Markup(
        "p",
        "An operation is affected if client and server disagree about it, or if it is stored twice or "
          + "more.")
    ]
    if !rows.isEmpty {
      content.append(
        .figure(
          "Of the affected operations", note: "At the right: how many operations are affected.",
          [EvidenceChart(rows: rows).image()]))
    }
    content.append(tables.markup)
    if !answers.isEmpty {
      content.append(
        .details(EvidenceAnswer.question, isOpen: answers.count <= 6, [Markup("dl", answers)]))
    }
    return Section(id: "evidence", heading: "Who would have seen it", content: content)
  }

  /// The bar of a strategy; none where nothing was affected.
  private func row(_ result: StrategyResult) -> EvidenceChart.Row? {
    let parts = Evidence.allCases.map { kind in
      (kind: kind, share: result[.evidence(kind)]?.estimate.value ?? 0)
    }
    let sum = parts.reduce(0) { $0 + $1.share }
    if sum <= 0 { return nil }
    let affected =
      EvidenceSummary(result).map { EstimateText($0.affected) }
      ?? EstimateText(exactShare: .exactly(sum))
    return EvidenceChart.Row(name: result.strategy, affected: affected.value, parts: parts)
  }
}
