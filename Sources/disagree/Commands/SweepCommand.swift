import EndToEnd
import Reports

/// `disagree sweep`: the comparison of all strategies at many points.
///
/// All points share the seed. A difference between two points is therefore caused by the value
/// that changes, and the curves are smooth.
struct SweepCommand: Command {
  let name = CommandName.sweep
  let summary = "Compares the strategies while one or two values of the model change."
  let operands = "MODEL"
  let examples = [
    "disagree sweep models/essay.json5 --vary network.request.loss=0%..20%:1%",
    "disagree sweep models/essay.json5 --vary network.request.loss=0.01%..10%:x10 --method exact",
    "disagree sweep models/essay.json5 --vary strategies.blind.attempts=1,2,4 --best duplicate",
    "disagree sweep models/essay.json5 --vary network.request.loss=0%..20%:1% --format svg --output loss.svg",
  ]

  /// Compares the strategies at each point of the sweep, and writes one measure of all.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.reportFormat()
    let plot = try arguments.plotScreen(for: format, isUsual: true)
    let screen = arguments.screen()
    let output = try Output.of(arguments)
    let outcome = try PlanSession(arguments).run(arguments.sweepPlan())
    let sweep = outcome.value
    if let format {
      try output.write(
        (format == .table ? screen.text(sweep.report(as: format)) : sweep.report(as: format))
          + (plot.map { sweep.plot($0.plotCharacters) } ?? ""))
    } else {
      try output.write(sweep.svg())
    }
    return outcome.status
  }
}
