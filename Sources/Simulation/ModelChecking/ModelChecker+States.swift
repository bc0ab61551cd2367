/// The result of a search through all states, with what else they show.
@usableFromInline
package struct StateSearch<State: Hashable & Sendable>: Hashable, Sendable {
  /// The path to the state that was looked for, the proof that there is none, or the limit that was reached.
  @usableFromInline package let finding: Finding<State>
  /// An execution that never ends, although it has no fault from some time on; `nil` if none was found.
  @usableFromInline package var endless: RecordedPath<State>?
  /// A Boolean value that indicates whether executions that never end were neither found nor excluded.
  @usableFromInline package var mayBeEndless = false
  /// The number of states in which several events come at the same instant, of which one order was followed.
  @usableFromInline package var ties = 0

  /// Creates a result with no execution that never ends and no ties.
  @inlinable
  package init(_ finding: Finding<State>) {
    self.finding = finding
  }
}

extension ModelChecker {
  /// Searches for any state, and counts ties.
  ///
  /// - Parameters:
  ///   - findsEndless: true to look for an execution that never ends, if no state was found.
  ///   - isViolation: returns true for a state that is looked for, given whether nothing is pending in it.
  @inlinable
  package func searchStates(
    findsEndless: Bool, for isViolation: (_ state: Subject.State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationError) -> StateSearch<Subject.State> {
    var search = leastFaults(keepsSteps: findsEndless)
    if let found = try search.search(for: isViolation) { return StateSearch(.broken(found)) }
    var result = StateSearch<Subject.State>(.holds(search.proof))
    result.ties = search.expander.tieCount
    if findsEndless { result.endless = try endless(search) }
    return result
  }

  /// Searches for any state in every order of events that the ranges of the delays allow, and every order of the events
  /// of one instant.
  @inlinable
  package func searchStatesInAnyOrder(
    findsEndless: Bool, for isViolation: (_ state: Subject.State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationError) -> StateSearch<Subject.State> {
    var search = orders(ties: .every)
    if let found = try search.search(for: isViolation) { return StateSearch(.broken(found)) }
    var result = StateSearch<Subject.State>(.holds(search.proof))
    if findsEndless { (result.endless, result.mayBeEndless) = try endlessInAnyOrder(search) }
    return result
  }

  /// A path to a cycle in which an adversary can stay although choices are fair; `nil` if there
  /// is none.
  @usableFromInline
  func endless(
    _ search: consuming LeastCostSearch<SuccessorGenerator<Subject>>
  ) throws(ExplorationError) -> RecordedPath<Subject.State>? {
    let settled = search.settled
    var cycles = CycleSearch(search, among: settled)
    guard let cycle = try cycles.firstFair() else { return nil }
    return try cycles.path(to: cycle)
  }

  /// The same in every order of events.
  ///
  /// - Returns: no path, but true, if there is a cycle of zones whose delays do not repeat: then
  ///   nothing is decided.
  @usableFromInline
  func endlessInAnyOrder(
    _ search: consuming LeastCostSearch<OrderExpander<Subject>>
  ) throws(ExplorationError) -> (path: RecordedPath<Subject.State>?, mayExist: Bool) {
    let settled = search.settled
    var cycles = CycleSearch(search, among: settled)
    guard let cycle = try cycles.firstFair() else { return (nil, false) }
    let path = try cycles.repeatingPath(to: cycle)
    return (path, path == nil)
  }
}

extension LeastCostSearch where Expander: ~Copyable {
  /// The nodes that were followed, those with the fewest faults first, then in the order of their discovery.
  var settled: [Int] {
    var settled: [Int] = []
    for node in isSettled.indices where isSettled[node] && !expander.isEnding(node) {
      settled.append(node)
    }
    let arrivals = arrivals
    return settled.sorted {
      let (one, other) = (arrivals[$0].cost.faults, arrivals[$1].cost.faults)
      return one != other ? one < other : $0 < $1
    }
  }
}
