import EndToEnd
import ModelFiles
import Reports
import Simulation
import Statistics
import Study

/// `disagree check`: the properties that a model states, proved or broken.
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
    let output = try Output.of(arguments)
    let model = try arguments.model()
    var plan = CheckPlan(model, strategies: try arguments.strategies(of: model))
    plan.mostFaults = mostFaults
    plan.limits = limits
    plan.triesEveryOrder = arguments.has(.order)
    if plan.strategies.contains(where: { $0.scenario.clients != nil }) {
      throw .usage(
        "check follows one operation by itself, and this model has many clients; check it without "
          + "'clients' and 'capacity'")
    }
    if plan.never.isEmpty {
      throw .usage(
        "the model does not say what must never happen; give it, say, never: [\"duplicate\"]")
    }
    let checks: [PropertyCheck]
    do throws(StudyError) {
      checks = try plan.run()
    } catch {
      throw CheckCommand.failure(error, inEveryOrder: plan.triesEveryOrder)
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

  private static func failure(_ error: StudyError, inEveryOrder: Bool) -> Failure {
    guard case .exploration(let problem, let strategy) = error else { return .study(error) }
    let remedy = problem.remedy(fewerStates: "or fewer faults with --faults", isSampled: false)
    let needsDelays =
      switch problem {
      case .continuousDelay, .dependsOnDelay: true
      case .states, .notRepeatable: false
      }
    return .exploration(
      problem, strategy: strategy,
      remedy: remedy + (inEveryOrder && needsDelays ? ", without --order" : ""))
  }
}
