/// The states of a system with what is in flight, and the ways between them.
///
/// Nodes are followed in the order of the most probable way to them, so that what is left out is improbable.
@usableFromInline
struct StateGraph<Subject: System> {
  @usableFromInline typealias Node = Unfolding<Subject>.Node

  /// A way from a node to another.
  @usableFromInline
  struct Edge {
    @usableFromInline let target: Int32
    @usableFromInline let probability: Double
    /// The mean of a delay that was left open, in nanoseconds, before the other node's next event.
    @usableFromInline let wait: Double

    @inlinable
    init(target: Int32, probability: Double, wait: Double) {
      self.target = target
      self.probability = probability
      self.wait = wait
    }
  }

  @usableFromInline var nodes: [Node] = []
  @usableFromInline var edges: [Edge] = []
  /// For each node where its edges begin, if it was followed, and how many there are.
  @usableFromInline var firstEdge: [Int32] = []
  @usableFromInline var edgeCount: [Int32] = []
  @usableFromInline var isFollowed: [Bool] = []
  /// Whether some open delay's mean has no closed form.
  @usableFromInline var hasUnknownWait = false

  /// Whether finitely many delays stand for continuous ones.
  @inlinable
  var isDiscretised: Bool { unfolding.isDiscretised }

  /// The ways from a node that was followed.
  @inlinable
  func edges(from index: Int) -> ArraySlice<Edge> {
    let first = Int(firstEdge[index])
    return edges[first..<first + Int(edgeCount[index])]
  }

  @usableFromInline let limits: ExplorationLimits
  @usableFromInline var unfolding: Unfolding<Subject>
  @usableFromInline var table = NodeTable()
  @usableFromInline var frontier = Frontier<Double>()
  /// The probability of the most probable way to each node.
  @usableFromInline var best: [Double] = []
  /// How many edges lead from the start; they are the first ones.
  @usableFromInline var startCount = 0

  /// Discovers all states that can be reached.
  @inlinable
  init(_ system: Subject, limits: ExplorationLimits) throws(ExplorationProblem) {
    self.limits = limits
    unfolding = Unfolding(system, discretisation: limits.discretisation)
    try follow(nil, reachedWith: 1)
    startCount = edges.count
    while let next = frontier.removeFirst() {
      if isFollowed[next.node] { continue }
      if -next.rank < limits.leastProbability { continue }
      try follow(next.node)
    }
  }

  @inlinable
  mutating func follow(_ index: Int) throws(ExplorationProblem) {
    isFollowed[index] = true
    firstEdge[index] = Int32(edges.count)
    try follow(nodes[index], reachedWith: best[index])
    edgeCount[index] = Int32(edges.count) - firstEdge[index]
  }

  /// Adds the ways from a node, or from the start with `nil`.
  @inlinable
  mutating func follow(
    _ node: Node?, reachedWith probability: Double
  ) throws(ExplorationProblem) {
    unfolding.begin(at: node)
    while let way = try unfolding.next() { try add(way, from: probability) }
  }

  /// Adds a way from a node that is reached with a probability.
  @inlinable
  mutating func add(
    _ way: Unfolding<Subject>.Way, from probability: Double
  ) throws(ExplorationProblem) {
    if way.probability == 0 { return }
    if way.wait == nil { hasUnknownWait = true }
    let index = try number(of: way.target)
    edges.append(
      Edge(target: Int32(index), probability: way.probability, wait: way.wait ?? 0))
    let reaching = probability * way.probability
    if reaching > best[index], !isFollowed[index] {
      best[index] = reaching
      frontier.insert(.init(rank: -reaching, node: index))
    }
  }

  /// The number of a node, new or known.
  @inlinable
  mutating func number(of node: Node) throws(ExplorationProblem) -> Int {
    let (index, isNew) = table.find(node, among: nodes)
    guard isNew else { return index }
    if nodes.count >= limits.states { throw .states(limit: limits.states) }
    nodes.append(node)
    firstEdge.append(0)
    edgeCount.append(0)
    isFollowed.append(false)
    best.append(0)
    return index
  }
}
