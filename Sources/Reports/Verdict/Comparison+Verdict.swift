import EndToEnd
import Statistics
import Study
import Text

extension Comparison {
  /// What stands below the table where verdicts were asked for; nothing otherwise.
  var verdictText: String {
    guard !verdicts.isEmpty else { return "" }
    var table = TextTable(heading: ["strategy"] + OutcomeClass.anomalies.map(\.rawValue))
    for verdict in verdicts {
      table.rows.append(
        [name(of: verdict)] + OutcomeClass.anomalies.map { verdict.text(of: $0).brief })
    }
    let width = (verdicts.map { name(of: $0).count }.max() ?? 0) + 2
    var answers = ""
    for verdict in verdicts {
      let name = name(of: verdict) + ":"
      let margin = min(width, 20)
      var lines = WrappedText.lines(
        SafetyText(verdict: verdict).text, width: 80 - margin)
      if name.count < margin {
        answers += name.padded(to: margin, .left) + lines.removeFirst() + "\n"
      } else {
        answers += name + "\n"
      }
      for line in lines { answers += String(repeating: " ", count: margin) + line + "\n" }
    }
    let notes = verdictNotes.flatMap { WrappedText.lines($0, width: 80) }
    return "\nWhat can go wrong, however improbable\n\n" + table.text(width: 80) + "\n"
      + notes.map { $0 + "\n" }.joined() + "\nIs it safe to retry?\n\n" + answers
  }

  /// The same for a document; nothing where no verdicts were asked for.
  var verdictMarkdown: String {
    guard !verdicts.isEmpty else { return "" }
    var rows = [["Strategy"] + OutcomeClass.anomalies.map(\.rawValue)]
    for verdict in verdicts {
      rows.append(
        [verdict.strategy.name] + OutcomeClass.anomalies.map { verdict.text(of: $0).full })
    }
    let answers = verdicts.map { verdict in
      "- "
        + MarkdownTable.escaped(
          "\(verdict.strategy.name): \(SafetyText(verdict: verdict).text)") + "\n"
    }
    return "\n### What can go wrong, however improbable\n\n" + MarkdownTable(rows: rows).text + "\n"
      + verdictNotes.map { MarkdownTable.escaped($0) + "\n" }.joined()
      + "\n### Is it safe to retry?\n\n" + answers.joined()
  }

  var verdicts: [StrategyVerdict] { results.compactMap(\.verdict) }

  private func name(of verdict: StrategyVerdict) -> String {
    SanitizedText.visible(verdict.strategy.name)
  }

  /// What the words of the table mean, of those that stand in it.
  var verdictNotes: [String] {
    let all = verdicts.flatMap(\.judgements)
    var meanings: [String] = []
    func explain(_ meaning: String, if isMeant: (StrategyVerdict.Judgement) -> Bool) {
      if all.contains(where: isMeant) { meanings.append(meaning) }
    }
    explain("impossible: proved for any number of faults.") {
      if case .impossible = $0 { true } else { false }
    }
    explain("not by 3: proved for up to 3 faults, not known of more.") {
      if case .impossibleUpTo(let faults, _) = $0 { faults > 0 } else { false }
    }
    explain("not by itself: not without a fault; what faults do is not known.") {
      if case .impossibleUpTo(faults: 0, _) = $0 { true } else { false }
    }
    explain("by 1 fault: possible, and no fewer do it.") {
      if case .possible(let found) = $0 { !found.faults.isEmpty } else { false }
    }
    explain("by itself: without any fault.") {
      if case .possible(let found) = $0 { found.faults.isEmpty } else { false }
    }
    var notes = [meanings.joined(separator: " ")]
    let approximate = verdicts.first { verdict in
      OutcomeClass.anomalies.contains { verdict.text(of: $0).isApproximate }
    }
    if let delays = approximate?.discretisation {
      notes.append(CheckReport.footnote(delays: delays))
    }
    return notes.filter { !$0.isEmpty } + obstacles
  }

  /// What stands against knowing more, each with the strategies that it stops.
  private var obstacles: [String] {
    var stopped: [(obstacle: String, names: [String])] = []
    for verdict in verdicts {
      guard let obstacle = verdict.obstacle else { continue }
      if let index = stopped.firstIndex(where: { $0.obstacle == obstacle }) {
        stopped[index].names.append(name(of: verdict))
      } else {
        stopped.append((obstacle, [name(of: verdict)]))
      }
    }
    return stopped.map { obstacle, names in
      "Not decided any further for \(names.joined(separator: ", ")): \(obstacle)."
    }
  }
}

extension StrategyVerdict {
  /// For programs.
  var json: JSONValue {
    let anomalies = OutcomeClass.anomalies.map { anomaly in
      (key: anomaly.rawValue, value: text(of: anomaly).json)
    }
    let safety = SafetyText(verdict: self)
    return .object(
      anomalies + [
        ("safe_to_retry", .string(safety.answer.rawValue)),
        ("answer", .string(safety.text)),
        ("obstacle", obstacle.map(JSONValue.string) ?? .null),
      ])
  }
}

extension JudgementText {
  fileprivate var json: JSONValue {
    .object([
      ("verdict", .string(word)),
      ("faults", number.map { .number("\($0)") } ?? .null),
      ("by", faults.isEmpty ? .null : .string(faults)),
      ("approximate", .boolean(isApproximate)),
    ])
  }
}
