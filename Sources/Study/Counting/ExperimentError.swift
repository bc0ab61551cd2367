import Simulation

/// A trial, or a run of many clients, that reached a limit, so that there is no result.
public struct ExperimentError: Error, Hashable, Sendable {
  /// The name of the strategy.
  public let strategy: String
  /// The limit that was reached, and the trial that reached it.
  public let limit: SimulationError

  public init(strategy: String, limit: SimulationError) {
    self.strategy = strategy
    self.limit = limit
  }
}

extension ExperimentError: CustomStringConvertible {
  /// The strategy, the trial, the limit and the remedy, in one line.
  public var description: String { "strategy '\(strategy)', " + limit.explanation }
}

extension SimulationError {
  /// The trial, the limit that it reached, and the remedy. It ends with the words "allow more" where a higher limit
  /// is one.
  var explanation: String {
    switch self {
    case .events(let trial, let limit):
      "trial \(trial): more than \(limit) events; bound the attempts, set a deadline, or allow more"
    case .virtualTime(let trial):
      "trial \(trial): ran for more than 292 years; bound the attempts or set a deadline"
    case .instant(let trial, let limit):
      "run \(trial): more than \(limit) events at one instant: time does not move on; give the network, "
        + "the server or the think time a length"
    case .inFlight(let trial, let limit):
      "run \(trial): more than \(limit) operations under way at once; bound the queue, lower the rate, "
        + "or let the arrivals last less long"
    case .operations(let trial, let limit):
      "run \(trial): more than \(limit) operations in one run; let the arrivals last less long, and make "
        + "more runs"
    }
  }
}
