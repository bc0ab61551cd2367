/// Searches for the likeliest path to a state in which nothing is pending any more.
///
/// ```swift
/// let path = try LikeliestPath(system).search(for: { $0.copies >= 2 })
/// path?.probability
/// ```
///
/// The probability of a path is that of all its decisions. A delay that is left open, because nothing races with it,
/// is no decision. Of equally likely paths the one with the fewest faults is found, then with the fewest events; it is
/// always the same.
public struct LikeliestPath<Subject: System>: Sendable {
  /// The rules that run.
  public let system: Subject
  /// The bounds of the search.
  public let limits: ExplorationLimits

  /// Creates a value from its parts.
  @inlinable
  public init(_ system: Subject, limits: ExplorationLimits = ExplorationLimits()) {
    self.system = system
    self.limits = limits
  }

  /// Searches for the likeliest path.
  ///
  /// - Parameter isWanted: returns true for a state that is looked for.
  /// - Returns: the path, for a ``Replayer``; `nil` if there is none that is as probable as the limits demand.
  @inlinable
  public func search(
    for isWanted: (Subject.State) -> Bool
  ) throws(ExplorationError) -> RecordedPath<Subject.State>? {
    // An impossible path is below every positive probability.
    var search = LeastCostSearch<SuccessorGenerator<Subject>>(
      system, SuccessorGenerator(discretisation: limits.discretisation), in: .likeliest,
      mostFaults: nil, leastProbability: max(limits.leastProbability, .leastNonzeroMagnitude),
      limits: limits)
    return try search.search { state, isEnd in isEnd && isWanted(state) }
  }
}
