import Analysis
import EndToEnd

/// The runs of many clients that a command makes, and how it ends.
struct LoadRuns {
  private let runs: UInt64
  private let seed: UInt64
  private let jobs: Int
  private let limits: FleetSampler.Limits
  private let isQuiet: Bool

  init(_ arguments: Arguments, of model: Model) throws(Failure) {
    runs = try arguments.number(.runs, in: 1...10_000) ?? 20
    seed = try arguments.seed()
    jobs = min(try arguments.jobs(), Int(runs))
    var limits = FleetSampler.Limits(events: model.eventLimit)
    if let inFlight = try arguments.number(.limitInFlight, in: 1...100_000_000) {
      limits.inFlight = Int(inFlight)
    }
    self.limits = limits
    isQuiet = arguments.has(.quiet)
  }

  /// Makes the runs until they are done or somebody interrupts.
  func run(
    _ strategies: [Strategy], costs: Costs?, baseline: Int?
  ) throws(Failure) -> (LoadExperiment, LoadExperiment.Count) {
    var experiment = LoadExperiment(strategies, costs: costs)
    experiment.runs = runs
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.limits = limits
    experiment.baseline = baseline
    let interruption = Interruption()
    let watch = InterruptWatch(interruption)
    defer { watch.end() }
    let count: LoadExperiment.Count
    do {
      count = try experiment.run(until: interruption)
    } catch {
      throw .limit(error.limit, strategy: error.strategy)
    }
    if count.runs == 0 { throw Failure(message: "interrupted", status: .interrupted) }
    if !count.hasOperations {
      throw .usage(
        "no operation was measured; raise the rate, let the arrivals last longer, or let the "
          + "warm-up end earlier")
    }
    return (experiment, count)
  }

  /// The exit status, after a note if the work was cut short.
  func status(after count: LoadExperiment.Count) -> ExitStatus {
    if count.runs == runs { return .success }
    if !isQuiet {
      StandardError.write("interrupted: these are the first \(count.runs) of \(runs) runs\n")
    }
    return .interrupted
  }
}
