/// Searches through every order of events that the ranges of their delays allow, however improbable.
///
/// Continuous delays need no approximation. At first the search leaves open which of two events comes first at the same
/// instant, so that many states are one. Only where a path that it finds needs an order that no delays cause, it searches
/// again in the exact order.
extension ModelChecker {
  /// Searches for a state in which nothing is pending any more.
  ///
  /// - Parameter isViolation: returns true for a state that is looked for.
  @inlinable
  public func searchEveryOrder(
    for isViolation: (Subject.State) -> Bool
  ) throws(ExplorationError) -> Finding<Subject.State> {
    try searchStatesInEveryOrder { state, isEnd in isEnd && isViolation(state) }
  }

  /// Searches for any state.
  ///
  /// - Parameter isViolation: returns true for a state that is looked for, given whether nothing is pending in it.
  @inlinable
  public func searchStatesInEveryOrder(
    for isViolation: (_ state: Subject.State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationError) -> Finding<Subject.State> {
    var search = orders(ties: .open)
    guard let found = try search.search(for: isViolation) else { return .holds(search.proof) }
    if !search.expander.isPathSpurious { return .broken(found) }
    var exact = orders(ties: .exact)
    if let found = try exact.search(for: isViolation) { return .broken(found) }
    return .holds(exact.proof)
  }

  /// Searches for several kinds of ending in one walk over the states.
  ///
  /// Where there are too many states, the walk leaves out the paths with more faults: the results up to that number
  /// stand.
  ///
  /// - Parameters:
  ///   - contains: returns true if a state in which nothing is pending any more is of a kind.
  ///   - mayFollow: returns false if no path that goes on from a state ends in a kind. True is always right.
  @inlinable
  public func surveyEveryOrder<Kind>(
    _ kinds: [Kind], _ contains: (Kind, Subject.State) -> Bool,
    mayFollow: (Kind, Subject.State) -> Bool = { _, _ in true }
  ) -> Survey<Subject.State> {
    var search = orders(ties: .open)
    let (survey, spurious) = search.survey(kinds, isFrugal: true, contains, mayFollow: mayFollow)
    if spurious.isEmpty { return survey }
    var exact = orders(ties: .exact)
    let again = exact.survey(
      spurious.map { kinds[$0] }, isFrugal: true, contains, mayFollow: mayFollow
    ).survey
    var counterexamples = survey.counterexamples
    for (kind, path) in zip(spurious, again.counterexamples) { counterexamples[kind] = path }
    let proofs = [survey.proof, again.proof]
    return Survey(
      counterexamples: counterexamples,
      proof: proofs.contains(nil)
        ? nil : proofs.compactMap { $0 }.min { $0.mostFaults ?? .max < $1.mostFaults ?? .max },
      problem: survey.problem ?? again.problem)
  }

  /// A search through orders of events that treats ties in one way.
  @inlinable
  func orders(
    ties: OrderExpander<Subject>.Ties
  ) -> LeastCostSearch<OrderExpander<Subject>> {
    LeastCostSearch(system, OrderExpander(ties: ties), mostFaults: mostFaults, limits: limits)
  }
}
