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
}

extension Comparison {
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
