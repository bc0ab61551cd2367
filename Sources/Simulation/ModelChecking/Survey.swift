/// What an adversary has found of several kinds of ending.
public struct Survey<State: Hashable & Sendable>: Hashable, Sendable {
  /// Of each kind the counterexample with the fewest faults; `nil` if none was found.
  public let counterexamples: [RecordedPath<State>?]
  /// What is proven of the kinds without a counterexample: that there is none with so many faults. `nil`
  /// if not even the courses without any fault were all followed.
  public let proof: Proof?
  /// What stopped the search before its end; `nil` if nothing did.
  public let problem: ExplorationProblem?

  @inlinable
  init(
    counterexamples: [RecordedPath<State>?], proof: Proof?, problem: ExplorationProblem?
  ) {
    self.counterexamples = counterexamples
    self.proof = proof
    self.problem = problem
  }

  /// The same with something else in the place of each last state.
  @inlinable
  public func map<Ending>(_ transform: (State) -> Ending) -> Survey<Ending> {
    Survey<Ending>(
      counterexamples: counterexamples.map { $0?.map(transform) }, proof: proof, problem: problem)
  }
}

extension ModelChecker {
  /// Looks for several kinds of ending in one walk over the states.
  ///
  /// ```swift
  /// let survey = ModelChecker(system, mostFaults: nil).survey([2, 3]) { $0 <= $1.copies }
  /// survey.counterexamples.map { $0?.faults }
  /// ```
  ///
  /// It comes to the states in the order of the faults that they take. So what stops it stops it only
  /// beyond a number of faults, and what it has found or ruled out until then stands.
  ///
  /// - Parameter contains: whether a state in which nothing is pending any more is of a kind.
  @inlinable
  public func survey<Kind>(
    _ kinds: [Kind], _ contains: (Kind, Subject.State) -> Bool
  ) -> Survey<Subject.State> {
    var search = LeastCostSearch<Subject, FaultCost>(self)
    var found = [RecordedPath<Subject.State>?](repeating: nil, count: kinds.count)
    var reached = 0
    do throws(ExplorationProblem) {
      try search.begin()
      while found.contains(where: { $0 == nil }), let index = search.settleNext() {
        reached = Int(search.arrivals[index].rank.faults)
        if search.isEnding(index) {
          let state = search.state(index)
          for kind in kinds.indices where found[kind] == nil {
            guard contains(kinds[kind], state) else { continue }
            found[kind] = try search.counterexample(endingAt: index)
          }
        }
        try search.follow(index)
      }
    } catch {
      // All that takes fewer faults than the state at which it stopped was settled before.
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
