/// A search that settles the nodes of a system in the order of the cheapest path to each (Dijkstra's algorithm).
@usableFromInline
struct LeastCostSearch<Expander: NodeExpander & ~Copyable>: ~Copyable {
  /// The system that is searched.
  @usableFromInline typealias Subject = Expander.Subject

  @usableFromInline let system: Subject
  /// The largest number of faults on a path; `nil` for any number.
  @usableFromInline let mostFaults: Int?
  /// The probability below which a path is not followed; 0 to follow even impossible paths.
  @usableFromInline let leastProbability: Double
  /// The bounds of the search.
  @usableFromInline let limits: ExplorationLimits
  @usableFromInline var expander: Expander
  /// The cheapest transition to each node so far.
  @usableFromInline var arrivals: [Arrival] = []
  /// A Boolean value for each node that indicates whether its cheapest path is final.
  @usableFromInline var isSettled: [Bool] = []
  /// The nodes that are still to be settled.
  @usableFromInline var queue: PriorityQueue
  /// A Boolean value that indicates whether a path was not followed because it is too improbable.
  @usableFromInline var isCut = false
  /// The number of faults beyond which a path is not followed any more, since there is no room for it.
  @usableFromInline var mostFaultsKept = Int32.max
  /// The number of nodes that were followed.
  @usableFromInline var followed = 0
  /// The transitions without a fault that were followed; `nil` unless a search for cycles goes on with them.
  @usableFromInline var steps: FollowedSteps?

  /// A search that has not begun.
  @inlinable
  init(
    _ system: Subject, _ expander: consuming Expander, in order: PathOrder = .fewestFaults,
    mostFaults: Int?, leastProbability: Double = 0, limits: ExplorationLimits
  ) {
    self.system = system
    queue = PriorityQueue(order)
    self.mostFaults = mostFaults
    self.leastProbability = leastProbability
    self.limits = limits
    self.expander = expander
  }

  /// The proof that the whole search is: for any number of faults only if no path was cut and
  /// nothing was left out.
  @inlinable
  var proof: Proof {
    Proof(
      mostFaults: isCut || expander.hasLeftOut ? mostFaults : nil, states: count,
      isApproximate: expander.isDiscretised)
  }

  /// Searches for the node with the least cost that is looked for.
  ///
  /// - Parameter isWanted: returns true for a state that is looked for, given whether nothing is pending in it.
  /// - Returns: the path to the node; `nil` if there is none.
  @inlinable
  mutating func search(
    for isWanted: (_ state: Subject.State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationError) -> RecordedPath<Subject.State>? {
    try begin()
    while let node = settleNext() {
      if isWanted(expander.state(of: node), expander.isEnding(node)) {
        return try path(to: node)
      }
      try follow(node)
    }
    return nil
  }

  /// Follows the transitions from the start of the system.
  @inlinable
  mutating func begin() throws(ExplorationError) {
    try follow(from: -1, at: nil, cost: PathCost.start)
  }

  /// Returns the next node to which the cheapest path is known for good.
  @inlinable
  mutating func settleNext() -> Int? {
    while let next = queue.removeFirst() {
      if isSettled[next.node] || expander.isCovered(next.node) { continue }
      isSettled[next.node] = true
      return next.node
    }
    return nil
  }

  /// The number of nodes that are known.
  @inlinable
  var count: Int { expander.nodeCount }

  /// The number of faults of the cheapest known path to a node.
  @inlinable
  func faults(of node: Int) -> Int { Int(arrivals[node].cost.faults) }

  /// Follows the transitions from a node.
  @inlinable
  mutating func follow(_ node: Int) throws(ExplorationError) {
    try limits.checkStop(at: followed)
    followed += 1
    try follow(from: Int32(node), at: node, cost: arrivals[node].cost)
  }

  /// Follows all transitions from a node, and cuts those that are too improbable or have too many
  /// faults.
  @inlinable
  mutating func follow(
    from origin: Int32, at node: Int?, cost: PathCost
  ) throws(ExplorationError) {
    expander.begin(at: node, mostFaults: faultsLeft(after: cost.faults))
    steps?.begin()
    while try expander.takeNext(of: system) {
      let next = cost.after(
        faults: expander.faultCount(of: system), probability: expander.probability)
      if next.probability < leastProbability || next.faults > mostFaultsKept {
        isCut = true
        steps?.leaveOut()
        expander.dropTransition()
        continue
      }
      let target = try expander.target(of: system, faults: next.faults, events: next.events)
      if steps != nil, next.faults == cost.faults {
        steps?.add(target, hasChoice: expander.hasChoice(of: system))
      }
      try add(
        target, Arrival(cost: next, origin: origin, transition: Int32(expander.transitionIndex)))
    }
    if let node { steps?.end(node) }
  }

  /// The fault budget that remains after a number of faults.
  @inlinable
  func faultsLeft(after faults: Int32) -> Int {
    mostFaults.map { $0 - Int(faults) } ?? .max
  }

  /// Adds the target of a transition, or a cheaper path to it.
  ///
  /// - Throws: the limit on states or on memory.
  @inlinable
  mutating func add(_ target: TransitionTarget, _ arrival: Arrival) throws(ExplorationError) {
    switch target {
    case .new(let node):
      if expander.extent > limits.states { throw .states(limit: limits.states) }
      // A node has its arrival, and at least one entry of the queue.
      let bytes = expander.bytes + node * 96 + (steps?.bytes ?? 0)
      if bytes > limits.bytes { throw .memory(limit: limits.bytes) }
      arrivals.append(arrival)
      isSettled.append(false)
      queue.insert(.init(cost: arrival.cost, node: node))
    case .known(let node):
      if isSettled[node] || !queue.order.comes(arrival.cost, before: arrivals[node].cost) { return }
      arrivals[node] = arrival
      queue.insert(.init(cost: arrival.cost, node: node))
    case .covered: return
    }
  }

  /// Returns the cheapest path to a node, taken again from the start.
  @usableFromInline
  mutating func path(
    to node: Int
  ) throws(ExplorationError) -> RecordedPath<Subject.State> {
    var steps: [Arrival] = []
    var next = node
    while next >= 0 {
      steps.append(arrivals[next])
      next = Int(arrivals[next].origin)
    }
    var path = RecordedPath(state: expander.state(of: node))
    expander.beginRecording()
    for step in steps.reversed() {
      let origin = Int(step.origin)
      let before = origin < 0 ? 0 : arrivals[origin].cost.faults
      expander.begin(at: origin < 0 ? nil : origin, mostFaults: faultsLeft(after: before))
      try take(step.transition)
      expander.record(in: &path, of: system)
    }
    expander.endRecording(in: &path)
    path.events = Int(arrivals[node].cost.events)
    path.isApproximate = expander.isDiscretised
    return path
  }

  /// Takes the transition with an index, without the ones before it.
  @usableFromInline
  mutating func take(_ transition: Int32) throws(ExplorationError) {
    for index in 0...transition {
      guard try expander.takeNext(of: system) else {
        preconditionFailure("a transition that was found is found again")
      }
      if index < transition { expander.dropTransition() }
    }
  }
}

/// The cheapest known transition to a node.
@usableFromInline
struct Arrival {
  /// The cost of the path that ends with the transition.
  @usableFromInline let cost: PathCost
  /// The node before it; -1 for the start.
  @usableFromInline let origin: Int32
  /// The index of the transition among those from that node, from 0.
  @usableFromInline let transition: Int32

  /// A transition to a node with the cost of the path up to it.
  @inlinable
  init(cost: PathCost, origin: Int32, transition: Int32) {
    self.cost = cost
    self.origin = origin
    self.transition = transition
  }
}

/// The transitions without a fault from the nodes that a search has followed, so that a search for cycles need not run
/// their handlers again.
@usableFromInline
struct FollowedSteps {
  /// The nodes to which the transitions lead, one node's after the other's.
  @usableFromInline var targets: [Int32] = []
  /// For each transition, whether a choice that is no fault decides it.
  @usableFromInline var haveChoices: [Bool] = []
  /// For each node, the indices of its transitions; an empty range below 0 for a node whose transitions are not all known.
  @usableFromInline var ranges: [Range<Int>] = []
  /// The index of the first transition of the node that is followed.
  @usableFromInline var first = 0
  /// A Boolean value that indicates whether all its transitions are known so far.
  @usableFromInline var isWhole = true

  @inlinable
  init() {}

  /// The range of a node whose transitions are not all known.
  @inlinable
  static var unknown: Range<Int> { -1 ..< -1 }

  /// The memory, in bytes, about: a list that grows is there twice for a while.
  @inlinable
  var bytes: Int { 2 * (targets.count * 5 + ranges.count * MemoryLayout<Range<Int>>.stride) }

  /// Begins a node.
  @inlinable
  mutating func begin() {
    first = targets.count
    isWhole = true
  }

  /// Adds a transition of the node.
  @inlinable
  mutating func add(_ target: TransitionTarget, hasChoice: Bool) {
    switch target {
    case .new(let node), .known(let node):
      targets.append(Int32(node))
      haveChoices.append(hasChoice)
    case .covered: isWhole = false
    }
  }

  /// Notes that a transition of the node is not followed.
  @inlinable
  mutating func leaveOut() { isWhole = false }

  /// Ends the node.
  @inlinable
  mutating func end(_ node: Int) {
    while ranges.count <= node { ranges.append(FollowedSteps.unknown) }
    if isWhole { ranges[node] = first..<targets.count }
  }

  /// Returns the indices of the transitions of a node; `nil` if they are not all known.
  func transitions(of node: Int) -> Range<Int>? {
    node < ranges.count && ranges[node].lowerBound >= 0 ? ranges[node] : nil
  }
}
