/// The reason why the probability of an execution stays in a state.
@usableFromInline
package enum Fate: Hashable, Sendable {
  /// Nothing is pending any more.
  case ending
  /// The state decides everything that was asked. It was not followed.
  case decided
  /// The state belongs to a closed loop: no execution that reaches it ends.
  case endless
  /// The state was not followed, or the loop to which it belongs was not followed far enough.
  case open
}

/// The progress of an exploration in stages.
@usableFromInline
package struct AbsorptionStage: Hashable, Sendable {
  /// The number of states, counted with the events that are pending in them.
  @usableFromInline package let states: Int
  /// The number of states in which several events come at the same instant, of which one order was followed.
  @usableFromInline package let ties: Int
  /// A Boolean value that indicates whether all states were followed that are probable enough.
  @usableFromInline package let isComplete: Bool
  /// A Boolean value that indicates whether finitely many delays approximated continuous ones.
  @usableFromInline package let isApproximate: Bool

  /// Creates a stage from its parts.
  @inlinable
  package init(states: Int, ties: Int, isComplete: Bool, isApproximate: Bool) {
    self.states = states
    self.ties = ties
    self.isComplete = isComplete
    self.isApproximate = isApproximate
  }
}

extension Explorer {
  /// The number of states of the first stage; each later one has four times as many.
  @inlinable
  static var firstStage: Int { 1 << 12 }

  /// Follows the executions, the most probable first, in stages until enough is known or the limit of states is
  /// reached, and tallies where their probability stays.
  ///
  /// Unlike `explore`, it never fails because there are too many states, and it finds loops that nothing leaves.
  ///
  /// - Parameters:
  ///   - empty: the tally before anything was added. Each stage begins with it.
  ///   - isDecided: returns true for a state that need not be followed.
  ///   - add: adds a probability to the tally.
  ///   - isEnough: returns true if no further stage is needed.
  @inlinable
  package func absorb<Tally>(
    into empty: Tally, isDecided: (Subject.State) -> Bool,
    add: (inout Tally, Fate, Subject.State, Double) -> Void,
    isEnough: (Tally, AbsorptionStage) -> Bool
  ) throws(ExplorationError) -> (tally: Tally, stage: AbsorptionStage) {
    var bounds = limits
    // The transitions of the last node may lead beyond the limit.
    bounds.states = limits.states * 2 + 10_000
    var graph = StateGraph<Subject>(limits: bounds)
    graph.queue = ProbabilityQueue()
    try graph.follow(nil, of: system, reachedWith: 1)
    graph.startCount = graph.edges.count
    var most = min(Self.firstStage, limits.states)
    while true {
      let isComplete = try graph.followMore(of: system, upTo: most, isDecided: isDecided)
      let stage = AbsorptionStage(
        states: graph.count, ties: graph.successors.tieCount, isComplete: isComplete,
        isApproximate: graph.isDiscretised)
      var tally = empty
      var flow = AbsorptionFlow(
        graph.edges, graph.nodeEdges.map { $0.outgoing }, startCount: graph.startCount)
      flow.flow()
      for index in 0..<graph.count where flow.mass[index] > 0 {
        let state = graph.successors.state(of: index)
        let fate: Fate =
          graph.successors.isEnding(index)
          ? .ending
          : flow.isEndless[index] ? .endless : isDecided(state) ? .decided : .open
        add(&tally, fate, state, flow.mass[index])
      }
      if isComplete || most >= limits.states || isEnough(tally, stage) { return (tally, stage) }
      most = min(most * 4, limits.states)
    }
  }
}

extension StateGraph {
  /// Follows nodes, the most probable first, until a number of them are known.
  ///
  /// - Parameter isDecided: returns true for a state that need not be followed.
  /// - Returns: false if there are more to follow.
  @inlinable
  mutating func followMore(
    of system: borrowing Subject, upTo most: Int, isDecided: (Subject.State) -> Bool
  ) throws(ExplorationError) -> Bool {
    while count < most {
      guard let next = queue?.removeFirst() else { return true }
      let index = Int(next.node)
      if nodeEdges[index].outgoing.isFollowed { continue }
      if next.probability < limits.leastProbability { continue }
      if isDecided(successors.state(of: index)) { continue }
      try follow(index, of: system)
    }
    return queue?.isEmpty != false
  }
}

extension ProbabilityQueue {
  /// A Boolean value that indicates whether no node is left.
  @inlinable
  var isEmpty: Bool { gone == equals.count && filled == 0 }
}

extension SuccessorGenerator {
  /// The number of nodes in which different events come first at the same instant. One order of them is followed.
  @usableFromInline
  var tieCount: Int {
    var areTied: [Bool?] = Array(repeating: nil, count: pendingSets.contents.entries.count)
    var count = 0
    for index in 0..<nodes.count {
      let set = nodes[index].pendingSet
      let isTied = areTied[Int(set)] ?? hasTie(set)
      areTied[Int(set)] = isTied
      if isTied { count += 1 }
    }
    return count
  }

  /// Returns true if the first two pending events come at the same instant and are different, so
  /// that their order decides.
  private func hasTie(_ set: UInt32) -> Bool {
    let count = pendingSets.count(of: set)
    guard count > 1 else { return false }
    let first = pendingSets.pending(0, of: set)
    for index in 1..<count {
      let other = pendingSets.pending(index, of: set)
      if other.time != first.time { return false }
      if other.event != first.event { return true }
    }
    return false
  }
}
