import EndToEnd
import Reports

/// The comparison of all strategies at many points.
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

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.reportFormat()
    let plotting = try Plotting(arguments, format)
    let output = try Output(arguments)
    let sweeping = try Sweeping(arguments, for: name.rawValue)
    let sweep = sweeping.sweep
    if let format {
      let plot = plotting.map { sweep.plot($0.characters) } ?? ""
      try output.write(sweep.report(as: format) + plot)
    } else {
      try output.write(sweep.svg())
    }
    return sweeping.status
  }
}
