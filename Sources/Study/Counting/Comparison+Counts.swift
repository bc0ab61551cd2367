import EndToEnd

extension Comparison {
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
}
