/// The result of a search for executions that never reach a goal, in every order of events.
package enum AvoidanceFinding<State: Hashable & Sendable>: Hashable, Sendable {
  /// A proof, or an execution that avoids the goal for ever.
  case decided(Finding<State>)
  /// Executions that never reach the goal were neither found nor excluded.
  case undecided
}

extension ModelChecker {
  /// Searches for a path that never reaches a goal although faults come to an end: at most ``mostFaults`` occur, then
  /// none.
  ///
  /// A choice that is no fault is fair: it takes each of its values again and again. Every other decision, a latency for
  /// example, may go against the goal every time. A counterexample either ends without the goal, or its last
  /// ``RecordedPath/cycle`` events can repeat for ever.
  ///
  /// - Parameters:
  ///   - followsGoals: true if the goal must be reached again from every state, so that the path may lead through goals
  ///     before its end or its cycle.
  ///   - isGoal: returns true for a state that must be reached. Later states do not matter unless goals are followed.
  public func searchAvoiding(
    followingGoals followsGoals: Bool = false, _ isGoal: (Subject.State) -> Bool
  ) throws(ExplorationError) -> Finding<Subject.State> {
    var search = leastFaults(keepsSteps: true)
    let (avoiding, end) = try search.avoid(followingGoals: followsGoals, isGoal)
    let proof = search.proof
    var cycles = CycleSearch(search, among: avoiding)
    if let cycle = try cycles.firstFair() { return .broken(try cycles.path(to: cycle)) }
    if let end { return .broken(try cycles.search.path(to: end)) }
    return .holds(proof)
  }

  /// Searches for a path that never reaches a goal, in every order of events that the ranges of the delays allow.
  ///
  /// - Parameters: as for ``searchAvoiding(followingGoals:_:)``.
  package func searchAvoidingInEveryOrder(
    followingGoals followsGoals: Bool = false, _ isGoal: (Subject.State) -> Bool
  ) throws(ExplorationError) -> AvoidanceFinding<Subject.State> {
    var search = orders(ties: .every)
    let (avoiding, end) = try search.avoid(followingGoals: followsGoals, isGoal)
    let proof = search.proof
    var cycles = CycleSearch(search, among: avoiding)
    let cycle = try cycles.firstFair()
    if let cycle, let path = try cycles.repeatingPath(to: cycle) {
      return .decided(.broken(path))
    }
    if let end { return .decided(.broken(try cycles.search.path(to: end))) }
    return cycle == nil ? .decided(.holds(proof)) : .undecided
  }
}

extension LeastCostSearch where Expander: ~Copyable {
  /// Finds the nodes that can be reached without a goal.
  ///
  /// - Returns: the nodes among which a cycle may avoid the goal, in the order of the cheapest path to each, and the
  ///   cheapest one in which nothing is pending any more, where the search stops.
  mutating func avoid(
    followingGoals followsGoals: Bool, _ isGoal: (Subject.State) -> Bool
  ) throws(ExplorationError) -> (avoiding: [Int], end: Int?) {
    try begin()
    var avoiding: [Int] = []
    while let node = settleNext() {
      if isGoal(expander.state(of: node)) {
        if followsGoals { try follow(node) }
        continue
      }
      if expander.isEnding(node) {
        // A cycle may need fewer faults than an end.
        let most = faults(of: node)
        let arrivals = arrivals
        avoiding.removeAll { Int(arrivals[$0].cost.faults) >= most }
        return (avoiding, node)
      }
      avoiding.append(node)
      try follow(node)
    }
    return (avoiding, nil)
  }
}
