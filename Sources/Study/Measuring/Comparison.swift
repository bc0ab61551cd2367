import EndToEnd

/// The strategies of a model, side by side.
public struct Comparison: Hashable, Sendable {
  public let model: Model
  /// In the model's order, unless they were sorted; perhaps only some of its strategies.
  public let results: [StrategyResult]

  public init(_ model: Model, results: [StrategyResult]) {
    self.model = model
    self.results = results
  }

  /// What was counted, as results.
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
