/// The probability of every node of a graph, propagated along its edges.
///
/// Most systems never return to a node. A node then passes its probability on once, when every edge to it has passed its
/// own. Cycles are iterated until the remaining probability is below 10⁻¹⁸.
@usableFromInline
struct ProbabilityPropagation<Subject: System>: ~Copyable {
  /// The graph, complete up to its limits.
  @usableFromInline var graph: StateGraph<Subject>
  /// The flow through each node.
  @usableFromInline var flows: [Flow] = []
  /// The probability of nodes that were not followed, and the remainder of cycles.
  @usableFromInline var residual = 0.0
  /// For each milestone the mean time before it, in nanoseconds.
  @usableFromInline var times = [Double](repeating: 0, count: Milestone.count)
  /// The mean number of events of a path.
  @usableFromInline var events = 0.0
  /// The number of sums in which a probability may have been rounded, on the longest path at most.
  @usableFromInline var roundings = 0.0
  /// For each number of an edge's rewards the probability, or the mean number of times, that such edges are taken.
  @usableFromInline var rewarded: [Double] = []
  /// The nodes to which every edge has passed its probability.
  @usableFromInline var ready: [Int32] = []
  /// For each node of a cycle the probability that it has not passed on yet; empty without cycles.
  @usableFromInline var waiting: [Double] = []

  /// The probability of a node and its outgoing edges, in half a cache line: there are too many nodes for a near cache.
  @usableFromInline
  struct Flow {
    /// The probability of ever being there; in a cycle, the mean number of visits.
    @usableFromInline var probability = 0.0
    /// The mean time before its next event, where a draw was left open, in nanoseconds.
    @usableFromInline var wait = 0.0
    /// The number of edges to it that have not passed their probability yet.
    @usableFromInline var expected: Int32 = 0
    /// The edges from the node.
    @usableFromInline let outgoing: EdgeRun
    /// The pending events of the node, which know the milestones that were reached.
    @usableFromInline let pendingSet: UInt32

    /// A node that nothing has reached.
    @inlinable
    init(outgoing: EdgeRun, pendingSet: UInt32) {
      self.outgoing = outgoing
      self.pendingSet = pendingSet
    }
  }

  /// Takes a graph over. It is consumed, because it may fill most of the memory.
  @inlinable
  init(_ graph: consuming StateGraph<Subject>) {
    self.graph = graph
  }

  /// Propagates the probability from the start to all nodes.
  @inlinable
  mutating func propagate() {
    flows.reserveCapacity(graph.count)
    ready.reserveCapacity(graph.count)
    for (index, edges) in graph.nodeEdges.enumerated() {
      flows.append(Flow(outgoing: edges.outgoing, pendingSet: graph.node(index).pendingSet))
    }
    graph.nodeEdges = []
    rewarded = [Double](repeating: 0, count: graph.rewards.rewards.count + 1)
    roundings = Double(graph.edges.count)
    for target in graph.edges.targets { flows[Int(target)].expected += 1 }
    for edge in 0..<graph.startCount {
      pass(1, along: edge)
      expectOneLess(edge)
    }
    propagateForward()
    if ready.count < flows.count { propagateCycles() }
    roundings += events * Double(graph.successors.world.mostValues)
    for flow in flows where flow.wait > 0 { count(flow.wait, before: flow.pendingSet) }
  }

  /// The probability of ever being at a node; in a cycle, the mean number of visits.
  @inlinable
  func probability(_ index: Int) -> Double { flows[index].probability }

  /// Passes probability on from each node whose incoming edges have all been passed, in an order
  /// that depends on the graph alone. Each edge is used once.
  @inlinable
  mutating func propagateForward() {
    var next = 0
    while next < ready.count {
      let flow = flows[Int(ready[next])]
      next += 1
      if passesOn(flow.probability, at: flow) {
        for edge in flow.outgoing.edges { pass(flow.probability, along: edge) }
      }
      for edge in flow.outgoing.edges { expectOneLess(edge) }
    }
  }

  /// Counts down the incoming edges of an edge's target, which becomes ready with the last one.
  @inlinable
  mutating func expectOneLess(_ edge: Int) {
    let target = graph.edges.targets[edge]
    flows[Int(target)].expected -= 1
    if flows[Int(target)].expected == 0 { ready.append(target) }
  }

  /// The largest number of rounds through cycles.
  @inlinable
  static var mostRounds: Int { 1_000_000 }
  /// The remaining probability below which cycles are not iterated further.
  @inlinable
  static var least: Double { 1e-18 }

  /// Passes probability around cycles until less than ``least`` moves, or for ``mostRounds``
  /// rounds.
  ///
  /// The rest is in the residual: an exact result says what it leaves out.
  @inlinable
  mutating func propagateCycles() {
    let left = flows.indices.filter { flows[$0].expected > 0 }
    waiting = flows.map { $0.probability }
    for _ in 0..<ProbabilityPropagation.mostRounds {
      var sum = 0.0
      for index in left { sum += waiting[index] }
      if sum < ProbabilityPropagation.least { break }
      roundings += Double(left.count)
      for index in left where waiting[index] > 0 {
        let probability = waiting[index]
        waiting[index] = 0
        if passesOn(probability, at: flows[index]) {
          for edge in flows[index].outgoing.edges {
            pass(probability, along: edge)
            waiting[Int(graph.edges.targets[edge])] += probability * graph.edges.probabilities[edge]
          }
        }
      }
    }
    for index in left { residual += waiting[index] }
  }

  /// Returns true if a node passes its probability on, and counts its event; an ending does not.
  @inlinable
  mutating func passesOn(_ probability: Double, at flow: Flow) -> Bool {
    guard let time = graph.successors.timeToNext(in: flow.pendingSet) else { return false }
    if !flow.outgoing.isFollowed {
      residual += probability
      return false
    }
    events += probability
    count(Double(time) * probability, before: flow.pendingSet)
    return true
  }

  /// Moves probability along one edge, with the time that passes on it.
  @inlinable
  mutating func pass(_ probability: Double, along edge: Int) {
    let target = Int(graph.edges.targets[edge])
    let passed = probability * graph.edges.probabilities[edge]
    flows[target].probability += passed
    rewarded[graph.rewards.number(of: edge)] += passed
    let wait = graph.edges.wait(edge)
    if wait > 0 { flows[target].wait += wait * passed }
  }

  /// For each reward its mean sum along a path.
  @inlinable
  var meanRewards: [Double] {
    var means = [Double](repeating: 0, count: Rewards.count)
    for number in rewarded.indices.dropFirst() {
      for index in means.indices {
        means[index] += rewarded[number] * Double(graph.rewards[number][index])
      }
    }
    return means
  }

  /// The greatest sum of reward 0 along a path: the longest path of an acyclic graph, along which the order of the
  /// propagation leads. `nil` if a cycle adds to it.
  @inlinable
  func greatestReward() -> UInt64? {
    if graph.rewards.isEmpty { return 0 }
    var greatest = [UInt64](repeating: 0, count: flows.count)
    var most: UInt64 = 0
    func pass(_ sum: UInt64, along edge: Int, _ greatest: inout [UInt64]) -> Bool {
      let number = graph.rewards.number(of: edge)
      let added = number == 0 ? sum : sum + UInt64(graph.rewards[number][0])
      let target = Int(graph.edges.targets[edge])
      if added <= greatest[target] { return false }
      greatest[target] = added
      most = max(most, added)
      return true
    }
    for edge in 0..<graph.startCount { _ = pass(0, along: edge, &greatest) }
    for node in ready {
      let sum = greatest[Int(node)]
      for edge in flows[Int(node)].outgoing.edges { _ = pass(sum, along: edge, &greatest) }
    }
    if ready.count == flows.count { return most }
    let left = flows.indices.filter { flows[$0].expected > 0 }
    // Without a cycle that adds to it, a sum is final once it has passed every node of a path.
    for _ in 0...left.count {
      var isImproved = false
      for node in left {
        for edge in flows[node].outgoing.edges where pass(greatest[node], along: edge, &greatest) {
          isImproved = true
        }
      }
      if !isImproved { return most }
    }
    return nil
  }

  /// Adds time to every milestone that was not reached before.
  @inlinable
  mutating func count(_ time: Double, before pendingSet: UInt32) {
    let reached = graph.successors.pendingSets.reached(in: pendingSet)
    for index in times.indices where reached >> UInt8(index) & 1 == 0 { times[index] += time }
  }
}
