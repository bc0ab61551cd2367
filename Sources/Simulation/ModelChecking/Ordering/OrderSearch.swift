/// A search through every order in which events may come, as the ranges of their delays allow, in the order of
/// the fewest faults, then the fewest events.
struct OrderSearch<Subject: System> {
  typealias State = Subject.State
  typealias Event = Subject.Event

  /// A state, what is pending in the order in which it was scheduled, and when it may come.
  struct Node: Hashable {
    let state: State
    var events: [Event]
    var zone: Zone
  }

  /// One event, and one of the ways that its handler may go.
  struct Step {
    /// Which of the pending events comes, counted from 0; `nil` for the start.
    let event: Int?
    /// Which of its ways it goes.
    let way: Int
  }

  private struct Arrival {
    let rank: FaultCost
    let origin: Int
    let step: Step
  }

  private let system: Subject
  private let mostFaults: Int?
  private let limits: ExplorationLimits
  private var nodes: [Node] = []
  private var arrivals: [Arrival] = []
  private var isSettled: [Bool] = []
  private var numbers: [Node: Int] = [:]
  private var frontier = PriorityQueue<FaultCost>()
  private var isCut = false

  init(_ adversary: ModelChecker<Subject>) {
    system = adversary.system
    mostFaults = adversary.mostFaults
    limits = adversary.limits
  }

  /// Looks for a state, on the way or at the end.
  mutating func search(
    for isViolation: (_ state: State, _ isEnd: Bool) -> Bool
  ) throws(ExplorationProblem) -> OrderFinding<State> {
    try follow(-1, .start)
    while let next = frontier.removeFirst() {
      if isSettled[next.node] { continue }
      isSettled[next.node] = true
      let node = nodes[next.node]
      if isViolation(node.state, node.events.isEmpty) {
        return .broken(try counterexample(endingAt: next.node))
      }
      try follow(next.node, arrivals[next.node].rank)
    }
    return .holds(
      Proof(mostFaults: isCut ? mostFaults : nil, states: nodes.count, isApproximate: false))
  }

  /// Adds what may follow a node, or the start with −1.
  private mutating func follow(_ origin: Int, _ rank: FaultCost) throws(ExplorationProblem) {
    guard origin >= 0 else { return try follow(nil, nil, Zone(), -1, rank) }
    let node = nodes[origin]
    for index in node.events.indices {
      guard let zone = node.zone.first(index + 1) else { continue }
      try follow(node, index, zone, origin, rank)
    }
  }

  private mutating func follow(
    _ node: Node?, _ event: Int?, _ zone: Zone, _ origin: Int, _ rank: FaultCost
  ) throws(ExplorationProblem) {
    var handling = Handling(system, node, event, mostFaults: faultsLeft(after: rank.faults))
    while let (world, state) = try handling.next() {
      let faults = world.decisions.happened.count { system.isFault($0) }
      let next = rank.after(faults: faults, probability: world.decisions.probability)
      let target = handling.target(world, state, zone)
      try add(
        target, Arrival(rank: next, origin: origin, step: Step(event: event, way: handling.way)))
    }
    isCut = isCut || handling.hasLeftOut
  }

  /// How many faults a course may have that has so many.
  private func faultsLeft(after faults: Int32) -> Int {
    mostFaults.map { $0 - Int(faults) } ?? .max
  }

  private mutating func add(_ node: Node, _ arrival: Arrival) throws(ExplorationProblem) {
    let index: Int
    if let known = numbers[node] {
      index = known
      if isSettled[index] || !(arrival.rank < arrivals[index].rank) { return }
      arrivals[index] = arrival
    } else {
      if nodes.count >= limits.states { throw .states(limit: limits.states) }
      index = nodes.count
      numbers[node] = index
      nodes.append(node)
      arrivals.append(arrival)
      isSettled.append(false)
    }
    frontier.insert(.init(rank: arrival.rank, node: index))
  }

  /// The cheapest course to a node, with a time for each of its events.
  private func counterexample(
    endingAt index: Int
  ) throws(ExplorationProblem) -> TimedPath<State> {
    var steps: [(origin: Int, step: Step)] = []
    var next = index
    while next >= 0 {
      steps.append((arrivals[next].origin, arrivals[next].step))
      next = arrivals[next].origin
    }
    var course = TimedPath(state: nodes[index].state)
    var times = EventTimes()
    // The clock of each pending event, beside the events of the node.
    var clocks: [Int] = []
    for (origin, step) in steps.reversed() {
      let node = origin < 0 ? nil : nodes[origin]
      let before = origin < 0 ? 0 : arrivals[origin].rank.faults
      var handling = Handling(
        system, node, step.event, mostFaults: faultsLeft(after: before))
      var taken: (world: OrderingWorld<Event>, state: State)?
      for _ in 0...step.way { taken = try handling.next() }
      guard let (world, state) = taken else { preconditionFailure("a way is there twice") }
      if let event = step.event { times.comes(event, among: &clocks) }
      clocks += times.schedule(world)
      clocks = handling.kept(world, state).map { clocks[$0] }
      course.add(world.decisions, system)
    }
    course.delays = times.delays
    course.events = steps.count - 1
    return course
  }
}
