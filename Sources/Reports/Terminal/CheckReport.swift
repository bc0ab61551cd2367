import EndToEnd
import Simulation
import Statistics
import Study
import Text

/// The properties of a model's strategies that hold, and counterexamples to the others.
///
/// ```swift
/// print(CheckReport(checks).text(), terminator: "")
/// ```
package struct CheckReport: Sendable {
  /// In the order in which they are reported.
  package let checks: [PropertyCheck]
  /// The counterexamples to the properties that do not hold, in that order.
  package let charts: [SequenceChart]

  /// - Throws: the `SimulationError` that stopped the drawing of a counterexample.
  package init(_ checks: [PropertyCheck]) throws(SimulationError) {
    self.checks = checks
    var charts: [SequenceChart] = []
    for check in checks {
      if let chart = try CheckReport.chart(of: check) { charts.append(chart) }
    }
    self.charts = charts
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

  private var lines: [String] {
    let names = checks.map { SanitizedText.visible($0.strategy.name) }
    let width = (names.map(\.count).max() ?? 0) + 2
    var lines: [String] = []
    for (name, check) in zip(names, checks) {
      let rest = WrappedText.lines(CheckReport.sentence(about: check), width: max(80 - width, 40))
      for (index, line) in rest.enumerated() {
        lines.append((index == 0 ? name : "").padded(to: width, .left) + line)
      }
    }
    return lines + footnote
  }

  private static func sentence(about check: PropertyCheck) -> String {
    let never = "never \(check.never.rawValue): "
    switch check.finding {
    case .holds(let proof): return never + holds(proof, "")
    case .holdsInEveryOrder(let proof): return never + holds(proof, " in every order")
    case .broken(let found):
      return never + broken(by: found.faults, in: check, "")
        + "; probability \(found.isApproximate ? "≈ " : "")\(probability(found.probability))"
    case .brokenInSomeOrder(let found):
      return never + broken(by: found.faults, in: check, " in an order that the latencies allow")
        + "; probability, but for the order: \(probability(found.probability))"
    }
  }

  private static func holds(_ proof: Proof, _ order: String) -> String {
    let faults = proof.mostFaults.map { "up to \(FaultText.count($0))" } ?? "any number of faults"
    let states = "\(NumberText.grouped(UInt64(proof.states))) states"
    return "holds with \(faults)\(order) (\(proof.isApproximate ? "≈ " : "")\(states))"
  }

  private static func broken(by faults: [ChoicePoint], in check: PropertyCheck, _ order: String)
    -> String
  {
    let names = FaultText(scenario: check.strategy.scenario).text(faults)
    return broken(by: faults) + order + (names.isEmpty ? "" : ": " + names)
  }

  /// The meaning of the sign before an approximation.
  private var footnote: [String] {
    let delays = checks.compactMap { check -> Int? in
      switch check.finding {
      case .holds(let proof): proof.isApproximate ? check.discretisation : nil
      case .broken(let found): found.isApproximate ? check.discretisation : nil
      case .holdsInEveryOrder, .brokenInSomeOrder: nil
      }
    }
    return delays.first.map { ["", CheckReport.footnote(delays: $0)] } ?? []
  }

  static func footnote(delays: Int) -> String {
    let stand = delays == 1 ? "1 delay stands" : "\(delays) delays stand"
    return "≈: \(stand) for each continuous latency, and no other was tried."
  }

  private static func broken(by faults: [ChoicePoint]) -> String {
    faults.isEmpty ? "broken without any fault" : "broken by \(FaultText.count(faults.count))"
  }

  /// Three digits.
  static func probability(_ value: Double) -> String {
    if value < 1e-4 { return NumberText.scientific(value) }
    let decimals = NumberText.decimals(toResolve: value) + 2
    return NumberText.withoutZeros(NumberText.fixed(value, decimals: decimals))
  }

  private static func chart(of check: PropertyCheck) throws(SimulationError) -> SequenceChart? {
    let scenario = check.strategy.scenario
    let subject = "Strategy '\(check.strategy.name)', never \(check.never.rawValue): "
    switch check.finding {
    case .holds, .holdsInEveryOrder: return nil
    case .broken(let found):
      let title =
        subject + broken(by: found.faults) + ", probability \(probability(found.probability))"
      return try SequenceChart(
        replaying: found.tape, of: scenario, discretisation: check.discretisation, title: title)
    case .brokenInSomeOrder(let found):
      return try SequenceChart(
        replaying: found, of: scenario,
        title: subject + broken(by: found.faults) + ", in an order that the latencies allow")
    }
  }
}
