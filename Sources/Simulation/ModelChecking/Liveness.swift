/// What an adversary has found who keeps something from coming true.
public enum LivenessFinding<State: Hashable & Sendable>: Sendable {
  /// Nothing: it comes true in the end, whatever happens.
  case comes(Proof)
  /// A course that ends and has not come to it.
  case endsWithout(RecordedPath<State>)
  /// A course without an end, whose last events can follow one another for ever, without a fault: so many of
  /// its events are one round.
  case goesRound(RecordedPath<State>, round: Int)
}

extension ModelChecker {
  /// Looks for a course that never comes to a goal although faults have an end: with at most ``mostFaults``,
  /// after which none happens any more.
  ///
  /// What is open without being a fault, a latency or a choice, goes against us every time.
  ///
  /// - Parameter isGoal: whether a state is one to come to. What happens after it does not matter.
  public func searchToAvoid(
    _ isGoal: (Subject.State) -> Bool
  ) throws(ExplorationProblem) -> LivenessFinding<Subject.State> {
    var search = LeastCostSearch<Subject, FaultCost>(self)
    try search.begin()
    // The nodes that are not goals, in the order of the cheapest way to each.
    var avoiding: [Int] = []
    var end: Int?
    while let index = search.settleNext() {
      if isGoal(search.state(index)) { continue }
      avoiding.append(index)
      if search.isEnding(index) {
        end = index
        break
      }
      try search.follow(index)
    }
    if let end {
      // A circle may need fewer faults than an end.
      let arrivals = search.arrivals
      avoiding.removeAll { arrivals[$0].rank.faults >= arrivals[end].rank.faults }
    }
    // Who looks for circles leaves out all that has a fault.
    let proof = search.proof
    var circles = CycleSearch(search, among: avoiding)
    if let circle = try circles.first() {
      return .goesRound(try circles.counterexample(circle), round: circle.round)
    }
    if let end { return .endsWithout(try circles.search.counterexample(endingAt: end)) }
    return .comes(proof)
  }
}
