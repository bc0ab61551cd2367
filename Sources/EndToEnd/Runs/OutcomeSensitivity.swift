import Simulation

/// A kind of fault with the probability that a scenario gives it.
public struct FaultKind: Hashable, Sendable {
  /// The actor that decides about it.
  public let actor: ActorKind
  /// The number of the gateway that it concerns, from 1; 0 for none.
  public let gateway: Int
  /// The decision that goes wrong.
  public let decision: Decision
  /// The probability of the fault; neither 0 nor 1.
  public let probability: Double

  /// - Returns: `nil` for a choice that is no fault.
  init?(_ chance: ExploredChance) {
    let point = ChoicePoint(actor: chance.actor, kind: chance.kind)
    guard point.scenarioDecision.isFault else { return nil }
    actor = point.scenarioActor
    gateway = actor == .gatewayNetwork || actor == .gateway ? point.gatewayNumber : 0
    decision = point.scenarioDecision
    probability = chance.probability
  }
}

/// The outcomes of an operation as functions of the probabilities of its faults.
public struct OutcomeSensitivity: Sendable {
  /// The faults whose probabilities the scenario sets to something between 0 and 1.
  public let faults: [FaultKind]
  private let exploration: ParametricExploration<Outcome>
  /// For each chance of the exploration the index of its fault; -1 for one that is no fault.
  private let faultOfChance: [Int]

  init(_ exploration: ParametricExploration<Outcome>) {
    self.exploration = exploration
    var faults: [FaultKind] = []
    var faultOfChance: [Int] = []
    for chance in exploration.chances {
      guard let fault = FaultKind(chance) else {
        faultOfChance.append(-1)
        continue
      }
      // Reads and writes meet the same faults.
      let known = faults.firstIndex(of: fault)
      faultOfChance.append(known ?? faults.count)
      if known == nil { faults.append(fault) }
    }
    self.faults = faults
    self.faultOfChance = faultOfChance
  }

  /// The outcomes, without their times; several may be alike.
  public var outcomes: [Outcome] { exploration.endings }
  /// The number of states that were told apart, with the messages in flight.
  public var states: Int { exploration.states }
  /// A Boolean value that indicates whether finitely many delays stood for continuous ones.
  public var isApproximate: Bool { exploration.isApproximate }

  /// The probabilities of the outcomes, and the mean time.
  public struct Values: Sendable {
    /// The probability of each outcome.
    public let probabilities: [Double]
    /// The mean time to the decision, in nanoseconds; `nil` if it is not known.
    public let meanTime: Double?
    /// The means of what the numbers of the outcomes leave out.
    package let uncounted: UncountedMeans
    /// For each fault and outcome the derivative of the outcome's probability by that of the fault; empty if not asked
    /// for.
    public var slopes: [[Double]] = []
    /// For each fault the derivative of the mean time; empty if not asked for.
    public var meanTimeSlopes: [Double] = []
    /// For each fault the derivatives of the means of what the outcomes leave out; empty if not asked for.
    package var uncountedSlopes: [UncountedMeans] = []
  }

  /// The values at the scenario's own probabilities, with their derivatives.
  public var values: Values {
    let found = exploration.evaluated()
    var values = values(found)
    values.slopes = faults.map { _ in [Double](repeating: 0, count: outcomes.count) }
    values.meanTimeSlopes = faults.map { _ in 0 }
    var rewardSlopes = faults.map { _ in [Double](repeating: 0, count: Rewards.count) }
    for (chance, fault) in faultOfChance.enumerated() where fault >= 0 {
      for ending in outcomes.indices {
        values.slopes[fault][ending] += found.slopes[chance][ending]
      }
      values.meanTimeSlopes[fault] += found.timeSlopes[Milestone.decision.index][chance]
      for reward in 0..<Rewards.count {
        rewardSlopes[fault][reward] += found.rewardSlopes[reward][chance]
      }
    }
    values.uncountedSlopes = rewardSlopes.map { UncountedMeans($0) }
    return values
  }

  /// The values with another probability of one fault.
  ///
  /// - Parameters:
  ///   - fault: the index of the fault.
  ///   - probability: between 0 and 1, without the ends.
  public func values(with fault: Int, at probability: Double) -> Values {
    var probabilities: [Double] = []
    for (chance, owner) in zip(exploration.chances, faultOfChance) {
      probabilities.append(owner == fault ? probability : chance.probability)
    }
    return values(exploration.evaluated(at: probabilities, hasSlopes: false))
  }

  private func values(_ found: ParametricValues) -> Values {
    Values(
      probabilities: found.probabilities,
      meanTime: exploration.hasMeanTimes ? found.times[Milestone.decision.index] : nil,
      uncounted: UncountedMeans(found.rewards))
  }
}

extension OperationExplorer {
  /// Follows everything that may happen, and keeps how it depends on the probabilities of faults.
  ///
  /// - Returns: `nil` for a scenario that can come back to a state.
  /// - Throws: the `ExplorationError` that stands against it.
  public func sensitivity() throws(ExplorationError) -> OutcomeSensitivity? {
    switch scenario.system {
    case .operation(let system): try sensitivity(of: lumped(system))
    case .intention(let system): try sensitivity(of: lumped(system))
    }
  }

  private func sensitivity(
    of system: some OutcomeSystem
  ) throws(ExplorationError) -> OutcomeSensitivity? {
    let exploration = try Explorer(system, limits: limits).parametric {
      system.outcome($0, time: .zero)
    }
    return exploration.map { OutcomeSensitivity($0) }
  }
}
