/// The states of a system with what is in flight, and the ways between them.
///
/// A node is a state and the events that are pending, with their times relative to the last event: equal
/// ones are one node, whenever and however they are reached. Nodes are followed in the order of the most
/// probable way to them, so that what is left out is improbable.
struct StateGraph<Subject: System> {
  typealias State = Subject.State
  typealias Event = Subject.Event

  /// An event to come.
  struct Pending: Hashable {
    /// In nanoseconds, from the moment of the node.
    let time: Int64
    let event: Event
  }

  struct Node: Hashable {
    let state: State
    /// In the order in which they will happen, without those that change nothing.
    let agenda: [Pending]
    /// The milestones that were reached, a bit for each.
    let reached: UInt8
  }

  /// A way from a node to another.
  struct Edge {
    let target: Int32
    let probability: Double
    /// The mean of a delay that was left open, in nanoseconds, before the other node's next event.
    let wait: Double
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  /// For each node where its edges begin, if it was followed, and how many there are.
  private var firstEdge: [Int32] = []
  private var edgeCount: [Int32] = []
  private(set) var isFollowed: [Bool] = []
  /// Whether some open delay's mean has no closed form.
  private(set) var hasUnknownWait = false

  /// Whether finitely many delays stand for continuous ones.
  var isDiscretised: Bool { world.isDiscretised }

  /// The ways from a node that was followed.
  func edges(from index: Int) -> ArraySlice<Edge> {
    let first = Int(firstEdge[index])
    return edges[first..<first + Int(edgeCount[index])]
  }

  private let system: Subject
  private let limits: ExplorationLimits
  private var table = NodeTable()
  private var frontier = Frontier()
  /// The probability of the most probable way to each node.
  private var best: [Double] = []
  private var world: BranchingWorld<Event>

  /// Discovers all states that can be reached.
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
  private mutating func followStart() throws(ExplorationProblem) {
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
  private(set) var startCount = 0

  private mutating func follow(_ index: Int) throws(ExplorationProblem) {
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

  private func dependence() -> ExplorationProblem {
    let draw = world.scheduled.lazy.compactMap { $0.draw }.first
    return .dependsOnDelay(draw?.site ?? Site(actor: 0, kind: 0))
  }

  /// Adds the way that the world has just taken.
  private mutating func add(
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

  private func race(_ scheduled: BranchingWorld<Event>.Scheduled) -> ExplorationProblem {
    guard let draw = scheduled.draw else { preconditionFailure("an open delay was drawn") }
    return .continuousDelay(draw.site, draw.latency)
  }

  /// The number of a node, new or known.
  private mutating func number(of node: Node) throws(ExplorationProblem) -> Int {
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
