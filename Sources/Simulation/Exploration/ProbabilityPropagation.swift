/// The probability of every node of a graph, which flows along its edges.
///
/// Most systems never come back to where they were: then a node passes on what it has once, when all has come
/// to it. What goes round in circles is passed on until almost nothing is left.
@usableFromInline
struct ProbabilityPropagation<Subject: System>: ~Copyable {
  @usableFromInline var graph: StateGraph<Subject>
  @usableFromInline var flows: [Flow] = []
  /// What has come to nodes that were not followed, or still goes round.
  @usableFromInline var residual = 0.0
  /// For each milestone the mean time before it, in nanoseconds.
  @usableFromInline var times = [Double](repeating: 0, count: Milestone.count)
  /// How many events a course has, in the mean.
  @usableFromInline var events = 0.0
  /// Nodes to which all has come.
  @usableFromInline var ready: [Int32] = []
  /// Where there are circles, what has come to a node of one and was not passed on.
  @usableFromInline var waiting: [Double] = []

  /// What comes to a node and where it goes, in half a line of the cache: the nodes are too many for a near
  /// one.
  @usableFromInline
  struct Flow {
    /// The probability of ever being there; in a circle, the mean number of visits.
    @usableFromInline var mass = 0.0
    /// The mean time for which its next event was waited for, where that was left open, in nanoseconds.
    @usableFromInline var wait = 0.0
    /// How many edges to it have passed nothing on yet.
    @usableFromInline var expected: Int32 = 0
    @usableFromInline let onward: EdgeRun
    @usableFromInline let outlook: UInt32

    @inlinable
    init(onward: EdgeRun, outlook: UInt32) {
      self.onward = onward
      self.outlook = outlook
    }
  }

  @inlinable
  init(_ graph: consuming StateGraph<Subject>) {
    self.graph = graph
    flows.reserveCapacity(self.graph.count)
    ready.reserveCapacity(self.graph.count)
    for (index, ways) in self.graph.ways.enumerated() {
      flows.append(Flow(onward: ways.onward, outlook: self.graph.node(index).outlook))
    }
    self.graph.ways = []
    for target in self.graph.edges.targets { flows[Int(target)].expected += 1 }
    for edge in 0..<self.graph.startCount {
      pass(1, along: edge)
      expectOneLess(edge)
    }
    flowOnce()
    if ready.count < flows.count { flowRound() }
    for flow in flows where flow.wait > 0 { count(flow.wait, before: flow.outlook) }
  }

  /// The probability of ever being at a node; of one in a circle, the mean number of visits.
  @inlinable
  func mass(_ index: Int) -> Double { flows[index].mass }

  @inlinable
  mutating func flowOnce() {
    var next = 0
    while next < ready.count {
      let flow = flows[Int(ready[next])]
      next += 1
      if passesOn(flow.mass, at: flow) {
        for edge in flow.onward.edges { pass(flow.mass, along: edge) }
      }
      for edge in flow.onward.edges { expectOneLess(edge) }
    }
  }

  @inlinable
  mutating func expectOneLess(_ edge: Int) {
    let target = graph.edges.targets[edge]
    flows[Int(target)].expected -= 1
    if flows[Int(target)].expected == 0 { ready.append(target) }
  }

  /// The most rounds, and what is not worth another.
  @inlinable
  static var mostRounds: Int { 1_000_000 }
  @inlinable
  static var least: Double { 1e-18 }

  @inlinable
  mutating func flowRound() {
    let left = flows.indices.filter { flows[$0].expected > 0 }
    waiting = flows.map { $0.mass }
    for _ in 0..<ProbabilityPropagation.mostRounds {
      var sum = 0.0
      for index in left { sum += waiting[index] }
      if sum < ProbabilityPropagation.least { break }
      for index in left where waiting[index] > 0 {
        let mass = waiting[index]
        waiting[index] = 0
        if passesOn(mass, at: flows[index]) {
          for edge in flows[index].onward.edges {
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
  mutating func passesOn(_ mass: Double, at flow: Flow) -> Bool {
    guard let time = graph.unfolding.timeToNext(in: flow.outlook) else { return false }
    if !flow.onward.isFollowed {
      residual += mass
      return false
    }
    events += mass
    count(Double(time) * mass, before: flow.outlook)
    return true
  }

  @inlinable
  mutating func pass(_ mass: Double, along edge: Int) {
    let target = Int(graph.edges.targets[edge])
    let passed = mass * graph.edges.probabilities[edge]
    flows[target].mass += passed
    let wait = graph.edges.wait(edge)
    if wait > 0 { flows[target].wait += wait * passed }
  }

  @inlinable
  mutating func count(_ time: Double, before outlook: UInt32) {
    let reached = graph.unfolding.outlooks.reached(in: outlook)
    for index in times.indices where reached >> UInt8(index) & 1 == 0 { times[index] += time }
  }
}
