/// The probability of every node of a graph, which flows along its edges.
///
/// Most systems never come back to where they were: then a node passes on what it has once, when all has come
/// to it. What goes round in circles is passed on until almost nothing is left.
@usableFromInline
struct MassFlow<Subject: System>: ~Copyable {
  @usableFromInline let graph: StateGraph<Subject>
  /// For each node the probability of ever being there; of one in a circle, the mean number of visits.
  @usableFromInline var masses: [Double]
  /// What has come to nodes that were not followed, or still goes round.
  @usableFromInline var residual = 0.0
  /// For each milestone the mean time before it, in nanoseconds.
  @usableFromInline var times = [Double](repeating: 0, count: Milestone.count)
  /// How many events a course has, in the mean.
  @usableFromInline var events = 0.0
  /// How many edges to a node have passed nothing on yet.
  @usableFromInline var incoming: [Int32]
  /// Nodes to which all has come.
  @usableFromInline var ready: [Int32] = []
  /// Where there are circles, what has come to a node of one and was not passed on.
  @usableFromInline var waiting: [Double] = []

  @inlinable
  init(_ graph: consuming StateGraph<Subject>) {
    self.graph = graph
    masses = [Double](repeating: 0, count: self.graph.nodes.count)
    incoming = [Int32](repeating: 0, count: self.graph.nodes.count)
    for target in self.graph.edges.targets { incoming[Int(target)] += 1 }
    for edge in 0..<self.graph.startCount {
      pass(1, along: edge)
      expectOneLess(edge)
    }
    flowOnce()
    if ready.count < masses.count { flowRound() }
  }

  @inlinable
  mutating func flowOnce() {
    var next = 0
    while next < ready.count {
      let index = Int(ready[next])
      next += 1
      let edges = graph.edges(from: index)
      if passesOn(masses[index], at: index) {
        for edge in edges { pass(masses[index], along: edge) }
      }
      for edge in edges { expectOneLess(edge) }
    }
  }

  @inlinable
  mutating func expectOneLess(_ edge: Int) {
    let target = graph.edges.targets[edge]
    incoming[Int(target)] -= 1
    if incoming[Int(target)] == 0 { ready.append(target) }
  }

  /// The most rounds, and what is not worth another.
  @inlinable
  static var mostRounds: Int { 1_000_000 }
  @inlinable
  static var least: Double { 1e-18 }

  @inlinable
  mutating func flowRound() {
    let left = masses.indices.filter { incoming[$0] > 0 }
    waiting = masses
    for _ in 0..<MassFlow.mostRounds {
      var sum = 0.0
      for index in left { sum += waiting[index] }
      if sum < MassFlow.least { break }
      for index in left where waiting[index] > 0 {
        let mass = waiting[index]
        waiting[index] = 0
        if passesOn(mass, at: index) {
          for edge in graph.edges(from: index) {
            pass(mass, along: edge)
            waiting[Int(graph.edges.targets[edge])] += mass * graph.edges.probabilities[edge]
          }
        }
      }
    }
    for index in left { residual += waiting[index] }
  }

  /// Whether what is at a node goes on from there, and does not end.
  @inlinable
  mutating func passesOn(_ mass: Double, at index: Int) -> Bool {
    let node = graph.nodes[index]
    guard let time = graph.unfolding.timeToNext(at: node) else { return false }
    if !graph.isFollowed(index) {
      residual += mass
      return false
    }
    events += mass
    count(Double(time) * mass, before: node)
    return true
  }

  @inlinable
  mutating func pass(_ mass: Double, along edge: Int) {
    let target = Int(graph.edges.targets[edge])
    let passed = mass * graph.edges.probabilities[edge]
    masses[target] += passed
    let wait = graph.edges.wait(edge)
    if wait > 0 { count(wait * passed, before: graph.nodes[target]) }
  }

  @inlinable
  mutating func count(_ time: Double, before node: Node) {
    let reached = graph.unfolding.outlooks.reached(in: node.outlook)
    for index in times.indices where reached >> UInt8(index) & 1 == 0 { times[index] += time }
  }
}
