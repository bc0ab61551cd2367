import EndToEnd
import Statistics
import Study

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
    // Strategies of which the same is true stand together.
    var answers: [(names: [String], text: String)] = []
    for verdict in verdicts {
      let text = SafetyText(verdict: verdict).text
      if let index = answers.firstIndex(where: { $0.text == text }) {
        answers[index].names.append(verdict.strategy.name)
      } else {
        answers.append(([verdict.strategy.name], text))
      }
    }
    let list = answers.flatMap { names, text in
      [Markup("dt", names.joined(separator: ", ")), Markup("dd", text)]
    }
    let isAnyDecided = verdicts.contains { $0.judgements.contains { $0 != .undecided } }
    return Section(
      id: "safety", heading: "Is it safe to retry?",
      content: [Markup("dl", list)] + (isAnyDecided ? [table.markup] : [])
        + comparison.verdictNotes.map { Markup("p", ["class": "note"], $0) })
  }
}
