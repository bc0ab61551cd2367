import EndToEnd
import Simulation

/// Every strategy of a model, explored: no trials, no seed, no interval.
///
/// ```swift
/// let results = try ExactExperiment(model.strategies).run(costs: model.costs)
/// ```
public struct ExactExperiment: Sendable {
  public let strategies: [Strategy]
  /// What an exploration may use.
  public var limits = ExplorationLimits()
  /// How many strategies are explored at once; at least 1.
  public var jobs = 1

  public init(_ strategies: [Strategy]) {
    self.strategies = strategies
  }

  /// A strategy that cannot be explored.
  public struct Problem: Error, Hashable, Sendable {
    /// The name of the strategy.
    public let strategy: String
    public let problem: ExplorationProblem
  }

  /// Explores all strategies.
  ///
  /// - Throws: the problem of the first strategy that has one.
  public func run(costs: Costs?) throws(Problem) -> [StrategyResult] {
    try strategies.concurrentMap(jobs: jobs) { strategy throws(Problem) in
      try explore(strategy, costs: costs)
    }
  }

  private func explore(_ strategy: Strategy, costs: Costs?) throws(Problem) -> StrategyResult {
    do {
      let explorer = OperationExplorer(strategy.scenario, limits: limits)
      return StrategyResult(try explorer.distribution(), of: strategy.name, costs: costs)
    } catch {
      throw Problem(strategy: strategy.name, problem: error)
    }
  }
}
