import EndToEnd
import Statistics
import Study
import Text

/// Comparisons on a terminal.
extension Comparison {
  /// The comparison for a screen: a line for each strategy, then the answer, then how to see more.
  ///
  /// ```
  ///           safe to                                       tries/  cost/
  /// strategy  retry?    disagree   lost  duplicate  unsure   write  write
  /// ─────────────────────────────────────────────────────────────────────
  /// none      no retry      1.6%  never      never      3%    1.00   0.19
  /// ```
  package func table(on screen: Screen = .standard) -> String {
    let table = ComparisonTable(comparison: self, screen: screen).text
    var text = screen.paragraph(model.title, most: 120)
    text += screen.paragraph(MethodLine(results).text, most: 120) + "\n" + table
    let conclusions = Conclusion(comparison: self).paragraphs
    if !conclusions.isEmpty { text += "\n" }
    for paragraph in conclusions {
      // A paragraph that belongs to the one before it has its margin already.
      let isContinued = paragraph.hasPrefix("  ")
      let lines = screen.paragraph(paragraph, margin: 2, most: 120)
      text += (isContinued ? "  " : "") + lines
    }
    let legend = legend(of: table)
    text += legend.isEmpty ? "" : "\n" + screen.paragraph(legend, most: 120)
    if let error = ExactEffort(results).latticeError { text += screen.paragraph(error, most: 120) }
    text += results.compactMap(\.doubt).map { screen.paragraph($0) }.joined()
    text += screen.text(differenceText) + sensitivityText(on: screen)
    if screen.details.contains(.verdict) { text += screen.text(verdictText) }
    return text
  }

  /// The meanings of the words and signs that stand in a table.
  private func legend(of table: String) -> String {
    let cells = screenMeasures.flatMap { ScreenColumn($0, of: self).cells.map(\.value) }
    let answers = results.filter { $0.verdict != nil }.map { StrategyStatus($0, in: model) }
    var meanings: [String] = []
    if cells.contains(ScreenColumn.never) { meanings.append("never: proved impossible.") }
    let bound = cells.first { $0.hasPrefix("<") }
    if let bound { meanings.append("\(bound): not observed (95% upper bound).") }
    if let faults = answers.compactMap(\.provedFaults).min() {
      meanings.append("up to \(faults): proved for up to \(FaultText.count(faults)).")
    }
    if answers.contains(where: { $0.isOpen && !$0.sendsOnce }) {
      meanings.append("?: not decided; --verdict says why.")
    }
    if answers.contains(where: \.isApproximate) {
      meanings.append("≈: for the delays that stand for continuous latencies.")
    }
    return meanings.joined(separator: " ")
  }
}

/// The bound of a proof, for the word in the table.
extension StrategyStatus {
  /// The number of faults for which it is proved; `nil` where it is for any number, or none.
  fileprivate var provedFaults: Int? {
    if case .safeUpTo(let faults) = kind, !sendsOnce { faults } else { nil }
  }
}

/// The method of a comparison in one line.
struct MethodLine {
  /// The line, for example "1,000,000 writes per strategy, the same faults for all, seed 1".
  let text: String

  /// - Parameter unit: the words for the writes of each strategy.
  init(_ results: [StrategyResult], unit: String = "writes per strategy") {
    switch results.first?.method {
    case nil: text = ""
    case .sample(let trials, let seed):
      text =
        "\(NumberText.grouped(trials)) \(unit), "
        + MethodLine.same(results) + "seed \(seed)"
    case .load(let runs, let operations, let seed):
      text =
        "\(NumberText.grouped(operations)) \(unit) in \(NumberText.grouped(runs)) "
        + "\(runs == 1 ? "run" : "runs"), " + MethodLine.same(results) + "seed \(seed)"
    case .rare(let method):
      text =
        "\(NumberText.grouped(method.trials)) weighted \(unit) "
        + "(importance sampling), seed \(method.seed)"
    case .exact: text = MethodLine.exact(results)
    }
  }

  /// The words that say that strategies were compared on common random numbers; none for a single
  /// strategy.
  private static func same(_ results: [StrategyResult]) -> String {
    results.count > 1 ? "the same faults for all, " : ""
  }

  /// The words for an exact method: exact, or approximate on a lattice or by discretization, with
  /// its effort.
  private static func exact(_ results: [StrategyResult]) -> String {
    let effort = ExactEffort(results)
    let method =
      effort.steps.map { "approximate: latencies on a lattice of \($0); " }
      ?? (effort.isApproximate
        ? "approximate: finitely many delays stand for continuous latencies; " : "exact; ")
    return method
      + "\(NumberText.grouped(effort.states)) states explored"
      + (effort.residual > 0
        ? ", but for paths of probability \(NumberText.scientific(effort.residual)) at most" : "")
  }
}
