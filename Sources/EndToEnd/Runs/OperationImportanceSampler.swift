import Simulation

/// An outcome that was drawn from a mixture of biases.
public struct WeightedOutcome: Hashable, Sendable {
  /// The outcome.
  public let outcome: Outcome
  /// The mean of weight × f(outcome) over many trials is that of f over operations of the scenario.
  public let weight: Double
  /// The bias of the mixture that it was drawn from. 0 is none at all: of these alone, each stands for as
  /// much as any other.
  public let bias: Int
}

/// Runs one operation of a scenario after another like `OperationSampler`, with faults that are more
/// probable than the scenario says; where it has a person, one intention after another.
///
/// ```swift
/// var sampler = OperationImportanceSampler(scenario, mixture, seed: 1)
/// let weighted = try sampler.outcome(ofTrial: 17)
/// ```
public struct OperationImportanceSampler {
  /// One of the two, and the other is `nil`.
  private var operations: ImportanceSampler<Scenario>?
  private var intentions: ImportanceSampler<Intention>?

  /// - Parameters:
  ///   - seed: the seed that all trials share.
  ///   - eventLimit: the most events that one trial may handle.
  ///   - recordsFaults: whether ``visits`` is kept.
  public init(
    _ scenario: Scenario, _ mixture: ProposalMixture, seed: UInt64, eventLimit: UInt64 = 1_000_000,
    recordsFaults: Bool = false
  ) {
    switch scenario.system {
    case .operation(let system):
      operations = ImportanceSampler(system, mixture, seed: seed, eventLimit: eventLimit)
      operations!.world.recordsFaults = recordsFaults
    case .intention(let system):
      intentions = ImportanceSampler(system, mixture, seed: seed, eventLimit: eventLimit)
      intentions!.world.recordsFaults = recordsFaults
    }
  }

  /// The chances of faults that the last trial came by, in their order.
  public var visits: [FaultVisit] {
    operations?.world.visits ?? intentions?.world.visits ?? []
  }

  /// The number of events that have been handled in all trials.
  public var events: UInt64 { operations?.events ?? intentions?.events ?? 0 }

  /// The biases that trials are drawn from.
  public var mixture: ProposalMixture {
    get { operations?.world.mixture ?? intentions!.world.mixture }
    set {
      if operations != nil { operations!.world.mixture = newValue }
      if intentions != nil { intentions!.world.mixture = newValue }
    }
  }

  /// The outcome of one trial, drawn from the bias that its number says.
  ///
  /// - Throws: the `SimulationError` that stopped it.
  public mutating func outcome(ofTrial trial: UInt64) throws(SimulationError) -> WeightedOutcome {
    if operations != nil { return try operations!.outcome(ofTrial: trial) }
    return try intentions!.outcome(ofTrial: trial)
  }
}

extension ImportanceSampler where Subject: OutcomeSystem {
  fileprivate mutating func outcome(ofTrial trial: UInt64) throws(SimulationError)
    -> WeightedOutcome
  {
    let state = try run(trial: trial)
    let decision = world.base.instant(of: .decision) ?? world.now
    return WeightedOutcome(
      outcome: system.outcome(state, time: decision.sinceStart), weight: world.weight,
      bias: world.mixture.component(ofTrial: trial))
  }
}
