import Analysis

extension PageReport {
  /// What can go wrong at all, and whether it is safe to retry; only where verdicts were asked for.
  var safety: Section? {
    let verdicts = comparison.verdicts
    if verdicts.isEmpty { return nil }
    let table = PageTable(
      "What can go wrong, however improbable",
      heading: ["strategy"] + OutcomeClass.anomalies.map(\.rawValue),
      rows: verdicts.map { verdict in
        [PageTable.Cell(verdict.strategy.name)]
          + OutcomeClass.anomalies.map { PageTable.Cell(verdict.text(of: $0).brief) }
      })
    let answers = verdicts.flatMap { verdict in
      [Markup("dt", verdict.strategy.name), Markup("dd", SafetyText(verdict: verdict).text)]
    }
    return Section(
      id: "safety", heading: "Is it safe to retry?",
      content: [Markup("dl", answers), table.markup]
        + comparison.verdictNotes.map { Markup("p", ["class": "note"], $0) })
  }
}
