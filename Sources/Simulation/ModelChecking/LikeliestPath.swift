/// Looks for the likeliest course of events that ends in a certain way.
///
/// ```swift
/// let course = try LikeliestPath(system).search(for: { $0.copies >= 2 })
/// course?.probability
/// ```
///
/// A course is every decision on it: of two with equal endings each has its own probability, and what is
/// left open because nothing races with it counts as no decision. Of equally likely courses the one with the
/// fewest faults is found, then with the fewest events; it is always the same.
public struct LikeliestPath<Subject: System>: Sendable {
  public let system: Subject
  public let limits: ExplorationLimits

  @inlinable
  public init(_ system: Subject, limits: ExplorationLimits = ExplorationLimits()) {
    self.system = system
    self.limits = limits
  }

  /// The likeliest course, for a ``Replayer``; `nil` if there is none, or none that is as probable as the
  /// limits ask.
  ///
  /// - Parameter isWanted: whether a state in which nothing is pending any more is such an end.
  @inlinable
  public func search(
    for isWanted: (Subject.State) -> Bool
  ) throws(ExplorationProblem) -> RecordedPath<Subject.State>? {
    // What cannot be is below every probability that can.
    var search = LeastCostSearch<Subject, LikelihoodCost>(
      system, mostFaults: nil,
      leastProbability: max(limits.leastProbability, .leastNonzeroMagnitude), limits: limits)
    try search.begin()
    while let index = search.settleNext() {
      if search.isEnding(index), isWanted(search.state(index)) {
        return try search.counterexample(endingAt: index)
      }
      try search.follow(index)
    }
    return nil
  }
}
