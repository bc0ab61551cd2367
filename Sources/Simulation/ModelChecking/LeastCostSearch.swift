/// The nodes of a system in the order of the cheapest way to each (Dijkstra's algorithm).
@usableFromInline
struct LeastCostSearch<Subject: System, Rank: PathCost>: ~Copyable {
  /// How a node is reached most cheaply, as far as it is known.
  @usableFromInline
  struct Arrival {
    @usableFromInline let rank: Rank
    /// The node before it; -1 for none.
    @usableFromInline let origin: Int32
    /// Which of the ways from there it was, counted from 0.
    @usableFromInline let way: Int32

    @inlinable
    init(rank: Rank, origin: Int32, way: Int32) {
      self.rank = rank
      self.origin = origin
      self.way = way
    }
  }

  @usableFromInline let system: Subject
  @usableFromInline let mostFaults: Int?
  /// Ways less probable than this are not followed, nor are those that cannot be if it is above 0.
  @usableFromInline let leastProbability: Double
  @usableFromInline let limits: ExplorationLimits
  @usableFromInline var unfolding: SuccessorGenerator<Subject>
  @usableFromInline var arrivals: [Arrival] = []
  @usableFromInline var isSettled: [Bool] = []
  @usableFromInline var frontier = PriorityQueue<Rank>()
  /// Whether some way was not taken because it is too improbable.
  @usableFromInline var isCut = false

  /// Every placement of the adversary's faults, however improbable.
  @inlinable
  init(_ adversary: ModelChecker<Subject>) {
    self.init(
      adversary.system, mostFaults: adversary.mostFaults, leastProbability: 0,
      limits: adversary.limits)
  }

  @inlinable
  init(
    _ system: Subject, mostFaults: Int?, leastProbability: Double, limits: ExplorationLimits
  ) {
    self.system = system
    self.mostFaults = mostFaults
    self.leastProbability = leastProbability
    self.limits = limits
    unfolding = SuccessorGenerator(discretisation: limits.discretisation)
  }

  @inlinable
  var proof: Proof {
    Proof(
      mostFaults: isCut || unfolding.world.hasLeftOut ? mostFaults : nil, states: count,
      isApproximate: unfolding.isDiscretised)
  }

  @inlinable
  mutating func begin() throws(ExplorationProblem) {
    try follow(from: -1, at: nil, rank: Rank.start)
  }

  /// The next node to which the cheapest way is known for good.
  @inlinable
  mutating func settleNext() -> Int? {
    while let next = frontier.removeFirst() {
      if isSettled[next.node] { continue }
      isSettled[next.node] = true
      return next.node
    }
    return nil
  }

  /// How many nodes there are.
  @inlinable
  var count: Int { unfolding.nodes.count }

  /// The state of a node.
  @inlinable
  func state(_ index: Int) -> Subject.State { unfolding.states[unfolding.nodes[index].state] }

  /// Whether nothing is pending in a node any more.
  @inlinable
  func isEnding(_ index: Int) -> Bool { unfolding.isEnding(unfolding.nodes[index]) }

  @inlinable
  mutating func follow(_ index: Int) throws(ExplorationProblem) {
    try follow(from: Int32(index), at: index, rank: arrivals[index].rank)
  }

  @inlinable
  mutating func follow(
    from origin: Int32, at node: Int?, rank: Rank
  ) throws(ExplorationProblem) {
    unfolding.begin(at: node, mostFaults: faultsLeft(after: rank.faults))
    while try unfolding.takeNext(of: system) {
      let next = rank.after(
        faults: unfolding.faultCount(of: system), probability: unfolding.world.probability)
      if next.probability < leastProbability {
        isCut = true
        unfolding.dropWay()
        continue
      }
      let way = try unfolding.way(of: system)
      try add(
        way, Arrival(rank: next, origin: origin, way: Int32(unfolding.number)))
    }
  }

  /// How many faults a course may have that has so many.
  @inlinable
  func faultsLeft(after faults: Int32) -> Int {
    mostFaults.map { $0 - Int(faults) } ?? .max
  }

  @inlinable
  mutating func add(
    _ way: SuccessorGenerator<Subject>.Way, _ arrival: Arrival
  ) throws(ExplorationProblem) {
    let index = way.target
    if way.isNew {
      if count > limits.states { throw .states(limit: limits.states) }
      arrivals.append(arrival)
      isSettled.append(false)
    } else if !isSettled[index], arrival.rank < arrivals[index].rank {
      arrivals[index] = arrival
    } else {
      return
    }
    frontier.insert(.init(rank: arrival.rank, node: index))
  }

  /// The cheapest way to a node, taken once more from its start.
  @inlinable
  mutating func counterexample(
    endingAt index: Int
  ) throws(ExplorationProblem) -> RecordedPath<Subject.State> {
    var steps: [Arrival] = []
    var next = index
    while next >= 0 {
      steps.append(arrivals[next])
      next = Int(arrivals[next].origin)
    }
    var tape = Tape()
    var faults: [ChoicePoint] = []
    var probability = 1.0
    for step in steps.reversed() {
      let origin = Int(step.origin)
      unfolding.begin(
        at: origin < 0 ? nil : origin,
        mostFaults: faultsLeft(after: origin < 0 ? 0 : arrivals[origin].rank.faults))
      for _ in 0...step.way { _ = try unfolding.next(of: system) }
      tape.decisions += unfolding.world.tape.decisions
      for site in unfolding.world.happened where system.isFault(site) { faults.append(site) }
      probability *= unfolding.world.probability
    }
    return RecordedPath(
      tape: tape, faults: faults, probability: probability,
      events: Int(arrivals[index].rank.events), state: state(index),
      isApproximate: unfolding.isDiscretised)
  }
}
