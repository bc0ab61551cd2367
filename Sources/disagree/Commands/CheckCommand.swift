import EndToEnd
import ModelFiles
import Reports
import Simulation
import Statistics
import Study

/// What a model says must never happen, proved or broken.
struct CheckCommand: Command {
  let name = CommandName.check
  let summary = "Proves what must never happen, up to K faults, or draws what breaks it."
  let operands = "MODEL"
  let examples = [
    "disagree check models/essay.json5",
    "disagree check models/essay.json5 --strategy key --faults any",
    "disagree check models/rpc.json5 --order --faults 1",
    "disagree check models/essay.json5 --format mermaid --output check.md",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.form()
    let mostFaults = try arguments.mostFaults()
    let limits = try arguments.explorationLimits()
    let inEveryOrder = arguments.has(.order)
    let output = try Output(arguments)
    let model = try arguments.model()
    let strategies = try arguments.strategies(of: model)
    if strategies[0].scenario.clients != nil {
      throw .usage(
        "check follows one operation by itself, and this model has many clients; check it without "
          + "'clients' and 'capacity'")
    }
    if model.never.isEmpty {
      throw .usage(
        "the model does not say what must never happen; give it, say, never: [\"duplicate\"]")
    }
    var checks: [PropertyCheck] = []
    for strategy in strategies {
      for never in model.never {
        checks.append(
          try CheckCommand.check(
            strategy, never: never, mostFaults: mostFaults, inEveryOrder: inEveryOrder,
            limits: limits))
      }
    }
    let report: CheckReport
    do {
      report = try CheckReport(checks)
    } catch {
      throw .usage("a counterexample is too long to be drawn; ask for fewer with --strategy")
    }
    try output.write(format == "mermaid" ? report.mermaid() : report.text())
    return checks.allSatisfy(\.holds) ? .success : .violated
  }

  private static func check(
    _ strategy: Strategy, never: OutcomeClass, mostFaults: Int?, inEveryOrder: Bool,
    limits: ExplorationLimits
  ) throws(Failure) -> PropertyCheck {
    do {
      return try PropertyCheck.check(
        strategy, never: never, mostFaults: mostFaults, inEveryOrder: inEveryOrder, limits: limits)
    } catch {
      let remedy = error.remedy(
        fewerStates: "or fewer faults with --faults", isSampled: false)
      let without = inEveryOrder && remedy.contains("--discreti") ? ", without --order" : ""
      throw .exploration(error, strategy: strategy.name, remedy: remedy + without)
    }
  }
}
