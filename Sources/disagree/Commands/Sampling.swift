import Analysis
import ModelFiles
import Simulation

/// The trials that a command runs, and how it ends.
struct Sampling {
  private let trials: UInt64
  private let seed: UInt64
  private let jobs: Int
  private let eventLimit: UInt64
  private let isQuiet: Bool

  init(_ arguments: Arguments, of model: Model) throws(Failure) {
    trials = try arguments.number(.trials, in: 1...1_000_000_000_000_000) ?? 1_000_000
    seed = try arguments.seed()
    jobs = try arguments.jobs()
    eventLimit = model.eventLimit
    isQuiet = arguments.has(.quiet)
  }

  /// Runs the trials until they are done or somebody interrupts.
  func run(
    _ strategies: [Strategy], baseline: Int?
  ) throws(Failure) -> (Experiment, Experiment.Count) {
    var experiment = Experiment(strategies)
    experiment.trials = trials
    experiment.seed = seed
    experiment.jobs = jobs
    experiment.eventLimit = eventLimit
    experiment.baseline = baseline
    let interruption = Interruption()
    let watch = InterruptWatch(interruption)
    defer { watch.end() }
    do {
      let count = try experiment.run(until: interruption)
      if count.trials == 0 { throw Failure(message: "interrupted", status: .interrupted) }
      return (experiment, count)
    } catch let problem as Experiment.Problem {
      throw .limit(problem.limit, strategy: problem.strategy)
    } catch let failure as Failure {
      throw failure
    } catch {
      preconditionFailure("an experiment fails only at a limit")
    }
  }

  /// The exit status, after a note if the work was cut short.
  func status(after count: Experiment.Count) -> ExitStatus {
    if count.trials == trials { return .success }
    if !isQuiet {
      StandardError.write(
        "interrupted: these are the first \(count.trials) of \(trials) operations\n")
    }
    return .interrupted
  }
}

extension Failure {
  /// A trial came to a limit.
  static func limit(_ limit: Limit, strategy: String) -> Failure {
    let strategy = TerminalText.visible(strategy)
    switch limit {
    case .events(let trial, let limit):
      return .usage(
        "strategy '\(strategy)', trial \(trial): more than \(limit) events; "
          + "bound the attempts, set a deadline, or allow more with --limit-events")
    case .virtualTime(let trial):
      return .usage(
        "strategy '\(strategy)', trial \(trial): ran for more than 292 years; "
          + "bound the attempts or set a deadline")
    case .instant(let trial, let limit):
      return .usage(
        "strategy '\(strategy)', run \(trial): more than \(limit) events at one instant: time does not "
          + "move on; give the network, the server or the think time a length")
    case .inFlight(let trial, let limit):
      return .usage(
        "strategy '\(strategy)', run \(trial): more than \(limit) operations under way at once; "
          + "bound the queue, lower the rate, or let the arrivals last less long")
    case .operations(let trial, let limit):
      return .usage(
        "strategy '\(strategy)', run \(trial): more than \(limit) operations in one run; let the "
          + "arrivals last less long, and make more runs")
    }
  }
}
