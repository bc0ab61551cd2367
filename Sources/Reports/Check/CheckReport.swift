import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// The properties of a model's strategies that hold, counterexamples to the others, and what is undecided.
///
/// ```swift
/// print(CheckReport(CheckPlan(model).run(), of: model).text(), terminator: "")
/// ```
package struct CheckReport: Sendable {
  /// In the order in which they are reported.
  package let results: [CheckResult]
  /// The counterexamples to the properties that a search has broken, in that order, but for those too long to draw.
  package let charts: [SequenceChart]
  /// The model whose strategies were checked.
  let model: Model
  /// The file of the model.
  let source: Source

  /// The file of the model, for reports that lead their readers there.
  package struct Source: Sendable {
    /// The path as the user named it; `nil` for standard input.
    package var file: String?
    /// The places of the strategies' names.
    package var strategies: [String: SourcePlace]

    /// Creates a source; one without a file by default.
    package init(file: String? = nil, strategies: [String: SourcePlace] = [:]) {
      self.file = file
      self.strategies = strategies
    }
  }

  /// Creates a report, and draws its counterexamples.
  package init(_ results: [CheckResult], of model: Model, in source: Source = Source()) {
    self.results = results
    self.model = model
    self.source = source
    charts = results.compactMap(CheckReport.chart)
  }

  /// The report in a format.
  package func report(as format: CheckFormat) -> String {
    switch format {
    case .text: text()
    case .mermaid: mermaid()
    case .json: json()
    case .junit: junit()
    case .sarif: sarif()
    case .github: github()
    }
  }

  /// For a terminal: a line for each property, then the charts.
  package func text() -> String {
    lines.map { $0 + "\n" }.joined() + charts.map { "\n" + $0.text() }.joined()
  }

  /// For Markdown: the same lines as a block, and the charts for Mermaid.
  package func mermaid() -> String {
    lines.map { $0.isEmpty ? "\n" : "    " + $0 + "\n" }.joined()
      + charts.map { "\n```mermaid\n" + $0.mermaid() + "```\n" }.joined()
  }

  /// Returns the number of results of a status.
  func count(_ status: CheckResult.Status) -> Int {
    results.filter { $0.status == status }.count
  }

  /// The lines of the text: one paragraph for each property, with the strategy's name before it.
  private var lines: [String] {
    let names = results.map { SanitizedText.visible($0.strategy.name) }
    let width = (names.map(\.count).max() ?? 0) + 2
    var lines: [String] = []
    for (name, result) in zip(names, results) {
      let sentence = CheckText(result).sentence
      let rest = WrappedText.lines(sentence, width: max(80 - width, 40))
      for (index, line) in rest.enumerated() {
        lines.append((index == 0 ? name : "").padded(to: width, .left) + line)
      }
    }
    return lines + footnote + summary
  }

  /// The number of properties of each status.
  private var summary: [String] {
    results.count < 2 ? [] : ["", counts]
  }

  /// "9 properties: 7 hold, 2 broken, 0 undecided".
  var counts: String {
    let holding = count(.holds)
    return "\(results.count) \(results.count == 1 ? "property" : "properties"): "
      + "\(holding) \(holding == 1 ? "holds" : "hold"), \(count(.broken)) broken, "
      + "\(count(.undecided)) undecided"
  }

  /// The meaning of the sign before an approximation.
  private var footnote: [String] {
    let delays = results.compactMap { result -> Int? in
      guard case .search(let check) = result.evidence, check.isApproximate else { return nil }
      return check.discretisation
    }
    return delays.first.map { ["", SafetyText.footnote(delays: $0)] } ?? []
  }

  /// The counterexample to a property as a chart: the trial that shows it, or the execution that
  /// the search has found.
  ///
  /// - Returns: `nil` if nothing is broken, or if the execution is too long to draw.
  private static func chart(of result: CheckResult) -> SequenceChart? {
    let scenario = result.strategy.scenario
    let subject = "Strategy '\(result.strategy.name)', \(CheckText.name(of: result.property)): "
    if case .sampled(let sample) = result.evidence, let trial = sample.trial {
      return try? SequenceChart(
        trial: trial, of: scenario, seed: sample.seed,
        title: subject + "broken in trial \(trial), seed \(sample.seed)")
    }
    guard case .search(let check) = result.evidence else { return nil }
    switch check.finding {
    case .holds, .holdsInEveryOrder: return nil
    case .broken(let found):
      let title =
        subject + CheckText.broken(by: found.faults)
        + ", probability \(NumberText.threeDigits(found.probability))"
      return try? SequenceChart(
        replaying: found.tape, of: scenario, discretisation: check.discretisation, title: title)
    case .brokenInSomeOrder(let found):
      return try? SequenceChart(
        replaying: found, of: scenario,
        title: subject + CheckText.broken(by: found.faults)
          + ", in an order that the latencies allow")
    }
  }
}

/// The forms of the report on a check.
package enum CheckFormat: String, CaseIterable, Sendable {
  /// The formats by their names on the command line.
  case text, mermaid, json, junit, sarif, github
}
