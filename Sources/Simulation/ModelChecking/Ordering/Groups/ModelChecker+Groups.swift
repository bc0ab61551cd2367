/// Searches that follow one order of the events of independent groups.
extension ModelChecker {
  /// Searches for any state in every order of events that the ranges of the delays allow, except for orders that differ
  /// only in events of groups that do not depend on each other.
  ///
  /// The counterexample has the fewest faults, and its events are in the order of their times. It need not have the fewest
  /// events.
  ///
  /// - Parameters:
  ///   - groups: the groups of events. All that `isViolation` reads, before the end, belongs to one of them.
  ///   - findsEndless: true to find out whether an execution may never end, if no state was found. None is shown.
  ///   - isViolation: returns true for a state that is looked for, given whether nothing is pending in it.
  /// - Returns: `nil` if the path that was found could not be put in order. It may be none.
  @inlinable
  package func searchStatesInAnyOrder(
    of groups: EventGroups<Subject>, findsEndless: Bool,
    for isViolation: (_ state: Subject.State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationError) -> StateSearch<Subject.State>? {
    var search = LeastCostSearch<OrderExpander<Subject>>(
      system, OrderExpander(ties: .every, groups: groups), mostFaults: mostFaults, limits: limits)
    try search.begin()
    while let node = search.settleNext() {
      if isViolation(search.expander.state(of: node), search.expander.isEnding(node)) {
        return try search.timedPath(to: node).map { StateSearch(.broken($0)) }
      }
      try search.follow(node)
    }
    var result = StateSearch<Subject.State>(.holds(search.proof))
    if findsEndless { result.mayBeEndless = try hasCycle(search) }
    return result
  }

  @usableFromInline
  func hasCycle(
    _ search: consuming LeastCostSearch<OrderExpander<Subject>>
  ) throws(ExplorationError) -> Bool {
    let settled = search.settled
    var cycles = CycleSearch(search, among: settled)
    return try cycles.firstFair() != nil
  }
}

extension LeastCostSearch where Expander: ~Copyable {
  /// Returns the cheapest path to a node, with all events of all groups up to its last one, in the order of their times.
  ///
  /// A group may be behind: then its events come first that belong before the last one, without faults.
  ///
  /// - Returns: `nil` if no times cause the path.
  @usableFromInline
  mutating func timedPath<Rules: System>(
    to node: Int
  ) throws(ExplorationError) -> RecordedPath<Rules.State>?
  where Expander == OrderExpander<Rules> {
    var path = try path(to: node)
    if expander.isPathSpurious { return nil }
    let last = expander.script.steps[expander.script.steps.count - 1].event
    expander.begin(at: node, mostFaults: 0)
    expander.turnToAll()
    while let times = expander.times.solution?.times {
      let isTimer = expander.times.areTimers
      let due = expander.timedEvents.indices.filter { index in
        let event = expander.timedEvents[index]
        if times[event] != times[last] { return times[event] < times[last] }
        return isTimer[last] && !isTimer[event]
      }
      guard
        let first = due.min(by: {
          times[expander.timedEvents[$0]] < times[expander.timedEvents[$1]]
        })
      else {
        guard let solution = expander.times.solution else { return nil }
        return expander.script.ordered(path, solution, isTimer: isTimer)
      }
      guard try take(eventAt: first) else { return nil }
      expander.makeDraft(of: system)
      expander.note(in: &path, of: system)
      expander.goOn()
    }
    return nil
  }

  /// Takes the first transition by one of the pending events of the origin.
  private mutating func take<Rules: System>(
    eventAt index: Int
  ) throws(ExplorationError) -> Bool where Expander == OrderExpander<Rules> {
    while try expander.takeNext(of: system) {
      if expander.fired == index { return true }
      expander.dropTransition()
    }
    return false
  }
}
