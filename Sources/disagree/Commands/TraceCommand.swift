import EndToEnd
import Reports
import Simulation

/// One operation, drawn.
struct TraceCommand: Command {
  let name = "trace"
  let summary = "Draws one operation: who sent what, what was lost, what each side believes."
  let operands = "MODEL"
  let options =
    [Option.oneStrategy, .trial, .seed, .chartFormat, .output, .quiet] + Option.limits
  let examples = [
    "disagree trace models/essay.json5 --strategy blind --trial 17",
    "disagree trace models/essay.json5 --strategy blind --trial 17 --format mermaid",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.word(.chartFormat, among: ["text", "mermaid"]) ?? "text"
    let trial = try arguments.number(.trial, in: 0...UInt64.max) ?? 0
    let seed = try arguments.seed()
    let output = try Output(arguments)
    let model = try arguments.model()
    let strategy = try arguments.strategy(of: model)
    if strategy.scenario.clients != nil {
      throw .usage(
        "a chart shows one operation by itself, and this model has many clients; trace it without "
          + "'clients' and 'capacity', or see what happens over time with disagree run")
    }
    let title = "Trial \(trial) of strategy '\(strategy.name)', seed \(seed)"
    let limit = min(model.eventLimit, TraceCommand.drawnEvents)
    let chart: SequenceChart
    do throws(Limit) {
      if strategy.scenario.person == nil {
        let tracer = Tracer(strategy.scenario, seed: seed, eventLimit: limit)
        chart = SequenceChart(
          try tracer.trace(trial: trial), of: strategy.scenario, title: title)
      } else {
        let intention = Intention(strategy.scenario)
        let tracer = Tracer(intention, seed: seed, eventLimit: limit)
        chart = SequenceChart(try tracer.trace(trial: trial), of: intention, title: title)
      }
    } catch {
      throw .limit(error, strategy: strategy.name)
    }
    try output.write(format == "mermaid" ? chart.mermaid() : chart.text())
    return .success
  }

  /// Nobody reads a longer chart, and every event keeps a copy of the state.
  private static let drawnEvents: UInt64 = 10_000
}
