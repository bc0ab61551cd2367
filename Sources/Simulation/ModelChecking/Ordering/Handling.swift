/// All ways in which a system may handle one event of a node, or start.
struct Handling<Subject: System> {
  typealias Node = OrderSearch<Subject>.Node
  typealias World = OrderingWorld<Subject.Event>

  private let system: Subject
  private let before: Subject.State?
  private let event: Subject.Event?
  /// What else is pending.
  private let rest: [Subject.Event]
  private var world = World()
  /// Which of the ways was given last, counted from 0.
  private(set) var way = -1

  /// - Parameters:
  ///   - node: where it happens; `nil` for the start.
  ///   - index: which of the pending events comes.
  ///   - mostFaults: ways with more faults are left out.
  init(_ system: Subject, _ node: Node?, _ index: Int?, mostFaults: Int) {
    self.system = system
    world.decisions.begin(mostFaults: mostFaults)
    guard let node, let index else {
      (before, event, rest) = (nil, nil, [])
      return
    }
    before = node.state
    event = node.events[index]
    var rest = node.events
    rest.remove(at: index)
    self.rest = rest
  }

  /// Whether a way was left out because of its faults.
  var hasLeftOut: Bool { world.decisions.hasLeftOut }

  /// The next way, and the state that it leads to.
  mutating func next() throws(ExplorationProblem) -> (world: World, state: Subject.State)? {
    if way >= 0, !world.decisions.advance(of: system) { return nil }
    way += 1
    world.rewind()
    let state = run(in: &world)
    if let site = world.decisions.surprise() { throw .notRepeatable(site) }
    if world.hasOpenDraw {
      // Other delays stand for the open ones: what comes must be the same.
      var other = World(tape: world.decisions.tape, step: 2)
      other.rewind()
      if world.hasMisusedDelay || run(in: &other) != state {
        throw .dependsOnDelay(world.firstDraw ?? ChoicePoint(actor: 0, kind: 0))
      }
    }
    return (world, state)
  }

  private func run(in world: inout World) -> Subject.State {
    guard var state = before, let event else { return system.start(in: &world) }
    system.receive(event, state: &state, in: &world)
    return state
  }

  /// What is pending after a way: of the events that were so besides this one and of those that were scheduled,
  /// one after the other, the numbers of those that were not taken back and may change something.
  func kept(_ world: World, _ state: Subject.State) -> [Int] {
    let events = rest + world.scheduled.map { $0.event }
    return events.indices.filter { index in
      let isCancelled = index < rest.count && world.cancelled.contains(events[index])
      return !isCancelled && !system.isInert(events[index], in: state)
    }
  }

  /// The node after a way.
  ///
  /// - Parameter zone: when what else is pending may come, from the event on.
  func target(_ world: World, _ state: Subject.State, _ zone: Zone) -> Node {
    var zone = zone
    for scheduled in world.scheduled { zone.append(atLeast: scheduled.low, atMost: scheduled.high) }
    let events = rest + world.scheduled.map { $0.event }
    let kept = kept(world, state)
    for index in events.indices.reversed() where !kept.contains(index) { zone.remove(index + 1) }
    return Node(state: state, events: kept.map { events[$0] }, zone: zone)
  }
}
