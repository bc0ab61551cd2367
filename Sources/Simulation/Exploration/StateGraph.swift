/// The states of a system with what is in flight, and the ways between them.
///
/// Nodes are followed in the order of the most probable way to them, so that what is left out is improbable.
@usableFromInline
struct StateGraph<Subject: System>: ~Copyable {
  @usableFromInline var edges = Edges()
  /// For each node what is known of the ways to it and from it.
  @usableFromInline var ways: [Ways] = []
  /// Whether some open delay's mean has no closed form.
  @usableFromInline var hasUnknownWait = false
  /// How many edges lead from the start; they are the first ones.
  @usableFromInline var startCount = 0

  @usableFromInline let limits: ExplorationLimits
  @usableFromInline var unfolding: SuccessorGenerator<Subject>
  @usableFromInline var frontier = ProbabilityQueue()

  /// The ways to a node and from it, next to each other: a node is looked at in no order, and far apart.
  @usableFromInline
  struct Ways {
    /// The probability of the most probable way to it.
    @usableFromInline var best = 0.0
    @usableFromInline var onward = EdgeRun()

    @inlinable
    init() {}
  }

  /// How many nodes there are.
  @inlinable
  var count: Int { unfolding.nodes.count }

  @inlinable
  func node(_ index: Int) -> Node { unfolding.nodes[index] }

  /// Whether finitely many delays stand for continuous ones.
  @inlinable
  var isDiscretised: Bool { unfolding.isDiscretised }

  /// Discovers all states that can be reached.
  @inlinable
  init(_ system: Subject, limits: ExplorationLimits) throws(ExplorationProblem) {
    self.limits = limits
    unfolding = SuccessorGenerator(discretisation: limits.discretisation)
    reserve(min(limits.states, 1 << 20))
    try follow(nil, of: system, reachedWith: 1)
    startCount = edges.count
    try followAll(of: system)
    close()
  }

  @inlinable
  mutating func followAll(of system: borrowing Subject) throws(ExplorationProblem) {
    while let next = frontier.removeFirst() {
      let index = Int(next.node)
      if ways[index].onward.isFollowed { continue }
      if next.probability < limits.leastProbability { continue }
      let first = Int32(edges.count)
      ways[index].onward.first = first
      try follow(index, of: system, reachedWith: ways[index].best)
      ways[index].onward.count = Int32(edges.count) - first
    }
  }

  /// Makes room for so many nodes, and as many again of ways. It costs addresses and no memory as long as it
  /// is not used; to grow step by step moves everything again and again.
  @inlinable
  mutating func reserve(_ nodes: Int) {
    unfolding.nodes.reserve(nodes)
    ways.reserveCapacity(nodes)
    edges.targets.reserveCapacity(2 * nodes)
    edges.probabilities.reserveCapacity(2 * nodes)
    edges.waits.reserveCapacity(2 * nodes)
  }

  /// Gives back what only the discovery needs.
  @inlinable
  mutating func close() {
    frontier = ProbabilityQueue()
    unfolding.nodes.close()
    unfolding.states.close()
  }

  /// Adds the ways from a node, or from the start with `nil`.
  @inlinable
  mutating func follow(
    _ node: Int?, of system: borrowing Subject, reachedWith probability: Double
  ) throws(ExplorationProblem) {
    unfolding.begin(at: node)
    while let way = try unfolding.next(of: system) {
      if way.probability == 0 { continue }
      if way.wait == nil { hasUnknownWait = true }
      let index = way.target
      if way.isNew { try addNode() }
      edges.append(to: index, probability: way.probability, wait: way.wait ?? 0)
      let reaching = probability * way.probability
      if reaching > ways[index].best, !ways[index].onward.isFollowed {
        ways[index].best = reaching
        frontier.insert(Int32(index), probability: reaching)
      }
    }
  }

  @inlinable @inline(__always)
  mutating func addNode() throws(ExplorationProblem) {
    if count > limits.states { throw .states(limit: limits.states) }
    ways.append(Ways())
  }
}

/// The ways from a node, which are next to each other.
@usableFromInline
struct EdgeRun {
  /// Where they begin; -1 if the node was not followed.
  @usableFromInline var first: Int32 = -1
  @usableFromInline var count: Int32 = 0

  @inlinable
  init() {}

  /// Whether it was found out what comes after the node.
  @inlinable
  var isFollowed: Bool { first >= 0 }

  /// None from a node that was not followed.
  @inlinable
  var edges: Range<Int> {
    let lower = max(Int(first), 0)
    return lower..<lower + Int(count)
  }
}

/// Ways between nodes, those of one node next to each other.
@usableFromInline
struct Edges {
  @usableFromInline var targets: [Int32] = []
  @usableFromInline var probabilities: [Double] = []
  /// Of each one the mean of a delay that was left open, in nanoseconds, before the target's next event;
  /// those past the end have none, as most systems' have.
  @usableFromInline var waits: [Double] = []

  @inlinable
  init() {}

  @inlinable
  var count: Int { targets.count }

  @inlinable
  func wait(_ index: Int) -> Double { index < waits.count ? waits[index] : 0 }

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
