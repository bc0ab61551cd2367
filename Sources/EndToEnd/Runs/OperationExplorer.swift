import Simulation

/// The exact distribution of how one operation of a scenario ends; where the scenario has a person,
/// one intention.
///
/// ```swift
/// let distribution = try OperationExplorer(scenario).distribution()
/// distribution.outcomes.map(\.probability)
/// ```
public struct OperationExplorer: Sendable {
  let scenario: Scenario
  let limits: ExplorationLimits

  /// Creates a value from its parts.
  public init(_ scenario: Scenario, limits: ExplorationLimits = ExplorationLimits()) {
    self.scenario = scenario
    self.limits = limits
  }

  /// Follows everything that may happen.
  ///
  /// - Throws: the `ExplorationError` that stands against it.
  public func distribution() throws(ExplorationError) -> OutcomeDistribution {
    switch scenario.system {
    case .operation(let system): try distribution(of: system)
    case .intention(let system): try distribution(of: system)
    }
  }

  /// Follows everything that may happen to one operation.
  ///
  /// It is the same as ``distribution()`` without the code for people, which a module of a web page need not carry.
  ///
  /// - Precondition: the scenario has no person.
  /// - Throws: the `ExplorationError` that stands against it.
  package func operationDistribution() throws(ExplorationError) -> OutcomeDistribution {
    precondition(scenario.person == nil, "what a person intends may take several operations")
    return try distribution(of: scenario)
  }

  private func distribution(
    of system: some OutcomeSystem
  ) throws(ExplorationError) -> OutcomeDistribution {
    let exploration = try Explorer(system, limits: limits).explore {
      system.outcome($0, time: .zero)
    }
    return OutcomeDistribution(
      outcomes: exploration.endings.map { ($0.state, $0.probability) },
      residual: exploration.residual,
      meanTime: exploration.meanTimes[Milestone.decision.index],
      states: exploration.states, isApproximate: exploration.isApproximate)
  }

  /// Follows everything that may happen, and keeps the chain of states through which it goes.
  ///
  /// - Throws: the `ExplorationError` that stands against it.
  public func chain() throws(ExplorationError) -> MarkovChain<Outcome> {
    switch scenario.system {
    case .operation(let system): try chain(of: system)
    case .intention(let system): try chain(of: system)
    }
  }

  private func chain(
    of system: some OutcomeSystem
  ) throws(ExplorationError) -> MarkovChain<Outcome> {
    try Explorer(system, limits: limits).chain { system.outcome($0, time: .zero) }
  }
}

/// The outcomes of operations with their probabilities.
public struct OutcomeDistribution: Sendable {
  /// The outcomes, without their times; several may be alike. Their probabilities and the residual add up
  /// to 1.
  public let outcomes: [(outcome: Outcome, probability: Double)]
  /// The probability of all that was not followed to its end.
  public let residual: Double
  /// The mean time to the decision in nanoseconds, without that of the residual; `nil` if it is not known.
  public let meanTime: Double?
  /// The number of states that were told apart, with the messages in flight.
  public let states: Int
  /// A Boolean value that indicates whether finitely many delays stood for continuous ones.
  public let isApproximate: Bool
}
