import Analysis
import Reports

/// Every strategy of a model side by side.
struct CompareCommand: Command {
  let name = "compare"
  let summary = "Compares the strategies of a model, each on the same operations."
  let operands = "MODEL"
  let options =
    [Option.strategy, .sort, .trials, .seed, .jobs, .format, .output, .quiet] + Option.limits
  let examples = [
    "disagree compare models/essay.json5",
    "disagree compare models/essay.json5 --strategy none --strategy blind --trials 10000000",
    "disagree compare models/essay.json5 --sort cost",
    "disagree compare models/essay.json5 --format csv --output essay.csv",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.reportFormat()
    let output = try Output(arguments)
    let model = try arguments.model()
    let order = try arguments.order(of: model)
    let strategies = try arguments.strategies(of: model)
    let sampling = try Sampling(arguments, of: model)
    let (experiment, count) = try sampling.run(strategies)
    var comparison = Comparison(model, count, of: experiment)
    if let order { comparison = comparison.sorted(by: order) }
    try output.write(comparison.report(as: format))
    return sampling.status(after: count)
  }
}
