import EndToEnd
import Simulation
import Statistics

/// The answer to one property of one strategy, with its evidence.
///
/// ```swift
/// for result in CheckPlan(model).run() where result.status == .broken { print(result.property) }
/// ```
public struct CheckResult: Hashable, Sendable {
  /// The strategy.
  public let strategy: Strategy
  /// The property.
  public let property: Property
  /// The status.
  public let status: Status
  /// The evidence; `nil` if there is none.
  public let evidence: Evidence?
  /// The obstacle to an answer, or to an exact one; `nil` if there was none.
  public let problem: Problem?

  /// Creates a value from its parts.
  public init(
    strategy: Strategy, property: Property, status: Status = .undecided, evidence: Evidence? = nil,
    problem: Problem? = nil
  ) {
    (self.strategy, self.property, self.status) = (strategy, property, status)
    (self.evidence, self.problem) = (evidence, problem)
  }

  /// A Boolean value that indicates whether the property was proved to hold, or holds with 95 % confidence.
  public var holds: Bool { status == .holds }

  /// The answers.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// It holds: by proof, by its exact value, or with 95 % confidence.
    case holds
    /// It does not hold; a counterexample, the exact value or the interval shows it.
    case broken
    /// Neither was shown within the limits.
    case undecided
  }

  /// The ways in which a property is looked at.
  public enum Evidence: Hashable, Sendable {
    /// A search for a counterexample.
    case search(PropertyCheck)
    /// The exact value of the figure, over a number of states.
    case exact(Estimate, states: Int, isApproximate: Bool)
    /// Random trials, or runs of many clients.
    case sampled(Sample)
  }

  /// The estimate of a figure at the last look of a sequential test.
  public struct Sample: Hashable, Sendable {
    /// The estimate. All looks of the test have intervals that hold at once with 95 % confidence.
    public let estimate: Estimate
    /// The number of trials up to this look.
    public let trials: UInt64
    /// The number of runs, where there are many clients.
    public let runs: UInt64?
    /// The number of writes that belong to the class, for a rate.
    public let count: UInt64?
    /// The number of the first trial that breaks the property, if it says what must never happen.
    public let trial: UInt64?
    /// The seed of the random numbers.
    public let seed: UInt64
  }

  /// The obstacles.
  public enum Problem: Hashable, Sendable {
    /// The executions cannot be explored.
    case exploration(ExplorationError)
    /// A trial or a run reached a limit.
    case limit(SimulationError)
    /// The time that was allowed is over.
    case time
    /// The work was interrupted.
    case interrupted
    /// The figure is not known of this strategy.
    case unknown
  }
}

extension Sequence<CheckResult> {
  /// The answer to all properties together: broken if one is, else undecided if one is.
  public var status: CheckResult.Status {
    if contains(where: { $0.status == .broken }) { return .broken }
    return contains { $0.status == .undecided } ? .undecided : .holds
  }
}
