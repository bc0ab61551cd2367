import EndToEnd
import Simulation
import Statistics
import Study

extension PageReport {
  /// The possible anomalies, and whether it is safe to retry; `nil` without verdicts.
  var safety: Section? {
    let verdicts = comparison.verdicts
    if verdicts.isEmpty { return nil }
    let table = PageTable(
      "What can go wrong, however improbable",
      heading: ["strategy"] + comparison.shownAnomalies.map(\.heading),
      rows: verdicts.map { verdict in
        [PageTable.Cell(verdict.strategy.name)]
          + comparison.shownAnomalies.map { PageTable.Cell(verdict.text(of: $0).brief) }
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

extension PageReport {
  /// The counterexample with the fewest faults to each anomaly, drawn; `nil` without verdicts.
  var counterexamples: Section? {
    var room = PageReport.mostDrawn
    var content: [Markup] = []
    for anomaly in OutcomeClass.anomalies {
      let examples = Counterexample.all(anomaly, of: comparison.verdicts, examples)
      if examples.isEmpty { continue }
      content.append(Markup("h3", anomaly.rawValue))
      var left: [String] = []
      for (index, example) in examples.enumerated() {
        let markup = example.markup(isOpen: index == 0)
        if markup.source.utf8.count > room {
          left += example.strategies
          continue
        }
        room -= markup.source.utf8.count
        content.append(markup)
      }
      if !left.isEmpty {
        content.append(
          Markup(
            "p", ["class": "note"],
            "Not drawn, as the page would be too large: that of \(left.joined(separator: ", ")). "
              + "disagree trace --outcome \(anomaly.rawValue) draws the likeliest way to it."))
      }
    }
    if content.isEmpty { return nil }
    var introduction =
      "For each anomaly the course of events with the fewest faults that brings it about; no fewer do. "
      + "Strategies under which it takes the same course stand together."
    if let delays = examples.first?.discretisation {
      introduction +=
        " What could not be decided was tried with few delays, and there may be a course with fewer faults. "
        + CheckReport.footnote(delays: delays)
    }
    return Section(
      id: "counterexamples", heading: "How it happens",
      content: [Markup("p", introduction)] + content)
  }

  /// The maximum size of all counterexamples together, in bytes. A page should be small enough
  /// to be sent by mail.
  private static let mostDrawn = 500_000
}

/// The execution with the fewest faults to an anomaly, and the strategies that allow it.
private struct Counterexample {
  let anomaly: OutcomeClass
  let faults: String
  let count: Int
  let chart: SequenceChart
  var strategies: [String]
  /// The sign before an approximation; empty for an exact result.
  let sign: String
  let probability: String
  /// A Boolean value that indicates whether the probability leaves out that of the order of events.
  let isInSomeOrder: Bool

  /// Those of all strategies, the fewest faults first.
  ///
  /// - Parameter examples: verdicts to draw from where those leave an anomaly undecided.
  static func all(
    _ anomaly: OutcomeClass, of verdicts: [StrategyVerdict], _ examples: [StrategyVerdict]
  ) -> [Counterexample] {
    var found: [Counterexample] = []
    for verdict in verdicts {
      let example = examples.first { $0.strategy == verdict.strategy }
      let verdict = verdict[anomaly] == .undecided ? example ?? verdict : verdict
      guard case .possible(let path) = verdict[anomaly],
        // What is too long to be drawn is still told in the table of verdicts.
        let chart = try? SequenceChart(
          replaying: path, of: verdict.strategy.scenario,
          discretisation: path.isApproximate ? verdict.discretisation : nil, title: "")
      else { continue }
      if let index = found.firstIndex(where: { $0.chart == chart }) {
        found[index].strategies.append(verdict.strategy.name)
        continue
      }
      let text = verdict.text(of: anomaly)
      found.append(
        Counterexample(
          anomaly: anomaly, faults: text.faults, count: path.faults.count, chart: chart,
          strategies: [verdict.strategy.name],
          sign: path.isApproximate ? "≈ " : "",
          probability: CheckReport.probability(path.probability),
          isInSomeOrder: path.delays != nil))
    }
    // Those with as many faults stay in the model's order.
    return found.enumerated().sorted {
      ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
    }
    .map(\.element)
  }

  func markup(isOpen: Bool) -> Markup {
    let names = strategies.map { "“\($0)”" }.joined(separator: ", ")
    let how = sign + (count == 0 ? "by itself" : "by \(FaultText.count(count)): \(faults)")
    var diagram = chart.diagram
    diagram.title = "\(anomaly.rawValue) under \(names), \(how)"
    let order = isInSomeOrder ? ", but for the order of its events" : ""
    let story = chart.story.map { Markup("li", $0) }
    return .details(
      "Under \(names), \(how)", isOpen: isOpen,
      [
        Markup(
          "p", ["class": "note"],
          "The probability of this very course under “\(strategies[0])”\(order): \(sign)\(probability)."),
        .scrolling("Sequence chart: " + diagram.title, [.diagram(diagram)]),
        .details("In plain words", [Markup("ol", story)]),
      ])
  }
}
