import EndToEnd
import Simulation

/// What an adversary makes of a wish of the model: that a strategy never ends in a certain way.
///
/// ```swift
/// let check = try PropertyCheck(strategy, never: .duplicate, mostFaults: 3)
/// if case .broken(let counterexample) = check.finding { … }
/// ```
public struct PropertyCheck: Hashable, Sendable {
  public let strategy: Strategy
  /// What must not happen.
  public let never: OutcomeClass
  /// How many delays may stand for a continuous latency; `nil` for none.
  public let discretisation: Int?
  public let finding: Finding<Outcome>

  /// Tries every placement of faults.
  ///
  /// - Parameter mostFaults: how many there may be; `nil` for any number.
  /// - Throws: what stands against it.
  public init(
    _ strategy: Strategy, never: OutcomeClass, mostFaults: Int?,
    limits: ExplorationLimits = ExplorationLimits()
  ) throws(ExplorationProblem) {
    self.strategy = strategy
    self.never = never
    discretisation = limits.discretisation
    let adversary = OperationAdversary(
      strategy.scenario, mostFaults: mostFaults, limits: limits)
    finding = try adversary.search { never.contains($0) }
  }

  /// Whether there is no way in which it happens.
  public var holds: Bool {
    if case .holds = finding { true } else { false }
  }
}
