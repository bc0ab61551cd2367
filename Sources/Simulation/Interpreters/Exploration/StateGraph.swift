/// The states of a system with what is in flight, and the ways between them.
///
/// Nodes are followed in the order of the most probable way to them, so that what is left out is improbable.
@usableFromInline
struct StateGraph<Subject: System>: ~Copyable {
  @usableFromInline var nodes = Numbering<Node>()
  @usableFromInline var edges = Edges()
  /// For each node where its edges begin, and how many there are; -1 if it was not followed.
  @usableFromInline var firstEdge: [Int32] = []
  @usableFromInline var edgeCount: [Int32] = []
  /// Whether some open delay's mean has no closed form.
  @usableFromInline var hasUnknownWait = false
  /// How many edges lead from the start; they are the first ones.
  @usableFromInline var startCount = 0

  @usableFromInline let limits: ExplorationLimits
  @usableFromInline var unfolding: Unfolding<Subject>
  @usableFromInline var frontier = ProbabilityQueue()
  /// The probability of the most probable way to each node.
  @usableFromInline var best: [Double] = []

  /// Whether finitely many delays stand for continuous ones.
  @inlinable
  var isDiscretised: Bool { unfolding.isDiscretised }

  @inlinable
  func isFollowed(_ index: Int) -> Bool { firstEdge[index] >= 0 }

  /// The ways from a node; none from one that was not followed.
  @inlinable
  func edges(from index: Int) -> Range<Int> {
    let first = max(Int(firstEdge[index]), 0)
    return first..<first + Int(edgeCount[index])
  }

  /// Discovers all states that can be reached.
  @inlinable
  init(_ system: Subject, limits: ExplorationLimits) throws(ExplorationProblem) {
    self.limits = limits
    unfolding = Unfolding(discretisation: limits.discretisation)
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
      if isFollowed(index) { continue }
      if next.probability < limits.leastProbability { continue }
      let first = Int32(edges.count)
      firstEdge[index] = first
      try follow(nodes[index], of: system, reachedWith: best[index])
      edgeCount[index] = Int32(edges.count) - first
    }
  }

  /// Makes room for so many nodes, and as many again of ways. It costs addresses and no memory as long as it
  /// is not used; to grow step by step moves everything again and again.
  @inlinable
  mutating func reserve(_ nodes: Int) {
    firstEdge.reserveCapacity(nodes)
    edgeCount.reserveCapacity(nodes)
    best.reserveCapacity(nodes)
    edges.targets.reserveCapacity(2 * nodes)
    edges.probabilities.reserveCapacity(2 * nodes)
  }

  /// Gives back what only the discovery needs.
  @inlinable
  mutating func close() {
    frontier = ProbabilityQueue()
    best = []
    nodes.close()
    unfolding.states.close()
  }

  /// Adds the ways from a node, or from the start with `nil`.
  @inlinable
  mutating func follow(
    _ node: Node?, of system: borrowing Subject, reachedWith probability: Double
  ) throws(ExplorationProblem) {
    unfolding.begin(at: node)
    while let way = try unfolding.next(of: system) {
      if way.probability == 0 { continue }
      if way.wait == nil { hasUnknownWait = true }
      let index = try number(of: way.target)
      edges.append(to: index, probability: way.probability, wait: way.wait ?? 0)
      let reaching = probability * way.probability
      if reaching > best[index], !isFollowed(index) {
        best[index] = reaching
        frontier.insert(Int32(index), probability: reaching)
      }
    }
  }

  /// The number of a node, new or known.
  @inlinable @inline(__always)
  mutating func number(of node: Node) throws(ExplorationProblem) -> Int {
    let (index, isNew) = nodes.number(of: node, hash: node.quickHash)
    guard isNew else { return index }
    if nodes.count > limits.states { throw .states(limit: limits.states) }
    firstEdge.append(-1)
    edgeCount.append(0)
    best.append(0)
    return index
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
