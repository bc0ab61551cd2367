/// The states of a system with what is in flight, and the ways between them.
///
/// A node is a state and the events that are pending, with their times relative to the last event: equal
/// ones are one node, whenever and however they are reached. Nodes are followed in the order of the most
/// probable way to them, so that what is left out is improbable.
@usableFromInline
struct StateGraph<Subject: System> {
  @usableFromInline typealias State = Subject.State
  @usableFromInline typealias Event = Subject.Event

  /// An event to come.
  @usableFromInline
  struct Pending: Hashable {
    /// In nanoseconds, from the moment of the node.
    @usableFromInline let time: Int64
    @usableFromInline let event: Event

    @inlinable
    init(time: Int64, event: Event) {
      self.time = time
      self.event = event
    }
  }

  @usableFromInline
  struct Node: Hashable {
    @usableFromInline let state: State
    /// In the order in which they will happen, without those that change nothing.
    @usableFromInline let agenda: [Pending]
    /// The milestones that were reached, a bit for each.
    @usableFromInline let reached: UInt8

    @inlinable
    init(state: State, agenda: [Pending], reached: UInt8) {
      self.state = state
      self.agenda = agenda
      self.reached = reached
    }
  }

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
  var isDiscretised: Bool { world.isDiscretised }

  /// The ways from a node that was followed.
  @inlinable
  func edges(from index: Int) -> ArraySlice<Edge> {
    let first = Int(firstEdge[index])
    return edges[first..<first + Int(edgeCount[index])]
  }

  @usableFromInline let system: Subject
  @usableFromInline let limits: ExplorationLimits
  @usableFromInline var table = NodeTable()
  @usableFromInline var frontier = Frontier()
  /// The probability of the most probable way to each node.
  @usableFromInline var best: [Double] = []
  @usableFromInline var world: BranchingWorld<Event>

  /// Discovers all states that can be reached.
  @inlinable
  init(_ system: Subject, limits: ExplorationLimits) throws(ExplorationProblem) {
    self.system = system
    self.limits = limits
    world = BranchingWorld(discretisation: limits.discretisation)
    try followStart()
    while let next = frontier.removeFirst() {
      if isFollowed[next.node] { continue }
      if next.probability < limits.leastProbability { continue }
      try follow(next.node)
    }
  }

  /// The edges from the start are the first ones.
  @inlinable
  mutating func followStart() throws(ExplorationProblem) {
    repeat {
      world.rewind()
      let state = system.start(in: &world)
      if world.hasOpenDraw {
        var other = world.repeated(step: 2)
        other.rewind()
        if system.start(in: &other) != state { throw dependence() }
      }
      try add(state, after: [], from: 1, reached: 0)
    } while world.advance()
    startCount = edges.count
  }

  /// How many edges lead from the start.
  @usableFromInline var startCount = 0

  @inlinable
  mutating func follow(_ index: Int) throws(ExplorationProblem) {
    isFollowed[index] = true
    let node = nodes[index]
    guard let next = node.agenda.first else { return }
    var rest: [Pending] = []
    rest.reserveCapacity(node.agenda.count + 2)
    for pending in node.agenda.dropFirst() {
      rest.append(Pending(time: pending.time - next.time, event: pending.event))
    }
    firstEdge[index] = Int32(edges.count)
    let probability = best[index]
    repeat {
      world.rewind()
      var state = node.state
      system.receive(next.event, state: &state, in: &world)
      if world.hasOpenDraw {
        var other = world.repeated(step: 2)
        other.rewind()
        var again = node.state
        system.receive(next.event, state: &again, in: &other)
        if again != state { throw dependence() }
      }
      try add(state, after: rest, from: probability, reached: node.reached)
    } while world.advance()
    edgeCount[index] = Int32(edges.count) - firstEdge[index]
  }

  @inlinable
  func dependence() -> ExplorationProblem {
    let draw = world.scheduled.lazy.compactMap { $0.draw }.first
    return .dependsOnDelay(draw?.site ?? Site(actor: 0, kind: 0))
  }

  /// Adds the way that the world has just taken.
  @inlinable
  mutating func add(
    _ state: State, after rest: [Pending], from probability: Double, reached: UInt8
  ) throws(ExplorationProblem) {
    let way = world.probability
    if way == 0 { return }
    var agenda = rest.filter { !system.isInert($0.event, in: state) }
    var wait = 0.0
    var open: BranchingWorld<Event>.Scheduled?
    for scheduled in world.scheduled where !system.isInert(scheduled.event, in: state) {
      if scheduled.draw != nil {
        if open != nil { throw race(scheduled) }
        open = scheduled
        continue
      }
      let pending = Pending(time: scheduled.delay.nanoseconds, event: scheduled.event)
      // Behind all of the same moment, which were scheduled before it.
      let place = agenda.firstIndex { $0.time > pending.time } ?? agenda.count
      agenda.insert(pending, at: place)
    }
    if let open, let draw = open.draw {
      guard agenda.isEmpty else { throw race(open) }
      if let mean = draw.latency.mean(atLeast: draw.floor, atMost: draw.cap) {
        wait = mean
      } else {
        hasUnknownWait = true
      }
      agenda = [Pending(time: 0, event: open.event)]
    }
    let node = Node(state: state, agenda: agenda, reached: reached | world.reached)
    let index = try number(of: node)
    edges.append(Edge(target: Int32(index), probability: way, wait: wait))
    let reaching = probability * way
    if reaching > best[index], !isFollowed[index] {
      best[index] = reaching
      frontier.insert(.init(probability: reaching, node: index))
    }
  }

  @inlinable
  func race(_ scheduled: BranchingWorld<Event>.Scheduled) -> ExplorationProblem {
    guard let draw = scheduled.draw else { preconditionFailure("an open delay was drawn") }
    return .continuousDelay(draw.site, draw.latency)
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
