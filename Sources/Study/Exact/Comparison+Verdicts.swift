import Simulation

extension Comparison {
  /// Returns the same results, each with the verdict on its strategy.
  ///
  /// - Parameters:
  ///   - mostFaults: the number of faults to try where any number has too many states.
  ///   - jobs: the number of threads; at least 1.
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
        judged.verdict = StrategyVerdict.judge(strategy, mostFaults: mostFaults, limits: limits)
        return judged
      })
  }
}
