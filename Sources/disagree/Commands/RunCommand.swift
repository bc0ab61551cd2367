import EndToEnd
import Reports
import Statistics
import Study

/// One strategy in depth.
struct RunCommand: Command {
  let name = CommandName.run
  let summary = "Shows what one strategy leads to: beliefs and copies, evidence, attempts, time."
  let operands = "MODEL"
  let examples = [
    "disagree run models/essay.json5 --strategy blind",
    "disagree run models/essay.json5 --strategy blind --format json",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    guard let format = try arguments.reportFormat() else { preconditionFailure("a report") }
    let output = try Output(arguments)
    let model = try arguments.model()
    let strategy = try arguments.strategy(of: model)
    let series = try Output(arguments, for: .series)
    let counting = try Counting([strategy], of: model, for: name.rawValue, arguments)
    if let shard = counting.shard {
      try output.write(shard.text)
      return counting.status
    }
    let comparison = counting.comparison
    try output.write(RunReport(model, comparison.results[0]).text(as: format))
    try series?.write(seriesOf: comparison)
    return counting.status
  }
}
