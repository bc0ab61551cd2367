import Simulation

/// The likeliest way in which one operation of a scenario ends as asked; where the scenario has a person,
/// one intention.
///
/// ```swift
/// let way = try LikeliestOperation.search(scenario, where: { $0.isDuplicate })
/// way.share    // of all ways to a duplicate
/// ```
public struct LikeliestOperation: Hashable, Sendable {
  /// The way, with its decisions; `nil` if it cannot be, or only in what was not followed.
  public let path: RecordedPath<Outcome>?
  /// The probability of all such ways together.
  public let total: Double
  /// The probability of all that was not followed to its end: there might be such ways in it.
  public let residual: Double
  /// The number of states that were told apart, with the messages in flight.
  public let states: Int
  /// A Boolean value that indicates whether finitely many delays stood for continuous ones.
  public let isApproximate: Bool

  /// Follows everything that may happen, for the sum, and then the likeliest first.
  ///
  /// - Parameter isWanted: returns true for an outcome, whose time is not known, that was asked for.
  /// - Throws: the `ExplorationError` that stands against it.
  public static func search(
    _ scenario: Scenario, limits: ExplorationLimits = ExplorationLimits(),
    where isWanted: (Outcome) -> Bool
  ) throws(ExplorationError) -> LikeliestOperation {
    let distribution = try OperationExplorer(scenario, limits: limits).distribution()
    var total = 0.0
    for (outcome, probability) in distribution.outcomes where isWanted(outcome) {
      total += probability
    }
    var path: RecordedPath<Outcome>?
    if total > 0 {
      switch scenario.system {
      case .operation(let system):
        path = try LikeliestOperation.path(of: system, limits, where: isWanted)
      case .intention(let system):
        path = try LikeliestOperation.path(of: system, limits, where: isWanted)
      }
    }
    return LikeliestOperation(
      path: path, total: total, residual: distribution.residual, states: distribution.states,
      isApproximate: distribution.isApproximate)
  }

  /// The share of this way in all such ways: at most 1, but for what was not followed.
  public var share: Double? { path.map { min($0.probability / total, 1) } }

  private static func path(
    of system: some OutcomeSystem, _ limits: ExplorationLimits, where isWanted: (Outcome) -> Bool
  ) throws(ExplorationError) -> RecordedPath<Outcome>? {
    let path = try LikeliestPath(system, limits: limits).search {
      isWanted(system.outcome($0, time: .zero))
    }
    return path?.map { system.outcome($0, time: .zero) }
  }
}
