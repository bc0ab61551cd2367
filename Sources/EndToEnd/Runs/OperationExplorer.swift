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
  /// The detail in which states are told apart.
  private var detail = LumpingDetail.everything

  /// Creates a value from its parts.
  public init(_ scenario: Scenario, limits: ExplorationLimits = ExplorationLimits()) {
    self.scenario = scenario
    self.limits = limits
  }

  /// The same exploration with states lumped that differ only in numbers: there are far fewer.
  ///
  /// The outcomes then have no requests, and no more than a number of copies and of attempts. The means of what they leave
  /// out are in ``OutcomeDistribution/uncounted``.
  ///
  /// - Parameters:
  ///   - copies: the most copies that are told apart, at least 2; of a write whose copies cannot be lost again.
  ///   - attempts: the most attempts that are told apart once the client has decided.
  package func lumped(copies: UInt32, attempts: UInt32) -> OperationExplorer {
    precondition(copies >= 2, "2 copies are a duplicate")
    var lumped = self
    lumped.detail = .measures(copies: copies, attempts: attempts)
    return lumped
  }

  /// Follows everything that may happen.
  ///
  /// - Throws: the `ExplorationError` that stands against it.
  public func distribution() throws(ExplorationError) -> OutcomeDistribution {
    switch scenario.system {
    case .operation(let system): try distribution(of: lumped(system))
    case .intention(let system): try distribution(of: lumped(system))
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
    return try distribution(of: lumped(scenario))
  }

  /// The system whose states are lumped as asked for.
  func lumped<Base: LumpableSystem>(_ system: Base) -> LumpedSystem<Base> {
    LumpedSystem(base: system, detail: detail)
  }

  private func distribution(
    of system: some OutcomeSystem
  ) throws(ExplorationError) -> OutcomeDistribution {
    let exploration = try Explorer(system, limits: limits).explore {
      system.outcome($0, time: .zero)
    }
    let outcomes: [(outcome: Outcome, probability: Double)] =
      exploration.endings.map { ($0.state, $0.probability) }
    let most =
      detail == .everything
      ? outcomes.map { UInt64($0.outcome.requests) }.max() : exploration.greatestReward
    return OutcomeDistribution(
      outcomes: outcomes, uncounted: UncountedMeans(exploration.meanRewards), mostRequests: most,
      residual: exploration.residual,
      meanTime: exploration.meanTimes[Milestone.decision.index],
      states: exploration.states, isApproximate: exploration.isApproximate)
  }

  /// Follows everything that may happen, and keeps the chain of states through which it goes.
  ///
  /// - Throws: the `ExplorationError` that stands against it.
  public func chain() throws(ExplorationError) -> MarkovChain<Outcome> {
    switch scenario.system {
    case .operation(let system): try chain(of: lumped(system))
    case .intention(let system): try chain(of: lumped(system))
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
  /// The means of what the numbers of the outcomes leave out; 0 unless states were lumped.
  package let uncounted: UncountedMeans
  /// The most requests that reach the server in one path that was followed; `nil` if there is no bound.
  package let mostRequests: UInt64?
  /// The probability of all that was not followed to its end.
  public let residual: Double
  /// The mean time to the decision in nanoseconds, without that of the residual; `nil` if it is not known.
  public let meanTime: Double?
  /// The number of states that were told apart, with the messages in flight.
  public let states: Int
  /// A Boolean value that indicates whether finitely many delays stood for continuous ones.
  public let isApproximate: Bool
}

/// The means of numbers that lumped outcomes leave out.
package struct UncountedMeans: Hashable, Sendable {
  /// The copies beyond those of the outcome.
  package let copies: Double
  /// The attempts beyond those of the outcome.
  package let attempts: Double
  /// The requests that reach the server.
  package let requests: Double

  /// - Parameter rewards: numbers for the rewards, by their numbers.
  package init(_ rewards: [Double]) {
    copies = rewards[CountedReward.copies.rawValue]
    attempts = rewards[CountedReward.attempts.rawValue]
    requests = rewards[CountedReward.requests.rawValue]
  }
}
