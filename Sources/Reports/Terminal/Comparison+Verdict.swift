import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// The tables of `--verdict` on a terminal.
extension Comparison {
  /// The verdicts below the table; empty if none were asked for.
  var verdictText: String {
    guard !verdicts.isEmpty else { return "" }
    var table = TextTable(heading: ["strategy"] + shownAnomalies.map(\.heading))
    for verdict in verdicts {
      table.rows.append(
        [name(of: verdict)] + shownAnomalies.map { verdict.text(of: $0).brief })
    }
    let width = (verdicts.map { name(of: $0).count }.max() ?? 0) + 2
    var answers = ""
    for result in results {
      guard let verdict = result.verdict else { continue }
      let name = name(of: verdict) + ":"
      let margin = min(width, 20)
      let safety = SafetyText(verdict: verdict)
      var lines = WrappedText.lines(safety.text, width: 80 - margin)
      if name.count < margin {
        answers += name.padded(to: margin, .left) + lines.removeFirst() + "\n"
      } else {
        answers += name + "\n"
      }
      if let command = safety.command(seed: result.method.seed) { lines.append(command) }
      for line in lines { answers += String(repeating: " ", count: margin) + line + "\n" }
    }
    let notes = verdictNotes(in: .table).flatMap { WrappedText.lines($0, width: 80) }
    return "\nWhat can go wrong, however improbable\n\n" + table.text(width: 80) + "\n"
      + notes.map { $0 + "\n" }.joined() + "\nIs it safe to retry?\n\n" + answers
  }

  /// The verdicts of the strategies that have one.
  var verdicts: [StrategyVerdict] { results.compactMap { $0.verdict } }

  /// The name of a strategy, safe for a terminal.
  private func name(of verdict: StrategyVerdict) -> String {
    SanitizedText.visible(verdict.strategy.name)
  }

  /// The tables of verdicts: each has words that fit its columns.
  enum VerdictTable {
    /// On a terminal and in Markdown, in the words of ``JudgementText/brief``.
    case table
    /// On a page, in the words of its grid of fewest faults.
    case grid
  }

  /// The meanings of the words that occur in a table of verdicts.
  func verdictNotes(in table: VerdictTable) -> [String] {
    let isGrid = table == .grid
    let all = verdicts.flatMap(\.judgements)
    var meanings: [String] = []
    func explain(_ meaning: String, if isMeant: (StrategyVerdict.Judgement) -> Bool) {
      if all.contains(where: isMeant) { meanings.append(meaning) }
    }
    explain("\(isGrid ? "never" : "impossible"): proved for any number of faults.") {
      if case .impossible = $0 { true } else { false }
    }
    explain("not by 3: proved for up to 3 faults, not known of more.") {
      if case .impossibleUpTo(let faults) = $0 { faults > 0 } else { false }
    }
    explain("not by itself: not without a fault; what faults do is not known.") {
      if case .impossibleUpTo(faults: 0) = $0 { true } else { false }
    }
    explain("\(isGrid ? "" : "by ")N faults: possible, and not with fewer.") {
      if case .possible(let found) = $0 { !found.faults.isEmpty } else { false }
    }
    explain("\(isGrid ? "no fault" : "by itself"): without any fault.") {
      if case .possible(let found) = $0 { found.faults.isEmpty } else { false }
    }
    explain("\(isGrid ? "seen" : "observed"): in this run; how few faults suffice is not known.") {
      if case .observed = $0 { true } else { false }
    }
    let notFound = isGrid ? "≈ none" : "not found"
    explain("\(notFound): by no delays that were tried, which proves nothing of others.") {
      if case .notFound = $0 { true } else { false }
    }
    var notes = [meanings.joined(separator: " ")]
    let approximate = verdicts.first { verdict in
      OutcomeClass.anomalies.contains { verdict.text(of: $0).isApproximate }
    }
    if let delays = approximate?.discretisation {
      notes.append(SafetyText.footnote(delays: delays))
    }
    return notes.filter { !$0.isEmpty } + obstacles
  }

  /// The obstacles to further proofs, each with the strategies that it stops.
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
