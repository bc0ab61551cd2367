/// The result of a search for several kinds of ending at once.
public struct Survey<State: Hashable & Sendable>: Hashable, Sendable {
  /// For each kind the counterexample with the fewest faults; `nil` if none was found.
  public let counterexamples: [RecordedPath<State>?]
  /// The proof for the kinds without a counterexample; `nil` if not even the paths without a fault were all followed.
  public let proof: Proof?
  /// The problem that stopped the search before its end; `nil` if none did.
  public let problem: ExplorationError?

  @inlinable
  init(
    counterexamples: [RecordedPath<State>?], proof: Proof?, problem: ExplorationError?
  ) {
    self.counterexamples = counterexamples
    self.proof = proof
    self.problem = problem
  }

  /// Returns the same survey with another value in place of each last state.
  @inlinable
  public func map<Ending>(_ transform: (State) -> Ending) -> Survey<Ending> {
    Survey<Ending>(
      counterexamples: counterexamples.map { $0?.map(transform) }, proof: proof, problem: problem)
  }
}

extension ModelChecker {
  /// Searches for several kinds of ending in one walk over the states.
  ///
  /// ```swift
  /// let survey = ModelChecker(system, mostFaults: nil).survey([2, 3]) { $0 <= $1.copies }
  /// survey.counterexamples.map { $0?.faults }
  /// ```
  ///
  /// The walk visits the states in the order of their faults. A problem stops it only beyond a number of faults: the
  /// results up to that number stand.
  ///
  /// - Parameter contains: returns true if a state in which nothing is pending any more is of a kind.
  @inlinable
  public func survey<Kind>(
    _ kinds: [Kind], _ contains: (Kind, Subject.State) -> Bool
  ) -> Survey<Subject.State> {
    var search = leastFaults()
    var found = [RecordedPath<Subject.State>?](repeating: nil, count: kinds.count)
    var reached = 0
    do throws(ExplorationError) {
      try search.begin()
      while found.contains(where: { $0 == nil }), let node = search.settleNext() {
        reached = search.faults(of: node)
        if search.expander.isEnding(node) {
          let state = search.expander.state(of: node)
          for kind in kinds.indices where found[kind] == nil {
            guard contains(kinds[kind], state) else { continue }
            found[kind] = try search.path(to: node)
          }
        }
        try search.follow(node)
      }
    } catch {
      // Every state with fewer faults than the one at which it stopped was settled before.
      let proof = search.proof
      return Survey(
        counterexamples: found,
        proof: reached == 0
          ? nil
          : Proof(
            mostFaults: reached - 1, states: proof.states, isApproximate: proof.isApproximate),
        problem: error)
    }
    return Survey(counterexamples: found, proof: search.proof, problem: nil)
  }
}
