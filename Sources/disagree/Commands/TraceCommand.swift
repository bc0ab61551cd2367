import EndToEnd
import ModelFiles
import Reports
import Simulation
import Statistics
import Study

/// One operation, drawn.
struct TraceCommand: Command {
  let name = CommandName.trace
  let summary = "Draws one operation: who sent what, what was lost, what each side believes."
  let operands = "MODEL"
  let examples = [
    "disagree trace models/essay.json5 --strategy blind --trial 17",
    "disagree trace models/essay.json5 --strategy blind --outcome duplicate",
    "disagree trace models/essay.json5 --strategy blind --faults \"attempt 1: response lost\"",
    "disagree trace models/essay.json5 --strategy blind --trial 17 --format svg --output trial.svg",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.form()
    let course = try TracedPath(arguments)
    let output = try Output(arguments)
    let model = try arguments.model()
    let strategy = try arguments.strategy(of: model)
    if strategy.scenario.clients != nil {
      throw .usage(
        "a chart shows one operation by itself, and this model has many clients; trace it without "
          + "'clients' and 'capacity', or see what happens over time with disagree run")
    }
    switch try course.chart(
      of: strategy, eventLimit: min(model.eventLimit, TraceCommand.drawnEvents))
    {
    case .chart(let chart):
      try output.write(TraceCommand.drawing(chart, as: format))
    case .absence(let likeliest):
      try write(likeliest, as: format, to: output)
    }
    return .success
  }

  /// Says why there is no chart: beside the place of a picture, which a text must not take.
  private func write(
    _ likeliest: LikeliestTrace, as format: String, to output: Output
  ) throws(Failure) {
    switch format {
    case "json": try output.write(likeliest.absenceJSON ?? "")
    case "text": try output.write(likeliest.absence ?? "")
    default: StandardError.write("note: nothing is drawn. " + (likeliest.absence ?? ""))
    }
  }

  private static func drawing(_ chart: SequenceChart, as format: String) -> String {
    switch format {
    case "mermaid": chart.mermaid()
    case "svg": chart.svg()
    case "json": chart.json()
    default: chart.text() + "\n" + chart.storyText()
    }
  }

  /// Nobody reads a longer chart, and every event keeps a copy of the state.
  private static let drawnEvents: UInt64 = 10_000
}
