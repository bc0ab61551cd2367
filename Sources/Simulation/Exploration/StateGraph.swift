/// The nodes of a system, which are states with pending events, and the transitions between them.
///
/// Nodes are followed in the order of the most probable path to them, so that the nodes that are left out are improbable.
@usableFromInline
struct StateGraph<Subject: System>: ~Copyable {
  /// The edges that were found.
  @usableFromInline var edges = Edges()
  /// The probability and the outgoing edges of each node.
  @usableFromInline var nodeEdges: [NodeEdges] = []
  /// A Boolean value that indicates whether the mean of an open draw has no closed form.
  @usableFromInline var hasUnknownWait = false
  /// The number of edges from the start; they are the first ones.
  @usableFromInline var startCount = 0
  /// The chances that each edge decides, if they are recorded.
  @usableFromInline var chances = EdgeChances()

  /// The bounds of the exploration.
  @usableFromInline let limits: ExplorationLimits
  /// The source of nodes, with the states and events themselves.
  @usableFromInline var successors: SuccessorGenerator<Subject>
  /// The nodes that are still to be followed.
  @usableFromInline var queue = ProbabilityQueue()

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
    successors = SuccessorGenerator(discretisation: limits.discretisation)
    successors.world.lattice = limits.lattice
    successors.shadow.lattice = limits.lattice
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

  /// Follows nodes, the most probable path first, until none is left or a limit is reached.
  ///
  /// - Throws: the limit, after everything that was found before it.
  @inlinable
  mutating func followAll(of system: borrowing Subject) throws(ExplorationError) {
    var step = 0
    while let next = queue.removeFirst() {
      let index = Int(next.node)
      if nodeEdges[index].outgoing.isFollowed { continue }
      if next.probability < limits.leastProbability { continue }
      try limits.checkStop(at: step)
      step += 1
      let first = Int32(edges.count)
      nodeEdges[index].outgoing.first = first
      try follow(index, of: system, reachedWith: nodeEdges[index].best)
      nodeEdges[index].outgoing.count = Int32(edges.count) - first
    }
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
    queue = ProbabilityQueue()
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
      // A product of probabilities may be too small for a number: then it is 0, and its node has no more to pass on.
      if transition.wait == nil, transition.probability > 0 { hasUnknownWait = true }
      let index = transition.target
      if transition.isNew { try addNode() }
      edges.append(to: index, probability: transition.probability, wait: transition.wait ?? 0)
      if successors.world.recordsDecided { chances.append(successors.world.decided) }
      if edges.count & 255 == 0, isTooLarge { throw .memory(limit: limits.bytes) }
      // Equal values of a latency are one, and their sum may be rounded to more than 1.
      let reaching = probability * min(transition.probability, 1)
      if reaching > nodeEdges[index].best, !nodeEdges[index].outgoing.isFollowed {
        nodeEdges[index].best = reaching
        queue.insert(Int32(index), probability: reaching)
      }
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

/// The edges from a node, which are next to each other.
@usableFromInline
struct EdgeRun: Sendable {
  /// The index of the first edge; -1 if the node was not followed.
  @usableFromInline var first: Int32 = -1
  @usableFromInline var count: Int32 = 0

  @inlinable
  init() {}

  /// A Boolean value that indicates whether the node was followed.
  @inlinable
  var isFollowed: Bool { first >= 0 }

  /// The indices of the edges; empty if the node was not followed.
  @inlinable
  var edges: Range<Int> {
    let lower = max(Int(first), 0)
    return lower..<lower + Int(count)
  }
}

/// The edges between nodes, those from one node next to each other.
@usableFromInline
struct Edges: Sendable {
  /// The node that each edge leads to.
  @usableFromInline var targets: [Int32] = []
  /// The probability of each edge, given its origin.
  @usableFromInline var probabilities: [Double] = []
  /// For each edge the mean of an open draw before the target's next event, in nanoseconds. Edges past the end have none;
  /// most systems have none at all.
  @usableFromInline var waits: [Double] = []

  @inlinable
  init() {}

  @inlinable
  var count: Int { targets.count }

  /// The time that passes on an edge, in nanoseconds. Waits are kept only up to the last edge
  /// that has one: most systems have none.
  @inlinable
  func wait(_ index: Int) -> Double { index < waits.count ? waits[index] : 0 }

  /// Adds an edge at the end.
  @inlinable @inline(__always)
  mutating func append(to target: Int, probability: Double, wait: Double) {
    if wait > 0 {
      while waits.count < count { waits.append(0) }
      waits.append(wait)
    }
    targets.append(Int32(target))
    probabilities.append(probability)
  }
}
