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
  /// A trial came to a limit.
  static func limit(_ limit: SimulationError, strategy: String) -> Failure {
    let strategy = SanitizedText.visible(strategy)
    switch limit {
    case .events(let trial, let limit):
      return .undecided(
        "strategy '\(strategy)', trial \(trial): more than \(limit) events; "
          + "bound the attempts, set a deadline, or allow more with --limit-events")
    case .virtualTime(let trial):
      return .undecided(
        "strategy '\(strategy)', trial \(trial): ran for more than 292 years; "
          + "bound the attempts or set a deadline")
    case .instant(let trial, let limit):
      return .undecided(
        "strategy '\(strategy)', run \(trial): more than \(limit) events at one instant: time does not "
          + "move on; give the network, the server or the think time a length")
    case .inFlight(let trial, let limit):
      return .undecided(
        "strategy '\(strategy)', run \(trial): more than \(limit) operations under way at once; "
          + "bound the queue, lower the rate, or let the arrivals last less long")
    case .operations(let trial, let limit):
      return .undecided(
        "strategy '\(strategy)', run \(trial): more than \(limit) operations in one run; let the "
          + "arrivals last less long, and make more runs")
    }
  }
}
