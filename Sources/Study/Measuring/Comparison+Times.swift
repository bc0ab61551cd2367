extension Comparison {
  /// The same, and how long each strategy's operations took.
  ///
  /// - Parameter count: what the results are from.
  public func timed(_ count: Experiment.Count) -> Comparison {
    timed(count.tallies.map(\.times))
  }

  /// The same, and how long each strategy's operations took.
  ///
  /// - Parameter count: what the results are from.
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
