import EndToEnd
import Simulation

/// The plan to explore every strategy of a model: no trials, no seed, no sampling error.
///
/// ```swift
/// let results = try ExactExperiment(model.strategies).run(costs: model.costs)
/// ```
public struct ExactExperiment: Sendable {
  /// The strategies, in the order of the results.
  public let strategies: [Strategy]
  /// The limits of each exploration.
  public var limits = ExplorationLimits()
  /// The step of the lattice on which continuous latencies are put; `nil` for no lattice.
  public var resolution: LatencyResolution?
  /// The number of threads, at least 1. Each explores one strategy at a time, and helps with a large one.
  public var jobs = 1

  /// Creates a value from its parts.
  public init(_ strategies: [Strategy]) {
    self.strategies = strategies
  }

  /// Explores all strategies.
  ///
  /// - Throws: the error of the first strategy that has one.
  public func run(costs: Costs?) throws(ExactExperimentError) -> [StrategyResult] {
    try strategies.concurrentMap(jobs: jobs) { strategy throws(ExactExperimentError) in
      try explore(strategy, costs: costs)
    }
  }

  /// Explores as many strategies as the limits allow.
  ///
  /// - Returns: the results of the strategies that were followed to their end, and the limits that the others reached.
  /// - Throws: the error of the first strategy that has one which is no limit.
  public func runWithinLimits(costs: Costs?) throws(ExactExperimentError) -> (
    results: [StrategyResult], unfinished: [ExactExperimentError]
  ) {
    let found = try strategies.concurrentMap(jobs: jobs) {
      strategy throws(ExactExperimentError) -> Result<StrategyResult, ExactExperimentError> in
      do throws(ExactExperimentError) {
        return .success(try explore(strategy, costs: costs))
      } catch {
        switch error.problem {
        case .stopped, .states, .memory: return .failure(error)
        case .continuousDelay, .dependsOnDelay, .notRepeatable, .unbalanced: throw error
        }
      }
    }
    var results: [StrategyResult] = []
    var unfinished: [ExactExperimentError] = []
    for result in found {
      switch result {
      case .success(let result): results.append(result)
      case .failure(let error): unfinished.append(error)
      }
    }
    return (results, unfinished)
  }

  private func explore(_ strategy: Strategy, costs: Costs?) throws(ExactExperimentError)
    -> StrategyResult
  {
    do {
      let limits = self.limits(onThreads: jobs)
      if let resolution {
        return try LatticeExploration(
          strategy: strategy, limits: limits, resolution: resolution, costs: costs
        ).result()
      }
      let explorer = OperationExplorer(forMeasuresOf: strategy.scenario, limits: limits)
      return StrategyResult(try explorer.distribution(), of: strategy.name, costs: costs)
    } catch {
      throw ExactExperimentError(strategy: strategy.name, problem: error)
    }
  }
}

extension ExactExperiment {
  /// The limits of an exploration on a number of threads.
  func limits(onThreads count: Int) -> ExplorationLimits {
    var limits = limits
    limits.workers = .threads(count)
    return limits
  }
}

/// A strategy that cannot be explored.
public struct ExactExperimentError: Error, Hashable, Sendable {
  /// The name of the strategy.
  public let strategy: String
  /// The reason.
  public let problem: ExplorationError
}

extension ExactExperimentError: CustomStringConvertible {
  /// The strategy, the obstacle and the remedy.
  public var description: String { "strategy '\(strategy)': " + problem.explanation }
}

extension ExplorationError {
  /// The obstacle, and the remedy.
  var explanation: String {
    switch self {
    case .states(let limit): "it has more than \(limit) states; allow more, or sample it"
    case .memory(let limit):
      "its states take more than \(limit / 1_000_000) MB; allow more, or sample it"
    case .unbalanced(let total):
      "the probabilities of its endings add up to \(total) and not to 1, which is a fault of this program; "
        + "please report it with the model, and sample it"
    case .continuousDelay:
      "a latency has infinitely many values, and the order of events depends on them; give it finitely many, "
        + "approximate it by some, or sample it"
    case .dependsOnDelay:
      "an event depends on the length of a latency that has infinitely many values; give it finitely "
        + "many, approximate it by some, or sample it"
    case .stopped: "the time was over before everything was followed; allow more, or sample it"
    case .notRepeatable:
      "a decision depends on more than the state and earlier decisions; keep all that changes in the "
        + "state, as a value"
    }
  }
}

extension OperationExplorer {
  /// An exploration of a scenario that tells apart what measures do, and no more.
  init(forMeasuresOf scenario: Scenario, limits: ExplorationLimits) {
    self = OperationExplorer(scenario, limits: limits)
      .lumped(copies: OutcomeKey.mostCopies, attempts: UInt32(Tally.attemptsShown + 1))
  }
}
