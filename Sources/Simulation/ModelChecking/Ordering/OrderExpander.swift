/// The successors of a node by each of its pending events that may come first, as the ranges of their delays allow.
///
/// A node is a state, its pending events, and the zone of their times. A node whose zone lies within that of another one,
/// which is reached as cheaply, is not kept: all that follows it also follows the other.
@usableFromInline
struct OrderExpander<Subject: System>: ~Copyable {
  /// The states of the system.
  @usableFromInline typealias State = Subject.State
  /// The events of the system.
  @usableFromInline typealias Event = Subject.Event

  /// The treatment of events that may come at the same instant.
  @usableFromInline
  enum Ties {
    /// Either may be first, unless they are certain to come at the same instant. Nodes that differ in the order of
    /// scheduling only are one node. A path may need an order that no delays cause.
    case open
    /// Timers come last, and others in the order in which they were scheduled.
    case exact
    /// Either may be first. Timers come last.
    case every
  }

  @usableFromInline
  struct Node {
    /// The state with its pending events.
    @usableFromInline let location: UInt32
    /// The zone of the node: the possible times of these events.
    @usableFromInline let zone: UInt32
    /// The node of the same location that was found before it; -1 for none.
    @usableFromInline var previous: Int32
    /// The cost of the cheapest known path.
    @usableFromInline var faults: Int32
    /// The number of events on the path.
    @usableFromInline var events: Int32
    /// A Boolean value that indicates whether another node includes it.
    @usableFromInline var isCovered = false
    /// A Boolean value that indicates whether groups go on independently; `nil` before the first transition.
    @usableFromInline var isGrouped: Bool?

    @inlinable
    init(location: UInt32, zone: UInt32, previous: Int32, faults: Int32, events: Int32) {
      self.location = location
      self.zone = zone
      self.previous = previous
      self.faults = faults
      self.events = events
    }
  }

  /// The treatment of events of one instant.
  @usableFromInline let ties: Ties
  /// The groups of events that do not depend on each other; `nil` to follow all orders.
  @usableFromInline let groups: EventGroups<Subject>?
  /// The world in which handlers run.
  @usableFromInline var world = OrderingWorld<Event>()
  /// The world of shadow runs, with other tokens for open draws.
  @usableFromInline var shadow = OrderingWorld<Event>(step: 2)
  @usableFromInline var states = InternTable<State>()
  @usableFromInline var events = InternTable<Event>()
  /// The states with their pending events, each once.
  @usableFromInline var locations = OrderLocations()
  @usableFromInline var zones = ZoneTable()
  /// The nodes, in the order of their discovery.
  @usableFromInline var nodes: [Node] = []

  // The node where the transitions begin, and the progress through them.

  /// The number of its state; -1 for the start.
  @usableFromInline var originState = -1
  /// Its pending events; none at the start.
  @usableFromInline var pending: [OrderedEvent] = []
  /// The zone of the origin.
  @usableFromInline var originZone = Zone()
  /// The number of faults that the transition may have.
  @usableFromInline var mostFaults = Int.max
  /// The index of the next pending event to come first.
  @usableFromInline var nextEvent = 0
  /// The index of the pending event that comes first now.
  @usableFromInline var fired = 0
  /// The progress through the transitions of the origin.
  @usableFromInline var progress = Progress.betweenEvents
  /// The index of the last transition among those from the origin, from 0.
  @usableFromInline var transitionIndex = -1
  /// The times of the pending events after one of them has come first.
  @usableFromInline var zone = Zone()
  /// The slack of the event that comes first after each pending one.
  @usableFromInline var slacks: [Int64] = []

  /// Between two pending events, before the first run of one, or between two runs with different
  /// choices.
  @usableFromInline
  enum Progress { case betweenEvents, beforeFirst, underway }

  // The choice among the groups of pending events, where these go on independently.

  /// The group of each event that is known, by its number.
  @usableFromInline var groupOfEvent: [Int32] = []
  /// The group of each pending event; empty where all orders are followed.
  @usableFromInline var pendingGroups: [Int] = []
  /// The groups whose events come now, one bit each; the others wait.
  @usableFromInline var chosen: UInt64 = 0
  /// For each group the others that may reach it before its next event, one bit each.
  @usableFromInline var threats: [UInt64] = []
  /// A Boolean value that indicates whether the events of the other groups come as well.
  @usableFromInline var takesOthers = false
  /// A Boolean value that indicates whether only one of equal events comes that have the same times.
  @usableFromInline var skipsTwins = true
  /// A Boolean value that indicates whether an event has caused another one at the same instant. Then the others must not
  /// wait: they might for ever.
  @usableFromInline var hasInstantEffect = false

  // The target of the last transition, while it is made.

  /// The pending events of the target.
  @usableFromInline var draft: [OrderedEvent] = []
  /// The clock of each event of the draft, among those of the origin and then those of the scheduled events.
  @usableFromInline var clocks: [Int] = []
  /// The zone of all events, old and new.
  @usableFromInline var wholeZone = Zone()
  /// The zone of the events that stay pending.
  @usableFromInline var draftZone = Zone()

  // A path that is being recorded.

  /// The steps of the path, to put them in the order of their times; empty unless groups go on independently.
  @usableFromInline var script = PathScript()

  /// The times of the path that is recorded.
  @usableFromInline var times = EventTimes(isAnyOrder: false)
  /// The number, in `times`, of each pending event of the last node.
  @usableFromInline var timedEvents: [Int] = []
  /// A Boolean value that indicates whether no delays cause the path that was recorded last.
  @usableFromInline var isPathSpurious = false
  /// The marks of that path between which the times of pending events repeat.
  var repeatingRounds: Range<Int>?

  /// An expander that has not found any node.
  @inlinable
  init(ties: Ties, groups: EventGroups<Subject>? = nil) {
    self.ties = ties
    self.groups = groups
  }

  /// Turns to a node, or to the start of the system.
  @inlinable
  mutating func turn(to node: Int?, mostFaults: Int) {
    if let node {
      originState = Int(locations[nodes[node].location].state)
      locations.read(nodes[node].location, into: &pending)
      zones.read(nodes[node].zone, into: &originZone)
    } else {
      originState = -1
      pending.removeAll(keepingCapacity: true)
    }
    restart(mostFaults: mostFaults)
    if let groups { choose(groups, at: node) }
  }

  /// Prepares for the first transition from the origin.
  @inlinable
  mutating func restart(mostFaults: Int) {
    self.mostFaults = mostFaults
    nextEvent = 0
    progress = .betweenEvents
    transitionIndex = -1
  }

  /// Takes the next transition: each pending event that may come first, with each combination of
  /// choices in its handler.
  @inlinable
  mutating func takeNextTransition(
    of system: borrowing Subject
  ) throws(ExplorationError) -> Bool {
    while true {
      switch progress {
      case .betweenEvents:
        if !beginNextEvent() { return false }
        world.decisions.begin(mostFaults: mostFaults)
        progress = .beforeFirst
      case .beforeFirst:
        progress = .underway
        try run(system)
        return true
      case .underway:
        if world.decisions.advance(of: system) {
          try run(system)
          return true
        }
        progress = .betweenEvents
      }
    }
  }

  /// Turns to the next event that may come first, or to the start.
  ///
  /// - Returns: false if there is none.
  @inlinable
  mutating func beginNextEvent() -> Bool {
    if originState < 0 {
      nextEvent += 1
      fired = 0
      zone.reset()
      return nextEvent == 1
    }
    while true {
      while nextEvent < pending.count {
        fired = nextEvent
        nextEvent += 1
        if skipsTwins && isTwin(fired) || waits(fired) { continue }
        zone.copy(originZone, roomFor: 0)
        slacks.removeAll(keepingCapacity: true)
        for other in pending.indices { slacks.append(slack(of: fired, after: other)) }
        if zone.require(fired, first: slacks) { return true }
      }
      if !hasInstantEffect || takesOthers || pendingGroups.isEmpty { return false }
      takesOthers = true
      nextEvent = 0
    }
  }

  /// Returns the longest time, in nanoseconds, by which a pending event may come later than another one that it does not
  /// wait for; negative for "before it".
  @inlinable
  func slack(of event: Int, after other: Int) -> Int64 {
    if let groups, !pendingGroups.isEmpty, pendingGroups[event] != pendingGroups[other] {
      let distance = groups.distances[
        pendingGroups[event] &* groups.count &+ pendingGroups[other]]
      // What the other one causes at that instant comes before a timer.
      return distance >= Zone.unbounded || !pending[event].isTimer ? distance : distance &- 1
    }
    return OrderExpander.comes(event, before: other, of: pending, ties, originZone) ? 0 : -1
  }

  /// Returns true if a pending event waits, since those of other groups go first.
  @inlinable
  func waits(_ index: Int) -> Bool {
    if pendingGroups.isEmpty { return false }
    return (chosen >> UInt64(pendingGroups[index]) & 1 == 1) == takesOthers
  }

  /// Returns true if a pending event is equal to the one before it, with the same times: what follows either is the same.
  @inlinable
  func isTwin(_ index: Int) -> Bool {
    if case .exact = ties { return false }
    guard index > 0, pending[index] == pending[index - 1] else { return false }
    let before = index - 1
    if originZone[index, before] != originZone[before, index] { return false }
    for other in pending.indices where other != index && other != before {
      if originZone[index, other] != originZone[before, other]
        || originZone[other, index] != originZone[other, before]
      {
        return false
      }
    }
    return true
  }

  /// Returns true if a pending event may come before another one at the same instant.
  @inlinable
  static func comes(
    _ one: Int, before other: Int, of pending: [OrderedEvent], _ ties: Ties, _ zone: Zone
  ) -> Bool {
    if pending[one].isTimer != pending[other].isTimer { return pending[other].isTimer }
    switch ties {
    case .exact: return one < other
    case .every: return true
    case .open:
      let (rank, otherRank) = (pending[one].rank, pending[other].rank)
      return rank == 0 || otherRank == 0 || rank < otherRank || !zone.areTied(one, other)
    }
  }

  /// Handles the event with the decisions of the tape. The state is made in the place where it stays if it is new.
  @inlinable
  mutating func run(_ system: borrowing Subject) throws(ExplorationError) {
    world.rewind()
    transitionIndex += 1
    let draft = states.makeDraft()
    if originState < 0 {
      draft.initialize(to: system.start(in: &world))
    } else {
      draft.initialize(from: states.slot(of: originState), count: 1)
      system.receive(events[pending[fired].event], state: &draft.pointee, in: &world)
    }
    if let choicePoint = world.decisions.nondeterminism() {
      states.dropDraft()
      throw .notRepeatable(choicePoint)
    }
    var dependsOnDelay = world.hasMisusedDelay
    if !world.draws.isEmpty, !isDeterministic(system, draft) { dependsOnDelay = true }
    if dependsOnDelay {
      states.dropDraft()
      throw .dependsOnDelay(world.draws.first?.choicePoint ?? ChoicePoint(actor: 0, kind: 0))
    }
    if !pendingGroups.isEmpty, world.scheduled.contains(where: { $0.low == .zero }) {
      hasInstantEffect = true
    }
  }

  /// Returns true if a shadow run with other tokens for the open draws reaches the same state.
  @inlinable
  mutating func isDeterministic(
    _ system: borrowing Subject, _ state: UnsafeMutablePointer<State>
  ) -> Bool {
    world.decisions.beginShadowRun(in: &shadow.decisions)
    shadow.rewindDelays()
    defer { world.decisions.endShadowRun(from: &shadow.decisions) }
    if originState < 0 {
      var again = system.start(in: &shadow)
      return InternTable.areEqual(&again, &state.pointee)
    }
    var again = states[originState]
    system.receive(events[pending[fired].event], state: &again, in: &shadow)
    return InternTable.areEqual(&again, &state.pointee)
  }
}
