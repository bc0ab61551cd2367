import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study
import Text

/// The weighted trials that a command runs, and how it ends.
struct Tilting {
  /// What was estimated.
  let results: [StrategyResult]
  let status: ExitStatus

  /// Runs the trials until they are done or somebody interrupts.
  init(
    _ strategies: [Strategy], of model: Model, _ arguments: Arguments
  ) throws(Failure) {
    let interruption = Interruption()
    let watch = InterruptWatch(interruption)
    defer { watch.end() }
    let hasClients = strategies[0].scenario.clients != nil
    let done: (results: [StrategyResult], note: String?)
    if hasClients {
      done = try Tilting.runs(strategies, of: model, arguments, until: interruption)
    } else {
      done = try Tilting.trials(strategies, of: model, arguments, until: interruption)
    }
    results = done.results
    status = done.note == nil ? .success : .interrupted
    if arguments.has(.quiet) { return }
    for doubt in results.compactMap(\.doubt) {
      StandardError.write("warning: \(SanitizedText.visible(doubt))\n")
    }
    if let note = done.note { StandardError.write("interrupted: these are the first \(note)\n") }
  }

  /// Operations one by one.
  private static func trials(
    _ strategies: [Strategy], of model: Model, _ arguments: Arguments,
    until interruption: Interruption
  ) throws(Failure) -> (results: [StrategyResult], note: String?) {
    var experiment = RareExperiment(strategies, costs: model.costs)
    experiment.trials = try arguments.rareTrials() ?? RareExperiment.usualTrials
    experiment.seed = try arguments.seed()
    experiment.jobs = try arguments.jobs()
    experiment.eventLimit = model.eventLimit
    let count: RareExperiment.Count
    do {
      count = try experiment.run(until: interruption)
    } catch {
      throw .limit(error.limit, strategy: error.strategy)
    }
    if count.trials == 0 { throw Failure(message: "interrupted", status: .interrupted) }
    let isDone = count.trials == experiment.trials
    return (count.results, isDone ? nil : "\(count.trials) of \(experiment.trials) operations")
  }

  /// Single operations among those of many clients.
  private static func runs(
    _ strategies: [Strategy], of model: Model, _ arguments: Arguments,
    until interruption: Interruption
  ) throws(Failure) -> (results: [StrategyResult], note: String?) {
    var experiment = RareLoadExperiment(strategies, costs: model.costs)
    experiment.trials = try arguments.rareTrials() ?? RareLoadExperiment.usualTrials
    experiment.runs = try arguments.number(.runs, in: 1...RareLoadExperiment.mostRuns)
    experiment.seed = try arguments.seed()
    experiment.jobs = try arguments.jobs()
    experiment.limits = try arguments.fleetLimits(of: model)
    let count: RareLoadExperiment.Count
    do {
      count = try experiment.run(until: interruption)
    } catch {
      throw .limit(error.limit, strategy: error.strategy)
    }
    if count.runs == 0 { throw Failure(message: "interrupted", status: .interrupted) }
    if count.results.isEmpty { throw .noOperationMeasured }
    let isDone = count.runs == count.plannedRuns
    return (count.results, isDone ? nil : "\(count.runs) of \(count.plannedRuns) runs")
  }
}

extension Arguments {
  fileprivate func rareTrials() throws(Failure) -> UInt64? {
    try number(.trials, in: 64...1_000_000_000_000)
  }
}
