import Simulation

extension Comparison {
  /// The same results, each with the verdict of its strategy.
  ///
  /// - Parameters:
  ///   - mostFaults: how many faults to be content with where not any number can be tried.
  ///   - jobs: how many strategies are judged at once; at least 1.
  public func judged(
    mostFaults: Int?, limits: ExplorationLimits = ExplorationLimits(), jobs: Int = 1
  ) -> Comparison {
    let model = model
    return Comparison(
      model,
      results: results.concurrentMap(jobs: jobs) { result in
        guard let strategy = model.strategies.first(where: { $0.name == result.strategy }) else {
          preconditionFailure("results are of the model's strategies")
        }
        var judged = result
        judged.verdict = StrategyVerdict(strategy, mostFaults: mostFaults, limits: limits)
        return judged
      })
  }
}
