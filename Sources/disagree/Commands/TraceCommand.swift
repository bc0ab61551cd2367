import EndToEnd
import ModelFiles
import Reports
import Simulation
import Statistics
import Study
import Text

/// `disagree trace`: one operation, drawn.
///
/// The write is a trial of a sample, the most probable execution with an outcome, or the
/// execution with faults that the user names.
struct TraceCommand: Command {
  let name = CommandName.trace
  let summary = "Draws one write: who sent what, what was lost, what each side believes."
  let operands = "MODEL"
  let examples = [
    "disagree trace models/essay.json5 --strategy blind --trial 17",
    "disagree trace models/essay.json5 --strategy blind --outcome duplicate",
    "disagree trace models/essay.json5 --strategy blind --faults \"attempt 1: response lost\"",
    "disagree trace models/essay.json5 --strategy blind --trial 17 --format svg --output trial.svg",
  ]

  /// Finds one execution, by its number, its outcome or its faults, and draws it.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.form()
    let operation = try TracedOperation.parsed(arguments)
    let output = try Output.of(arguments)
    let model = try arguments.model()
    let strategy = try arguments.strategy(of: model)
    if strategy.scenario.clients != nil {
      throw .usage(
        "a chart shows one write by itself, and this model has many clients; trace it without "
          + "'clients' and 'capacity', or see what happens over time with disagree run")
    }
    switch try operation.chart(
      of: strategy, eventLimit: min(model.eventLimit, TraceCommand.drawnEvents))
    {
    case .chart(let chart):
      try output.write(TraceCommand.drawing(chart, as: format, on: arguments.screen()))
    case .absence(let likeliest):
      try write(likeliest, as: format, to: output)
    }
    return .success
  }

  /// Writes the reason why there is no chart: beside the place of a picture, which a text must not take.
  private func write(
    _ likeliest: LikeliestTrace, as format: String, to output: Output
  ) throws(Failure) {
    switch format {
    case "json": try output.write(likeliest.absenceJSON ?? "")
    case "text": try output.write(likeliest.absence ?? "")
    default: StandardError.write("note: nothing is drawn. " + (likeliest.absence ?? ""))
    }
  }

  /// The drawing in a format, with the story below it where the format is text.
  private static func drawing(
    _ chart: SequenceChart, as format: String, on screen: Screen
  ) -> String {
    switch format {
    case "mermaid": chart.mermaid()
    case "svg": chart.svg()
    case "json": chart.json()
    default:
      chart.text(width: screen.width, ascii: screen.isASCII) + "\n"
        + screen.text(chart.storyText(width: screen.width))
    }
  }

  /// The largest number of events that are drawn: a longer chart is of no use, and each keeps a copy of the state.
  private static let drawnEvents: UInt64 = 10_000
}

/// The operation to be drawn.
private enum TracedOperation {
  /// The operation of a trial.
  case trial(UInt64, seed: UInt64)
  /// The likeliest one of a class.
  case likeliest(OutcomeClass, ExplorationLimits)
  /// The one with certain faults and no others.
  case faults(NamedFaults)

  /// The result.
  enum Result {
    /// The chart to draw.
    case chart(SequenceChart)
    /// No chart, and the reason.
    case absence(LikeliestTrace)
  }

  /// The operation that the options ask for.
  static func parsed(_ arguments: Arguments) throws(Failure) -> TracedOperation {
    if let outcome = try arguments.word(.outcome).flatMap(OutcomeClass.init) {
      return .likeliest(outcome, try arguments.explorationLimits())
    }
    if let names = arguments.value(of: .namedFaults) { return .faults(NamedFaults(names)) }
    return .trial(
      try arguments.number(.trial, in: 0...UInt64.max) ?? 0, seed: try arguments.seed())
  }

  /// The chart of the operation under a strategy.
  ///
  /// - Parameter eventLimit: the largest number of events that are drawn.
  func chart(of strategy: Strategy, eventLimit: UInt64) throws(Failure) -> Result {
    switch self {
    case .trial(let trial, let seed):
      do throws(SimulationError) {
        return .chart(
          try TracedOperation.chart(of: strategy, trial: trial, seed: seed, eventLimit: eventLimit))
      } catch {
        throw .study(.limit(error, strategy: strategy.name))
      }
    case .likeliest(let outcome, let limits):
      return try TracedOperation.likeliest(outcome, strategy, limits, eventLimit)
    case .faults(let faults):
      do throws(NamedFaultsError) {
        return .chart(try faults.chart(of: strategy, eventLimit: eventLimit))
      } catch {
        throw .faults(error, strategy: strategy.name)
      }
    }
  }

  /// The chart of one trial.
  ///
  /// A model with a user who presses again is traced as a whole intention: several writes that
  /// mean the same thing.
  private static func chart(
    of strategy: Strategy, trial: UInt64, seed: UInt64, eventLimit: UInt64
  ) throws(SimulationError) -> SequenceChart {
    let title = "Trial \(trial) of strategy '\(strategy.name)', seed \(seed)"
    let scenario = strategy.scenario
    if scenario.person == nil {
      let tracer = Tracer(scenario, seed: seed, eventLimit: eventLimit)
      return SequenceChart(try tracer.trace(trial: trial), of: scenario, title: title)
    }
    let intention = Intention(scenario)
    let tracer = Tracer(intention, seed: seed, eventLimit: eventLimit)
    return SequenceChart(try tracer.trace(trial: trial), of: intention, title: title)
  }

  /// The chart of the most probable execution with an outcome.
  ///
  /// - Throws: a failure if the outcome is impossible, or if a limit ends the search before that
  ///   is known.
  private static func likeliest(
    _ outcome: OutcomeClass, _ strategy: Strategy, _ limits: ExplorationLimits,
    _ eventLimit: UInt64
  ) throws(Failure) -> Result {
    let likeliest: LikeliestTrace
    do throws(LikeliestTraceError) {
      likeliest = try LikeliestTrace.search(
        strategy, outcome: outcome, limits: limits, eventLimit: eventLimit)
    } catch {
      switch error {
      case .exploration(let problem):
        let remedy = problem.remedy(
          fewerStates: "or look at trials with --trial", isSampled: false)
        throw .exploration(problem, strategy: strategy.name, remedy: remedy)
      case .limit(let limit): throw .study(.limit(limit, strategy: strategy.name))
      }
    }
    if case .way(let chart) = likeliest.finding { return .chart(chart) }
    return .absence(likeliest)
  }
}

extension Failure {
  /// Faults that do not happen as they were named.
  fileprivate static func faults(_ problem: NamedFaultsError, strategy: String) -> Failure {
    switch problem {
    case .limit(let limit): return .study(.limit(limit, strategy: strategy))
    case .hasNoChance(let name):
      return .usage(
        "'\(SanitizedText.visible(name))' cannot happen: the model gives it the probability 0")
    case .notMet(let name, let others):
      let guess = SpellingSuggestion.suggestion(for: name, among: others)
      let shown = others.prefix(20).map { "\n  " + $0 }.joined()
      let more = others.count > 20 ? "\n  and \(others.count - 20) more" : ""
      return .usage(
        "with these faults, strategy '\(SanitizedText.visible(strategy))' meets no "
          + "'\(SanitizedText.visible(name))'"
          + (guess.map { "; did you mean '\($0)'?" } ?? "")
          + (others.isEmpty ? "; no fault can happen there" : "\nIt meets these:" + shown + more))
    }
  }
}
