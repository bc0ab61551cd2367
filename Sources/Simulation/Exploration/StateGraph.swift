/// The nodes of a system, which are states with pending events, and the transitions between them.
///
/// Nodes are followed in the order of their discovery, which keeps what belongs together near in memory, and which is the
/// same on any number of threads: see `followAll`. Only a part of a graph is followed in the order of the most probable
/// path to each node: see `followMore`.
@usableFromInline
struct StateGraph<Subject: System>: ~Copyable {
  /// The edges that were found.
  @usableFromInline var edges = Edges()
  /// The probability and the outgoing edges of each node.
  @usableFromInline var nodeEdges: [NodeEdges] = []
  /// A Boolean value that indicates whether the mean of an open draw has no closed form.
  @usableFromInline var hasUnknownWait = false
  /// The number of nodes that were followed in the order of their discovery.
  @usableFromInline var followed = 0
  /// The number of edges from the start; they are the first ones.
  @usableFromInline var startCount = 0
  /// The rewards of the edges.
  @usableFromInline var rewards = EdgeRewards()
  /// The chances that each edge decides, if they are recorded.
  @usableFromInline var chances = EdgeChances()

  /// The bounds of the exploration.
  @usableFromInline let limits: ExplorationLimits
  /// The source of nodes, with the states and events themselves.
  @usableFromInline var successors: SuccessorGenerator<Subject>
  /// The nodes that are to be followed, the most probable first; `nil` if they are followed in the order of their discovery.
  @usableFromInline var queue: ProbabilityQueue?

  /// The best path to a node and the edges from it, next to each other since nodes are visited in no order.
  @usableFromInline
  struct NodeEdges {
    /// The probability of the most probable known path to it.
    @usableFromInline var best = 0.0
    /// The edges from the node; none before it was followed.
    @usableFromInline var outgoing = EdgeRun()

    /// A node that was not followed.
    @inlinable
    init() {}
  }

  /// The number of nodes.
  @inlinable
  var count: Int { successors.nodes.count }

  /// The node of a number.
  @inlinable
  func node(_ index: Int) -> Node { successors.nodes[index] }

  /// A Boolean value that indicates whether finitely many delays approximate continuous ones.
  @inlinable
  var isDiscretised: Bool { successors.isDiscretised }

  /// An empty graph.
  @inlinable
  init(limits: ExplorationLimits) {
    self.limits = limits
    successors = SuccessorGenerator(
      discretisation: limits.discretisation, lattice: limits.lattice)
  }

  /// Returns the graph of all states that a system can reach.
  ///
  /// - Parameter recordsChances: true to keep the chances that each edge decides.
  /// - Throws: the ``ExplorationError`` that stopped the exploration.
  @inlinable
  static func explore(
    _ system: Subject, limits: ExplorationLimits, recordsChances: Bool = false
  ) throws(ExplorationError) -> StateGraph {
    var graph = StateGraph(limits: limits)
    graph.successors.world.recordsDecided = recordsChances
    graph.reserve(min(limits.states, limits.bytes >> 10, 1 << 20))
    try graph.follow(nil, of: system, reachedWith: 1)
    graph.startCount = graph.edges.count
    try graph.followAll(of: system)
    graph.close()
    return graph
  }

  /// Finds the probability of the most probable path to every node, along the edges that are known.
  @usableFromInline
  mutating func findBestPaths() {
    var isImproved = true
    while isImproved {
      isImproved = false
      for index in 0..<count {
        let node = nodeEdges[index]
        for edge in node.outgoing.edges {
          let target = Int(edges.targets[edge])
          let reaching = node.best * min(edges.probabilities[edge], 1)
          if reaching > nodeEdges[target].best {
            nodeEdges[target].best = reaching
            // One that was passed already in this round passes it on in the next.
            if target <= index { isImproved = true }
          }
        }
      }
    }
  }

  /// Follows a node.
  @inlinable @inline(__always)
  mutating func follow(_ index: Int, of system: borrowing Subject) throws(ExplorationError) {
    let first = Int32(edges.count)
    nodeEdges[index].outgoing.first = first
    try follow(index, of: system, reachedWith: nodeEdges[index].best)
    nodeEdges[index].outgoing.count = Int32(edges.count) - first
  }

  /// Reserves storage for a number of nodes, and for twice as many edges.
  ///
  /// Unused storage costs addresses but no memory, while growing step by step would move everything repeatedly.
  @inlinable
  mutating func reserve(_ nodes: Int) {
    successors.nodes.reserve(nodes)
    nodeEdges.reserveCapacity(nodes)
    edges.targets.reserveCapacity(2 * nodes)
    edges.probabilities.reserveCapacity(2 * nodes)
    edges.waits.reserveCapacity(2 * nodes)
  }

  /// Releases the storage that only the discovery needs.
  @inlinable
  mutating func close() {
    successors.nodes.close()
    successors.states.close()
  }

  /// Adds the edges from a node, or from the start with `nil`.
  @inlinable
  mutating func follow(
    _ node: Int?, of system: borrowing Subject, reachedWith probability: Double
  ) throws(ExplorationError) {
    successors.begin(at: node)
    while let transition = try successors.next(of: system) {
      if successors.world.recordsDecided { chances.append(successors.world.decided) }
      try add(transition, reachedWith: probability)
    }
  }

  /// Adds the edge of a transition from a node to which a path leads with a probability.
  @inlinable @inline(__always)
  mutating func add(
    _ transition: Transition, reachedWith probability: Double
  ) throws(ExplorationError) {
    // A product of probabilities may be too small for a number: then it is 0, and its node has no more to pass on.
    if transition.wait == nil, transition.probability > 0 { hasUnknownWait = true }
    let index = transition.target
    if transition.isNew { try addNode() }
    edges.append(to: index, probability: transition.probability, wait: transition.wait ?? 0)
    if transition.rewards != .none { rewards.append(transition.rewards, to: edges.count - 1) }
    if edges.count & 255 == 0, isTooLarge { throw .memory(limit: limits.bytes) }
    // Equal values of a latency are one, and their sum may be rounded to more than 1.
    let reaching = probability * min(transition.probability, 1)
    if reaching <= nodeEdges[index].best { return }
    nodeEdges[index].best = reaching
    if transition.isNew, reaching < limits.leastProbability {
      nodeEdges[index].outgoing.first = EdgeRun.putOff
    }
    if !nodeEdges[index].outgoing.isFollowed {
      queue?.insert(Int32(index), probability: reaching)
    }
  }

  /// Adds a node.
  ///
  /// - Throws: the limit on states if there would be too many.
  @inlinable @inline(__always)
  mutating func addNode() throws(ExplorationError) {
    if count > limits.states { throw .states(limit: limits.states) }
    nodeEdges.append(NodeEdges())
  }

  /// A Boolean value that indicates whether the graph takes more memory than it may.
  @inlinable
  var isTooLarge: Bool {
    // A node has its best path and its flow, and an edge a target, a probability and perhaps an entry of the queue.
    successors.bytes + count * 64 + edges.count * 24 > limits.bytes || edges.count > edgesThatFit
  }

  /// The number of edges that indices of 32 bits can number.
  @inlinable
  var edgesThatFit: Int { Int(Int32.max) - 1 << 24 }
}
