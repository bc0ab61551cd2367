import EndToEnd
import Statistics
import Study

/// The runs of many clients that a command makes.
struct LoadRuns {
  /// How many; with a precision, how many at most.
  let runs: UInt64
  let seed: UInt64
  private let jobs: Int
  private let limits: FleetSampler.Limits

  init(_ arguments: Arguments, of model: Model) throws(Failure) {
    runs =
      try arguments.number(.runs, in: 1...10_000)
      ?? (arguments.has(.precision) ? 10_000 : 20)
    seed = try arguments.seed()
    jobs = min(try arguments.jobs(), Int(runs))
    limits = try arguments.fleetLimits(of: model)
  }

  /// What runs some strategies.
  func experiment(_ strategies: [Strategy], costs: Costs?, baseline: Int?) -> LoadExperiment {
    var experiment = LoadExperiment(strategies, costs: costs)
    experiment.runs = runs
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.limits = limits
    experiment.baseline = baseline
    return experiment
  }
}

extension LoadExperiment.Count {
  /// - Throws: if there is nothing to report.
  func checkMeasured() throws(Failure) {
    if hasOperations { return }
    throw .noOperationMeasured
  }
}

extension Arguments {
  /// What one run of many clients may use.
  func fleetLimits(of model: Model) throws(Failure) -> FleetSampler.Limits {
    var limits = FleetSampler.Limits(events: model.eventLimit)
    if let inFlight = try number(.limitInFlight, in: 1...100_000_000) {
      limits.inFlight = Int(inFlight)
    }
    return limits
  }
}

extension Failure {
  static let noOperationMeasured = Failure.usage(
    "no operation was measured; raise the rate, let the arrivals last longer, or let the warm-up "
      + "end earlier")
}
