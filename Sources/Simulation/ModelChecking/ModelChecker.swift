/// Searches for the fewest faults with which a system reaches a state that it should not reach.
///
/// ```swift
/// switch try ModelChecker(system, mostFaults: 3).search(for: { $0.copies >= 2 }) {
/// case .broken(let counterexample): counterexample.faults
/// case .holds(let proof): proof.states
/// }
/// ```
///
/// It tries every placement of faults, for any probabilities, and every other choice and value of a latency, which
/// cost nothing. A counterexample has the fewest faults, then the fewest events that may have changed something, then
/// the greatest probability. Of equal ones it is always the same.
public struct ModelChecker<Subject: System>: Sendable {
  /// The rules that run.
  public let system: Subject
  /// The largest number of faults of a path; `nil` for any number.
  public let mostFaults: Int?
  /// The bounds of a search. The least probability does not apply.
  public let limits: ExplorationLimits

  /// Creates a value from its parts.
  @inlinable
  public init(
    _ system: Subject, mostFaults: Int?, limits: ExplorationLimits = ExplorationLimits()
  ) {
    self.system = system
    self.mostFaults = mostFaults
    self.limits = limits
  }

  /// Searches for a state in which nothing is pending any more.
  ///
  /// - Parameter isViolation: returns true for a state that is looked for.
  @inlinable
  public func search(
    for isViolation: (Subject.State) -> Bool
  ) throws(ExplorationError) -> Finding<Subject.State> {
    try searchStates { state, isEnd in isEnd && isViolation(state) }
  }

  /// Searches for any state.
  ///
  /// - Parameter isViolation: returns true for a state that is looked for, given whether nothing is pending in it.
  @inlinable
  public func searchStates(
    for isViolation: (_ state: Subject.State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationError) -> Finding<Subject.State> {
    var search = leastFaults()
    if let found = try search.search(for: isViolation) { return .broken(found) }
    return .holds(search.proof)
  }

  /// A search through the states in the order of their faults.
  ///
  /// - Parameter keepsSteps: true if a search for cycles follows.
  @inlinable
  func leastFaults(keepsSteps: Bool = false) -> LeastCostSearch<SuccessorGenerator<Subject>> {
    var search = LeastCostSearch(
      system, SuccessorGenerator(discretisation: limits.discretisation), mostFaults: mostFaults,
      limits: limits)
    // Without a bound on faults it is not known which decisions are choices.
    if keepsSteps, mostFaults != nil { search.steps = FollowedSteps() }
    return search
  }
}
