import Analysis
import ModelFiles
import Reports

/// The weighted trials that a command runs, and how it ends.
struct Tilting {
  private let trials: UInt64
  private let seed: UInt64
  private let jobs: Int
  private let eventLimit: UInt64
  private let costs: Costs?
  private let isQuiet: Bool

  init(_ arguments: Arguments, of model: Model, hasClients: Bool) throws(Failure) {
    if hasClients {
      throw .usage(
        "--method rare follows one operation by itself, and this model has many clients; leave it "
          + "out, or the model's 'clients' and 'capacity'")
    }
    let others: [Option] = [
      .series, .runs, .limitMass, .baseline, .shard, .resume, .precision, .measure,
    ]
    for option in others where arguments.has(option) {
      throw .usage("\(option.name) is not for --method rare")
    }
    for option in [Option.discretise, .limitStates]
    where arguments.has(option) && !arguments.has(.verdict) {
      throw .usage("\(option.name) is for --method exact")
    }
    trials =
      try arguments.number(.trials, in: 64...1_000_000_000_000) ?? RareExperiment.usualTrials
    seed = try arguments.seed()
    jobs = try arguments.jobs()
    eventLimit = model.eventLimit
    costs = model.costs
    isQuiet = arguments.has(.quiet)
  }

  /// Runs the trials until they are done or somebody interrupts.
  func run(_ strategies: [Strategy]) throws(Failure) -> RareExperiment.Count {
    var experiment = RareExperiment(strategies, costs: costs)
    experiment.trials = trials
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.eventLimit = eventLimit
    let interruption = Interruption()
    let watch = InterruptWatch(interruption)
    defer { watch.end() }
    let count: RareExperiment.Count
    do {
      count = try experiment.run(until: interruption)
    } catch {
      throw .limit(error.limit, strategy: error.strategy)
    }
    if count.trials == 0 { throw Failure(message: "interrupted", status: .interrupted) }
    return count
  }

  /// The exit status, after notes on what is in doubt, and if the work was cut short.
  func status(after count: RareExperiment.Count) -> ExitStatus {
    if !isQuiet {
      for doubt in count.results.compactMap(\.doubt) {
        StandardError.write("warning: \(TerminalText.visible(doubt))\n")
      }
    }
    if count.trials == trials { return .success }
    if !isQuiet {
      StandardError.write(
        "interrupted: these are the first \(count.trials) of \(trials) operations\n")
    }
    return .interrupted
  }
}
