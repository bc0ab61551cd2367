/// Runs a system on all courses of events at once, and says how probable each ending is.
///
/// ```swift
/// let exploration = try Explorer(Throwing()).explore()
/// exploration.endings.map(\.probability)
/// ```
///
/// The probability of a state is the sum over all ways to it: states that are equal, with what is in flight,
/// are one, and are followed once. The sums have positive terms only, so nothing cancels.
///
/// Delays must have finitely many values, except where nothing else is pending: then a delay only shifts
/// what comes, whatever its distribution.
public struct Explorer<Subject: System>: Sendable {
  public let system: Subject
  public let limits: ExplorationLimits

  @inlinable
  public init(_ system: Subject, limits: ExplorationLimits = ExplorationLimits()) {
    self.system = system
    self.limits = limits
  }

  /// Follows everything that may happen.
  @inlinable
  public func explore() throws(ExplorationProblem) -> Exploration<Subject.State> {
    try explore { $0 }
  }

  /// Follows everything that may happen, and keeps something smaller of each ending than its state.
  @inlinable
  public func explore<Ending>(
    _ ending: (Subject.State) -> Ending
  ) throws(ExplorationProblem) -> Exploration<Ending> {
    let flow = ProbabilityPropagation(try StateGraph(system, limits: limits))
    var exploration = Exploration<Ending>()
    var total = Total()
    total.add(flow.residual)
    for index in 0..<flow.graph.count where flow.mass(index) > 0 {
      let node = flow.graph.node(index)
      guard flow.graph.unfolding.isEnding(node) else { continue }
      let mass = flow.mass(index)
      total.add(mass)
      exploration.endings.append(
        .init(state: ending(flow.graph.unfolding.states[node.state]), probability: mass))
    }
    // Whatever happens, something does. Each event rounds some products and sums, by 10⁻¹⁶ each: there
    // is room for some hundreds of them in a hundred events, and for as many in each hundred more.
    precondition(
      abs(total.value - 1) <= 1e-12 * max(1, flow.events / 100),
      "the probabilities of all endings add up to 1")
    exploration.residual = flow.residual
    let hasUnknownWait = flow.graph.hasUnknownWait
    exploration.meanTimes = flow.times.map { hasUnknownWait ? nil : $0 }
    exploration.states = flow.graph.count
    exploration.isApproximate = flow.graph.isDiscretised
    return exploration
  }
}

/// A sum of many numbers that are not less than 0, which does not lose what is small (Kahan's).
@usableFromInline
struct Total {
  @usableFromInline var value = 0.0
  /// What the value has too much.
  @usableFromInline var surplus = 0.0

  @inlinable
  init() {}

  @inlinable
  mutating func add(_ number: Double) {
    let wanted = number - surplus
    let sum = value + wanted
    surplus = (sum - value) - wanted
    value = sum
  }
}
