/// All ways in which a system may handle one event of a node, or start: one for each combination of decisions.
struct Handling<Subject: System> {
  typealias Node = OrderExpander<Subject>.Node
  typealias World = OrderingWorld<Subject.Event>

  /// The world and the state after the event was handled.
  struct Result {
    let world: World
    let state: Subject.State
  }

  private let system: Subject
  private let before: Subject.State?
  private let event: Subject.Event?
  /// The other pending events.
  private let rest: [Subject.Event]
  /// The number of those that are not timers.
  private let restBeforeTimers: Int
  private var world = World()
  private var hasBegun = false

  /// - Parameters:
  ///   - node: the node in which the event comes; `nil` for the start.
  ///   - index: the index of the event among the pending ones.
  ///   - mostFaults: the largest number of faults; combinations with more are left out.
  init(_ system: Subject, _ node: Node?, _ index: Int?, mostFaults: Int) {
    self.system = system
    world.decisions.begin(mostFaults: mostFaults)
    guard let node, let index else {
      (before, event, rest, restBeforeTimers) = (nil, nil, [], 0)
      return
    }
    before = node.state
    event = node.events[index]
    var rest = node.events
    rest.remove(at: index)
    self.rest = rest
    restBeforeTimers = node.eventsBeforeTimers - (index < node.eventsBeforeTimers ? 1 : 0)
  }

  /// A Boolean value that indicates whether a combination was left out because of its faults.
  var hasLeftOut: Bool { world.decisions.hasLeftOut }

  /// Returns the result of the next combination, or `nil` after the last.
  mutating func next() throws(ExplorationError) -> Result? {
    if hasBegun, !world.decisions.advance(of: system) { return nil }
    hasBegun = true
    world.rewind()
    let state = run(in: &world)
    if let choicePoint = world.decisions.nondeterminism() { throw .notRepeatable(choicePoint) }
    if world.hasOpenDraw {
      // With other tokens for the open draws the same must come.
      var shadow = World(tape: world.decisions.tape, step: 2)
      shadow.rewind()
      if world.hasMisusedDelay || run(in: &shadow) != state {
        throw .dependsOnDelay(world.firstDraw ?? ChoicePoint(actor: 0, kind: 0))
      }
    }
    return Result(world: world, state: state)
  }

  private func run(in world: inout World) -> Subject.State {
    guard var state = before, let event else { return system.start(in: &world) }
    system.receive(event, state: &state, in: &world)
    return state
  }

  /// The events that are pending after a result: the indices, among the other pending events and then the scheduled
  /// ones, of those that were not canceled and may change something. Timers are last.
  func kept(_ result: Result) -> [Int] {
    let world = result.world
    let events = rest + world.scheduled.map { $0.event }
    let kept = events.indices.filter { index in
      let isCancelled = index < rest.count && world.cancelled.contains(events[index])
      return !isCancelled && !system.isInert(events[index], in: result.state)
    }
    return kept.filter { !isTimer($0, result) } + kept.filter { isTimer($0, result) }
  }

  private func isTimer(_ index: Int, _ result: Result) -> Bool {
    index < rest.count
      ? index >= restBeforeTimers : result.world.scheduled[index - rest.count].isTimer
  }

  /// Returns the node after a result.
  ///
  /// - Parameter zone: the times of the other pending events, relative to the event.
  func target(_ result: Result, _ zone: Zone) -> Node {
    var zone = zone
    for scheduled in result.world.scheduled {
      zone.append(atLeast: scheduled.low, atMost: scheduled.high)
    }
    let events = rest + result.world.scheduled.map { $0.event }
    let kept = kept(result)
    return Node(
      state: result.state, events: kept.map { events[$0] },
      eventsBeforeTimers: kept.count { !isTimer($0, result) },
      zone: zone.keeping([0] + kept.map { $0 + 1 }))
  }
}
