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
  /// For each reward and state the mean amount that the step from the state adds.
  public internal(set) var rewards: [[Double]] = []
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  public internal(set) var isApproximate = false

  /// One step.
  public struct Step: Hashable, Sendable {
    /// The index of the state before the step.
    public let origin: Int
    /// The index of the state after the step.
    public let target: Int
    /// The probability, in 0 ... 1.
    public let probability: Double

    /// Creates a value from its parts.
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
    return graph.chain(ending)
  }
}

/// A chain while it is made, with the times that pass in its states.
private struct ChainDraft<Ending: Hashable & Sendable> {
  var chain = MarkovChain<Ending>()
  /// The mean time in each state until a milestone is reached, for each milestone.
  var times: [[Double]]

  /// A chain with states and without steps.
  init(states: Int) {
    chain.states = states
    chain.rewards = [[Double]](
      repeating: [Double](repeating: 0, count: states), count: Rewards.count)
    times = [[Double]](repeating: [Double](repeating: 0, count: states), count: Milestone.count)
  }

  /// Adds time that passes in a state, for the milestones that are not yet reached.
  mutating func add(_ time: Double, in state: Int, reached: UInt8) {
    if time == 0 { return }
    for index in times.indices where reached >> UInt8(index) & 1 == 0 {
      times[index][state] += time
    }
  }
}

extension StateGraph {
  /// The Markov chain that the graph forms.
  fileprivate func chain<Ending: Hashable & Sendable>(
    _ ending: (Subject.State) -> Ending
  ) -> MarkovChain<Ending> {
    var draft = ChainDraft<Ending>(states: count + 1)
    draft.chain.isApproximate = isDiscretised
    add(0..<startCount, from: 0, to: &draft)
    for index in 0..<count {
      let node = node(index)
      if successors.isEnding(node) {
        draft.chain.endings.append((index + 1, ending(successors.states[node.state])))
        continue
      }
      let run = nodeEdges[index].outgoing
      if !run.isFollowed { continue }
      if let time = successors.timeToNext(in: node.pendingSet) {
        draft.add(
          Double(time), in: index + 1, reached: successors.pendingSets.reached(in: node.pendingSet))
      }
      add(run.edges, from: index + 1, to: &draft)
    }
    draft.chain.times = hasUnknownWait ? nil : draft.times
    return draft.chain
  }

  /// Adds the steps from a state; an open draw passes before the target's next event, and its mean is known here.
  private func add<Ending: Hashable & Sendable>(
    _ edges: Range<Int>, from state: Int, to draft: inout ChainDraft<Ending>
  ) {
    for edge in edges {
      let target = Int(self.edges.targets[edge])
      let probability = self.edges.probabilities[edge]
      draft.chain.steps.append(.init(origin: state, target: target + 1, probability: probability))
      let number = rewards.number(of: edge)
      for index in draft.chain.rewards.indices where number > 0 {
        draft.chain.rewards[index][state] += probability * Double(rewards[number][index])
      }
      draft.add(
        probability * self.edges.wait(edge), in: state,
        reached: successors.pendingSets.reached(in: node(target).pendingSet))
    }
  }
}
