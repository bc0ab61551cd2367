extension ModelChecker {
  /// Searches for a path that never reaches a goal although faults come to an end: at most ``mostFaults`` occur, then
  /// none.
  ///
  /// Every other choice, a latency for example, may go against the goal every time. A counterexample either ends without
  /// the goal, or its last ``RecordedPath/cycle`` events can repeat for ever.
  ///
  /// - Parameters:
  ///   - followsGoals: true if the goal must be reached again from every state, so that the path may lead through goals
  ///     before its end or its cycle.
  ///   - isGoal: returns true for a state that must be reached. Later states do not matter unless goals are followed.
  public func searchAvoiding(
    followingGoals followsGoals: Bool = false, _ isGoal: (Subject.State) -> Bool
  ) throws(ExplorationError) -> Finding<Subject.State> {
    var search = leastFaults()
    try search.begin()
    // The nodes that are not goals, in the order of the cheapest path to each.
    var avoiding: [Int] = []
    var end: Int?
    while let node = search.settleNext() {
      if isGoal(search.expander.state(of: node)) {
        if followsGoals { try search.follow(node) }
        continue
      }
      avoiding.append(node)
      if search.expander.isEnding(node) {
        end = node
        break
      }
      try search.follow(node)
    }
    if let end {
      // A cycle may need fewer faults than an end.
      let most = search.faults(of: end)
      let arrivals = search.arrivals
      avoiding.removeAll { Int(arrivals[$0].cost.faults) >= most }
    }
    // The cycle search leaves out every transition with a fault.
    let proof = search.proof
    var cycles = CycleSearch(search, among: avoiding)
    if let cycle = try cycles.first() { return .broken(try cycles.path(to: cycle)) }
    if let end { return .broken(try cycles.search.path(to: end)) }
    return .holds(proof)
  }
}
