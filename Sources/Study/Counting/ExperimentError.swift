import Simulation

/// A trial, or a run of many clients, that reached a limit, so that there is no result.
public struct ExperimentError: Error, Hashable, Sendable {
  /// The name of the strategy.
  public let strategy: String
  /// The limit that was reached, and the trial that reached it.
  public let limit: SimulationError

  /// Creates a value from its parts.
  public init(strategy: String, limit: SimulationError) {
    self.strategy = strategy
    self.limit = limit
  }
}

extension ExperimentError: CustomStringConvertible {
  /// The strategy, the trial, the limit and the remedy, in one line.
  public var description: String { "strategy '\(strategy)', \(limit)" }
}
