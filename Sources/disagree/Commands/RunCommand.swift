import EndToEnd
import Reports
import Statistics
import Study

/// `disagree run`: one strategy in depth.
///
/// It computes a plan of one strategy. Its screen begins with the verdict; `--full` has every
/// table.
struct RunCommand: Command {
  let name = CommandName.run
  let summary = "Shows what one strategy leads to: beliefs and copies, evidence, attempts, time."
  let operands = "MODEL"
  let examples = [
    "disagree run models/essay.json5 --strategy blind",
    "disagree run models/essay.json5 --strategy blind --full",
    "disagree run models/essay.json5 --strategy blind --sensitivity",
    "disagree run models/essay.json5 --strategy blind --format json",
  ]

  /// Counts or explores one strategy, and writes what is known of it.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.reportFormat() ?? .table
    let output = try Output.of(arguments)
    let model = try arguments.model()
    let strategy = try arguments.strategy(of: model)
    let series = try Output.ofSeries(arguments)
    let plan = try arguments.comparisonPlan(of: model, [strategy])
    let session = try PlanSession(arguments)
    let outcome = try session.answer(to: plan, arguments)
    let verdicts = try arguments.verdictPlan(for: format, plan)
    guard let counted = outcome.value.comparison else {
      try output.write(outcome.value.shardText)
      return outcome.status
    }
    let judged = try session.judge(
      .init(value: counted, status: outcome.status), by: verdicts, arguments)
    let comparison = judged.value
    let report = RunReport(model, comparison.results[0])
    if series?.isStandardOutput == false { try series?.write(seriesOf: comparison) }
    try output.write(report.text(as: format, on: arguments.screen()))
    if series?.isStandardOutput == true { try series?.write(seriesOf: comparison) }
    return judged.status
  }
}
