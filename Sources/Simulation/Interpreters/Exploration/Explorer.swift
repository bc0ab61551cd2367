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
    let graph = try StateGraph(system, limits: limits)
    let flow = MassFlow(graph)
    var exploration = Exploration<Subject.State>()
    for (node, mass) in zip(graph.nodes, flow.masses) where node.agenda.isEmpty && mass > 0 {
      exploration.endings.append(.init(state: node.state, probability: mass))
    }
    exploration.residual = flow.residual
    exploration.meanTimes = flow.times.map { graph.hasUnknownWait ? nil : $0 }
    exploration.states = graph.nodes.count
    exploration.isApproximate = graph.isDiscretised
    return exploration
  }
}
