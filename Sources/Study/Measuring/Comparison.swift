import EndToEnd

/// The strategies of a model, side by side.
public struct Comparison: Hashable, Sendable {
  /// The model.
  public let model: Model
  /// The results of all or some strategies, in the model's order unless they were sorted.
  public let results: [StrategyResult]

  /// Creates a value from its parts.
  public init(_ model: Model, results: [StrategyResult]) {
    self.model = model
    self.results = results
  }

  /// Creates the comparison of strategies that were counted.
  ///
  /// - Precondition: at least one trial was counted.
  public init(_ model: Model, _ count: Experiment.Count, of experiment: Experiment) {
    let results = zip(experiment.strategies, count.tallies).map { strategy, tally in
      StrategyResult(tally, of: strategy.name, seed: experiment.seed, costs: model.costs)
    }
    self.init(model, results: results)
    if let baseline = experiment.baseline {
      self = differing(from: baseline, tallies: count.tallies, pairs: count.pairs)
    }
  }
}

extension Comparison {
  /// Returns the same results with the times of each strategy's operations.
  ///
  /// - Parameter count: the counts that the results are from.
  public func timed(_ count: Experiment.Count) -> Comparison {
    timed(count.tallies.map(\.times))
  }

  /// Returns the same results with the times of each strategy's operations.
  ///
  /// - Parameter count: the counts that the results are from.
  public func timed(_ count: LoadExperiment.Count) -> Comparison {
    timed(count.strategies.map(\.tally.times))
  }

  private func timed(_ times: [TimeHistogram]) -> Comparison {
    let timed = zip(results, times).map { result, times in
      var result = result
      result.times = times
      return result
    }
    return Comparison(model, results: timed)
  }
  /// Returns the same results, each changed with its strategy at hand, several at once.
  ///
  /// - Parameters:
  ///   - jobs: the number of threads; at least 1.
  ///   - change: the change to a result, on any thread.
  func mapResults(
    jobs: Int, _ change: @Sendable (inout StrategyResult, Strategy) -> Void
  ) -> Comparison {
    let model = model
    return Comparison(
      model,
      results: results.concurrentMap(jobs: jobs) { result in
        guard let strategy = model.strategies.first(where: { $0.name == result.strategy }) else {
          preconditionFailure("results are of the model's strategies")
        }
        var changed = result
        change(&changed, strategy)
        return changed
      })
  }
}
