import EndToEnd
import Statistics
import Study

extension PageReport {
  /// Where each disagreement and duplicate would have been seen.
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
