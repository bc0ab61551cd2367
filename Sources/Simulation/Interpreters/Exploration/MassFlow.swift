/// The probability of every node of a graph, which flows along its edges.
///
/// Most systems never come back to where they were: then a node passes on what it has once, when all has come
/// to it. What goes round in circles is passed on until almost nothing is left.
@usableFromInline
struct MassFlow<Subject: System> {
  @usableFromInline let graph: StateGraph<Subject>
  /// For each node the probability of ever being there; of one in a circle, the mean number of visits.
  @usableFromInline var masses: [Double]
  /// What has come to nodes that were not followed, or still goes round.
  @usableFromInline var residual = 0.0
  /// For each milestone the mean time before it, in nanoseconds.
  @usableFromInline var times = [Double](repeating: 0, count: Milestone.count)
  /// What has come to a node and was not passed on.
  @usableFromInline var waiting: [Double]
  /// How many edges to a node have passed nothing on yet.
  @usableFromInline var incoming: [Int32]
  /// Nodes to which all has come.
  @usableFromInline var ready: [Int] = []

  @inlinable
  init(_ graph: StateGraph<Subject>) {
    self.graph = graph
    masses = [Double](repeating: 0, count: graph.nodes.count)
    waiting = masses
    incoming = [Int32](repeating: 0, count: graph.nodes.count)
    for edge in graph.edges { incoming[Int(edge.target)] += 1 }
    for edge in graph.edges[..<graph.startCount] {
      pass(1, along: edge)
      expectOneLess(edge)
    }
    flowOnce()
    flowRound()
  }

  @inlinable
  mutating func flowOnce() {
    var next = 0
    while next < ready.count {
      let index = ready[next]
      next += 1
      passOn(index)
      for edge in graph.edges(from: index) { expectOneLess(edge) }
    }
  }

  @inlinable
  mutating func expectOneLess(_ edge: StateGraph<Subject>.Edge) {
    let target = Int(edge.target)
    incoming[target] -= 1
    if incoming[target] == 0 { ready.append(target) }
  }

  /// The most rounds, and what is not worth another.
  @inlinable
  static var mostRounds: Int { 1_000_000 }
  @inlinable
  static var least: Double { 1e-18 }

  @inlinable
  mutating func flowRound() {
    let left = masses.indices.filter { incoming[$0] > 0 }
    if left.isEmpty { return }
    for _ in 0..<MassFlow.mostRounds {
      var sum = 0.0
      for index in left { sum += waiting[index] }
      if sum < MassFlow.least { break }
      for index in left where waiting[index] > 0 { passOn(index) }
    }
    for index in left { residual += waiting[index] }
  }

  /// Passes on what waits at a node.
  @inlinable
  mutating func passOn(_ index: Int) {
    let mass = waiting[index]
    waiting[index] = 0
    let node = graph.nodes[index]
    guard let next = node.agenda.first else { return }
    if !graph.isFollowed[index] {
      residual += mass
      return
    }
    count(Double(next.time) * mass, before: node.reached)
    for edge in graph.edges(from: index) { pass(mass, along: edge) }
  }

  @inlinable
  mutating func pass(_ mass: Double, along edge: StateGraph<Subject>.Edge) {
    let target = Int(edge.target)
    let passed = mass * edge.probability
    masses[target] += passed
    waiting[target] += passed
    if edge.wait > 0 { count(edge.wait * passed, before: graph.nodes[target].reached) }
  }

  @inlinable
  mutating func count(_ time: Double, before reached: UInt8) {
    for index in times.indices where reached >> UInt8(index) & 1 == 0 { times[index] += time }
  }
}
