/// Looks for the fewest faults with which a system ends as it should not.
///
/// ```swift
/// switch try ModelChecker(system, mostFaults: 3).search(for: { $0.copies >= 2 }) {
/// case .broken(let counterexample): counterexample.faults
/// case .holds(let proof): proof.states
/// }
/// ```
///
/// It tries every placement of faults, whatever their probability, and every other choice and value of a
/// latency, which cost it nothing. What it finds has the fewest faults, then the fewest events that
/// changed something, then the greatest probability; of equals it is always the same.
public struct ModelChecker<Subject: System>: Sendable {
  public let system: Subject
  /// The most faults of one course of events; `nil` for any number.
  public let mostFaults: Int?
  /// What it may use; how probable something is does not matter.
  public let limits: ExplorationLimits

  @inlinable
  public init(
    _ system: Subject, mostFaults: Int?, limits: ExplorationLimits = ExplorationLimits()
  ) {
    self.system = system
    self.mostFaults = mostFaults
    self.limits = limits
  }

  /// Looks for an ending.
  ///
  /// - Parameter isViolation: whether something is wrong with a state in which nothing is pending any more.
  @inlinable
  public func search(
    for isViolation: (Subject.State) -> Bool
  ) throws(ExplorationProblem) -> Finding<Subject.State> {
    try searchEverywhere { state, isEnd in isEnd && isViolation(state) }
  }

  /// Looks for a state, on the way or at the end.
  ///
  /// - Parameter isViolation: whether something is wrong with a state, of which it is said whether nothing is
  ///   pending any more.
  @inlinable
  public func searchEverywhere(
    for isViolation: (_ state: Subject.State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationProblem) -> Finding<Subject.State> {
    var search = LeastCostSearch<Subject, FaultCost>(self)
    try search.begin()
    while let index = search.settleNext() {
      if isViolation(search.state(index), search.isEnding(index)) {
        return .broken(try search.counterexample(endingAt: index))
      }
      try search.follow(index)
    }
    return .holds(search.proof)
  }
}
