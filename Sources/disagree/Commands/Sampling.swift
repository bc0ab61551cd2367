import EndToEnd
import ModelFiles
import Simulation
import Statistics
import Study
import Text

/// The trials that a command runs.
struct Sampling {
  /// How many; with a precision, how many at most.
  let trials: UInt64
  let seed: UInt64
  private let jobs: Int
  private let eventLimit: UInt64

  init(_ arguments: Arguments, of model: Model) throws(Failure) {
    trials =
      try arguments.number(.trials, in: 1...1_000_000_000_000_000)
      ?? (arguments.has(.precision) ? 1_000_000_000 : 1_000_000)
    seed = try arguments.seed()
    jobs = try arguments.jobs()
    eventLimit = model.eventLimit
  }

  /// What tries some strategies.
  func experiment(_ strategies: [Strategy], baseline: Int?) -> Experiment {
    var experiment = Experiment(strategies)
    experiment.trials = trials
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.eventLimit = eventLimit
    experiment.baseline = baseline
    return experiment
  }
}

extension Failure {
  /// A trial reached a limit.
  static func limit(_ limit: SimulationError, strategy: String) -> Failure {
    let error = ExperimentError(strategy: SanitizedText.visible(strategy), limit: limit)
    if case .events = limit { return .undecided("\(error) with --limit-events") }
    return .undecided("\(error)")
  }
}
