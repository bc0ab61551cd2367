import Simulation

/// A trial, or a run of many clients, that came to a limit, so that there is no result.
public struct ExperimentError: Error, Hashable, Sendable {
  /// The name of the strategy.
  public let strategy: String
  /// The limit that was reached, and by which trial.
  public let limit: SimulationError

  public init(strategy: String, limit: SimulationError) {
    self.strategy = strategy
    self.limit = limit
  }
}

extension ExperimentError: CustomStringConvertible {
  /// The strategy, the trial, the limit, and ways to stay below it.
  public var description: String {
    switch limit {
    case .events(let trial, let limit):
      "strategy '\(strategy)', trial \(trial): more than \(limit) events; bound the attempts, set a "
        + "deadline, or allow more"
    case .virtualTime(let trial):
      "strategy '\(strategy)', trial \(trial): ran for more than 292 years; bound the attempts or set "
        + "a deadline"
    case .instant(let trial, let limit):
      "strategy '\(strategy)', run \(trial): more than \(limit) events at one instant: time does not "
        + "move on; give the network, the server or the think time a length"
    case .inFlight(let trial, let limit):
      "strategy '\(strategy)', run \(trial): more than \(limit) operations under way at once; bound "
        + "the queue, lower the rate, or let the arrivals last less long"
    case .operations(let trial, let limit):
      "strategy '\(strategy)', run \(trial): more than \(limit) operations in one run; let the "
        + "arrivals last less long, and make more runs"
    }
  }
}
