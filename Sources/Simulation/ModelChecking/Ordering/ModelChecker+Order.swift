extension ModelChecker {
  /// Looks for an ending in every order of events that the ranges of their delays allow, however improbable:
  /// continuous ones need no values that stand for them.
  ///
  /// - Parameter isViolation: whether something is wrong with a state in which nothing is pending any more.
  public func searchEveryOrder(
    for isViolation: (Subject.State) -> Bool
  ) throws(ExplorationProblem) -> OrderFinding<Subject.State> {
    try searchEveryOrderEverywhere { state, isEnd in isEnd && isViolation(state) }
  }

  /// Looks for a state, on the way or at the end, in every order of events.
  ///
  /// - Parameter isViolation: whether something is wrong with a state, of which it is said whether nothing is
  ///   pending any more.
  public func searchEveryOrderEverywhere(
    for isViolation: (_ state: Subject.State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationProblem) -> OrderFinding<Subject.State> {
    var search = OrderSearch(self)
    return try search.search(for: isViolation)
  }
}
