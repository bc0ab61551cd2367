/// The Markov chain that an exploration found: states, the probabilities of the steps between them, and the mean time
/// that passes in each.
///
/// State 0 is the start, before anything was decided. An ending has no steps, and neither has a state whose successors
/// were not followed because it is too improbable.
public struct MarkovChain<Ending: Hashable & Sendable>: Sendable {
  /// The steps, ordered by the states that they come from.
  public internal(set) var steps: [Step] = []
  /// The number of states.
  public internal(set) var states = 1
  /// The endings, ordered by their states.
  public internal(set) var endings: [(state: Int, ending: Ending)] = []
  /// For each milestone and state the mean time until the next state, in nanoseconds, as far as it passes before the
  /// milestone. `nil` if a mean has no closed form.
  public internal(set) var times: [[Double]]?
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  public internal(set) var isApproximate = false

  /// One step.
  public struct Step: Hashable, Sendable {
    public let origin: Int
    public let target: Int
    public let probability: Double

    @inlinable
    public init(origin: Int, target: Int, probability: Double) {
      (self.origin, self.target, self.probability) = (origin, target, probability)
    }
  }

  @inlinable
  init() {}
}

extension Explorer {
  /// Explores all paths, and returns the Markov chain that they form.
  ///
  /// - Parameter ending: returns a value for a state in which nothing is pending any more.
  public func chain<Ending>(
    _ ending: (Subject.State) -> Ending
  ) throws(ExplorationError) -> MarkovChain<Ending> {
    let graph = try StateGraph.explore(system, limits: limits)
    var chain = MarkovChain<Ending>()
    chain.states = graph.count + 1
    chain.isApproximate = graph.isDiscretised
    var times = [[Double]](
      repeating: [Double](repeating: 0, count: chain.states), count: Milestone.count)

    /// Adds time that passes in a state, for the milestones that come after it.
    func add(_ time: Double, in state: Int, before pendingSet: UInt32) {
      if time == 0 { return }
      let reached = graph.successors.pendingSets.reached(in: pendingSet)
      for index in times.indices where reached >> UInt8(index) & 1 == 0 {
        times[index][state] += time
      }
    }

    /// Adds the steps from a state; an open draw passes before the target's next event, and its mean is known here.
    func add(_ edges: Range<Int>, from state: Int) {
      for edge in edges {
        let target = Int(graph.edges.targets[edge])
        let probability = graph.edges.probabilities[edge]
        chain.steps.append(.init(origin: state, target: target + 1, probability: probability))
        add(
          probability * graph.edges.wait(edge), in: state, before: graph.node(target).pendingSet)
      }
    }

    add(0..<graph.startCount, from: 0)
    for index in 0..<graph.count {
      let node = graph.node(index)
      if graph.successors.isEnding(node) {
        chain.endings.append((index + 1, ending(graph.successors.states[node.state])))
        continue
      }
      let run = graph.nodeEdges[index].outgoing
      if !run.isFollowed { continue }
      if let time = graph.successors.timeToNext(in: node.pendingSet) {
        add(Double(time), in: index + 1, before: node.pendingSet)
      }
      add(run.edges, from: index + 1)
    }
    chain.times = graph.hasUnknownWait ? nil : times
    return chain
  }
}
