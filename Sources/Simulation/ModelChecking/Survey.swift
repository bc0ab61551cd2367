/// The result of a search for several kinds of ending at once.
public struct Survey<State: Hashable & Sendable>: Hashable, Sendable {
  /// For each kind the counterexample with the fewest faults; `nil` if none was found.
  public let counterexamples: [RecordedPath<State>?]
  /// The proof for the kinds without a counterexample; `nil` if not even the paths without a fault were all followed.
  public let proof: Proof?
  /// The problem that stopped the search before its end; `nil` if none did.
  public let problem: ExplorationError?
  /// The indices of the kinds for which the path that was found could not be shown: nothing is known of them.
  public let unknown: [Int]

  /// Creates a value from its parts.
  @inlinable
  package init(
    counterexamples: [RecordedPath<State>?], proof: Proof?, problem: ExplorationError?,
    unknown: [Int] = []
  ) {
    self.unknown = unknown
    self.counterexamples = counterexamples
    self.proof = proof
    self.problem = problem
  }

  /// Returns the same survey with another value in place of each last state.
  @inlinable
  public func map<Ending>(_ transform: (State) -> Ending) -> Survey<Ending> {
    Survey<Ending>(
      counterexamples: counterexamples.map { $0?.map(transform) }, proof: proof, problem: problem,
      unknown: unknown)
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
    return search.survey(kinds, contains).survey
  }
}

extension LeastCostSearch where Expander: ~Copyable {
  /// Searches for several kinds of ending.
  ///
  /// - Parameters:
  ///   - isFrugal: whether to leave out the paths with more faults, once half of the allowed states are known.
  ///   - mayFollow: returns false if no path that goes on from a state ends in a kind.
  /// - Returns: the findings, and the indices of the kinds for which the path that was found is spurious.
  @inlinable
  mutating func survey<Kind>(
    _ kinds: [Kind], isFrugal: Bool = false, _ contains: (Kind, Subject.State) -> Bool,
    mayFollow: (Kind, Subject.State) -> Bool = { _, _ in true }
  ) -> (survey: Survey<Subject.State>, spurious: [Int]) {
    var found = [RecordedPath<Subject.State>?](repeating: nil, count: kinds.count)
    var isOpen = [Bool](repeating: true, count: kinds.count)
    var spurious: [Int] = []
    var reached = 0
    do throws(ExplorationError) {
      try begin()
      while isOpen.contains(true), let node = settleNext() {
        let faults = faults(of: node)
        if faults > mostFaultsKept {
          isCut = true
          break
        }
        reached = faults
        if expander.isEnding(node) {
          let state = expander.state(of: node)
          for kind in kinds.indices where isOpen[kind] {
            guard contains(kinds[kind], state) else { continue }
            isOpen[kind] = false
            let path = try path(to: node)
            if expander.isPathSpurious { spurious.append(kind) } else { found[kind] = path }
          }
        }
        if isFrugal, mostFaultsKept == .max,
          expander.extent > limits.states / 2 || expander.bytes > limits.bytes / 2
        {
          mostFaultsKept = Int32(reached)
        }
        let state = expander.state(of: node)
        if kinds.indices.contains(where: { isOpen[$0] && mayFollow(kinds[$0], state) }) {
          try follow(node)
        }
      }
    } catch {
      // Every state with fewer faults than the one at which it stopped was settled before.
      return (
        Survey(counterexamples: found, proof: proof(upTo: reached - 1), problem: error), spurious
      )
    }
    if mostFaultsKept < .max, isCut || expander.hasLeftOut {
      let problem: ExplorationError =
        expander.extent > limits.states / 2
        ? .states(limit: limits.states) : .memory(limit: limits.bytes)
      return (
        Survey(counterexamples: found, proof: proof(upTo: reached), problem: problem), spurious
      )
    }
    return (Survey(counterexamples: found, proof: proof, problem: nil), spurious)
  }

  /// The proof for a number of faults at which the search was complete; `nil` for a negative
  /// number.
  @inlinable
  func proof(upTo faults: Int) -> Proof? {
    if faults < 0 { return nil }
    let proof = proof
    return Proof(mostFaults: faults, states: proof.states, isApproximate: proof.isApproximate)
  }
}
