extension VerdictPlan {
  /// The verdicts of a search that takes less than a second for all strategies together.
  ///
  /// The search is measured in states and not in time, so that every machine has the same answer.
  ///
  /// - Parameters:
  ///   - strategies: the number of strategies; at least 1.
  ///   - jobs: the number of strategies that are judged at once.
  public static func short(strategies: Int, jobs: Int) -> VerdictPlan {
    var plan = VerdictPlan()
    plan.jobs = jobs
    // A search with fewer faults follows up to three times when one with any number has too many states.
    plan.limits.states = min(max(statesInShort / max(strategies, 1), 500), mostStatesInShort)
    return plan
  }

  /// The states of all strategies together.
  private static let statesInShort = 10_000
  /// The states of one strategy.
  private static let mostStatesInShort = 2_000
}
