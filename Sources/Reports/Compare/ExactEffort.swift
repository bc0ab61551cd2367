import Study

/// The exploration behind the exact ones among some results.
struct ExactEffort {
  /// The number of states of all strategies together.
  private(set) var states: UInt64 = 0
  /// The largest probability that was not followed for a strategy; 0 if all was followed.
  private(set) var residual = 0.0
  /// A Boolean value that indicates whether finitely many delays stood for continuous ones.
  private(set) var isApproximate = false

  /// Adds up the states of all strategies.
  init(_ results: [StrategyResult]) {
    for result in results {
      guard case .exact(let count, let rest, let isRough) = result.method else { continue }
      states += UInt64(count)
      residual = max(residual, rest)
      isApproximate = isApproximate || isRough
    }
  }
}
