import Analysis
import Charts
import EndToEnd
import Simulation

/// What holds of a model's strategies, and what breaks the rest.
///
/// ```swift
/// print(CheckReport(checks).text(), terminator: "")
/// ```
public struct CheckReport: Sendable {
  /// In the order in which they are reported.
  public let checks: [PropertyCheck]
  /// The courses of events that break what does not hold, in that order.
  public let charts: [SequenceChart]

  /// - Throws: the `Limit` that stopped the drawing of a counterexample.
  public init(_ checks: [PropertyCheck]) throws(Limit) {
    self.checks = checks
    var charts: [SequenceChart] = []
    for check in checks {
      if case .broken(let counterexample) = check.finding {
        charts.append(try CheckReport.chart(counterexample, of: check))
      }
    }
    self.charts = charts
  }

  /// For a terminal: a line for each property, then the charts.
  public func text() -> String {
    lines.map { $0 + "\n" }.joined() + charts.map { "\n" + $0.text() }.joined()
  }

  /// For Markdown: the same lines as they are, and the charts for Mermaid.
  public func mermaid() -> String {
    lines.map { $0.isEmpty ? "\n" : "    " + $0 + "\n" }.joined()
      + charts.map { "\n```mermaid\n" + $0.mermaid() + "```\n" }.joined()
  }

  private var lines: [String] {
    let names = checks.map { VisibleText.of($0.strategy.name) }
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
    case .holds(let proof):
      let faults = proof.mostFaults.map { "up to \(FaultText.count($0))" } ?? "any number of faults"
      let states = "\(NumberText.grouped(UInt64(proof.states))) states"
      return never + "holds with \(faults) (\(proof.isApproximate ? "≈ " : "")\(states))"
    case .broken(let found):
      let faults = FaultText(scenario: check.strategy.scenario).text(found.faults)
      return never + broken(by: found) + (faults.isEmpty ? "" : ": " + faults)
        + "; probability \(found.isApproximate ? "≈ " : "")\(probability(found.probability))"
    }
  }

  /// What the sign says that stands before an approximation.
  private var footnote: [String] {
    let delays = checks.compactMap { check -> Int? in
      switch check.finding {
      case .holds(let proof): proof.isApproximate ? check.discretisation : nil
      case .broken(let found): found.isApproximate ? check.discretisation : nil
      }
    }
    return delays.first.map { ["", CheckReport.footnote(delays: $0)] } ?? []
  }

  static func footnote(delays: Int) -> String {
    let stand = delays == 1 ? "1 delay stands" : "\(delays) delays stand"
    return "≈: \(stand) for each continuous latency, and no other was tried."
  }

  private static func broken(by found: Counterexample<Outcome>) -> String {
    found.faults.isEmpty
      ? "broken without any fault" : "broken by \(FaultText.count(found.faults.count))"
  }

  /// Three digits.
  private static func probability(_ value: Double) -> String {
    if value < 1e-4 { return NumberText.scientific(value) }
    let decimals = NumberText.decimals(toResolve: value) + 2
    return NumberText.withoutZeros(NumberText.fixed(value, decimals: decimals))
  }

  private static func chart(
    _ found: Counterexample<Outcome>, of check: PropertyCheck
  ) throws(Limit) -> SequenceChart {
    let scenario = check.strategy.scenario
    let title =
      "Strategy '\(check.strategy.name)', never \(check.never.rawValue): " + broken(by: found)
      + ", probability \(probability(found.probability))"
    return try SequenceChart(
      replaying: found.tape, of: scenario, discretisation: check.discretisation, title: title)
  }
}
