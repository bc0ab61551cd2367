/// Computes the probability of each ending of a system, over all paths at once.
///
/// ```swift
/// let exploration = try Explorer(Throwing()).explore()
/// exploration.endings.map(\.probability)
/// ```
///
/// The probability of a state is the sum over all paths to it. Equal states with equal pending events are one node, and
/// are followed once. The sums have positive terms only, so nothing cancels.
///
/// Rewards are added up along the paths: see ``System/takeRewards(from:isEnding:)``.
///
/// Delays must have finitely many values, except where nothing else is pending. Such a delay only shifts the later
/// events, and its distribution does not matter.
public struct Explorer<Subject: System>: Sendable {
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

  /// Explores all paths.
  @inlinable
  public func explore() throws(ExplorationError) -> Exploration<Subject.State> {
    try explore { $0 }
  }

  /// Explores all paths, and keeps a smaller value of each ending in place of its state.
  ///
  /// - Parameter ending: returns the value for a state in which nothing is pending any more.
  @inlinable
  public func explore<Ending>(
    _ ending: (Subject.State) -> Ending
  ) throws(ExplorationError) -> Exploration<Ending> {
    var propagation = ProbabilityPropagation(try StateGraph.explore(system, limits: limits))
    propagation.propagate()
    var exploration = Exploration<Ending>()
    var total = Total()
    total.add(propagation.residual)
    for index in 0..<propagation.graph.count where propagation.probability(index) > 0 {
      let node = propagation.graph.node(index)
      guard propagation.graph.successors.isEnding(node) else { continue }
      let probability = propagation.probability(index)
      total.add(probability)
      exploration.endings.append(
        .init(
          state: ending(propagation.graph.successors.states[node.state]), probability: probability))
    }
    // The probabilities add up to 1. Each probability that is passed on takes one product and one sum of positive terms,
    // and each value of a latency one sum, which round by 2⁻⁵³ each: no path can gather more than all of that.
    let bound = 1e-12 * max(1, propagation.events / 100) + 0x1p-52 * propagation.roundings
    if abs(total.value - 1) > bound { throw .unbalanced(total: total.value) }
    exploration.residual = propagation.residual
    let hasUnknownWait = propagation.graph.hasUnknownWait
    exploration.meanTimes = propagation.times.map { hasUnknownWait ? nil : $0 }
    exploration.meanRewards = propagation.meanRewards
    exploration.greatestReward = propagation.greatestReward()
    exploration.states = propagation.graph.count
    exploration.isApproximate = propagation.graph.isDiscretised
    return exploration
  }
}

/// A sum of many numbers that are not negative, which keeps small terms (Kahan, *Further Remarks on Reducing Truncation
/// Errors*, Communications of the ACM 8:1, 1965).
@usableFromInline
struct Total {
  @usableFromInline var value = 0.0
  /// The rounding error of the value.
  @usableFromInline var surplus = 0.0

  @inlinable
  init() {}

  /// Adds a number that is not negative. What rounding has cut off is added to the next one.
  @inlinable
  mutating func add(_ number: Double) {
    let wanted = number - surplus
    let sum = value + wanted
    surplus = (sum - value) - wanted
    value = sum
  }
}
