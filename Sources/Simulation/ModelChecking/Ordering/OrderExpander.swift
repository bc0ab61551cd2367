/// The successors of a node by each of its pending events that may come first, as the ranges of their delays allow.
struct OrderExpander<Subject: System>: NodeExpander {
  /// A state, the events that are pending in the order in which they were scheduled, timers last, and the times at which
  /// they may come.
  struct Node: Hashable {
    let state: Subject.State
    var events: [Subject.Event]
    /// The number of events that are not timers.
    var eventsBeforeTimers: Int
    var zone: Zone
  }

  private var nodes: [Node] = []
  private var numbers: [Node: Int] = [:]
  private(set) var hasLeftOut = false

  /// The node where the transitions begin; `nil` for the start.
  private var origin: Node?
  private var mostFaults = Int.max
  /// The index of the next event of the origin to come first.
  private var nextEvent = 0
  private var handling: Handling<Subject>?
  /// The times of the pending events after the event that is handled.
  private var zone = Zone()
  /// The last transition.
  private var taken: Handling<Subject>.Result?
  private(set) var transitionIndex = -1

  // A path that is being recorded.
  private var times = EventTimes()
  /// The number of each pending event of the last node, for `times`.
  private var clocks: [Int] = []

  var nodeCount: Int { nodes.count }
  /// Always false: delays are left open.
  var isDiscretised: Bool { false }
  var probability: Double { taken?.world.decisions.probability ?? 1 }

  func state(of node: Int) -> Subject.State { nodes[node].state }

  func isEnding(_ node: Int) -> Bool { nodes[node].events.isEmpty }

  mutating func begin(at node: Int?, mostFaults: Int) {
    origin = node.map { nodes[$0] }
    self.mostFaults = mostFaults
    nextEvent = 0
    handling = nil
    taken = nil
    transitionIndex = -1
  }

  mutating func takeNext(of system: borrowing Subject) throws(ExplorationError) -> Bool {
    repeat {
      taken = try handling?.next()
      if taken != nil {
        transitionIndex += 1
        return true
      }
      hasLeftOut = hasLeftOut || handling?.hasLeftOut ?? false
    } while beginNextEvent(of: system)
    return false
  }

  /// Turns to the next event that may come first, or to the start.
  ///
  /// - Returns: `false` if there is none.
  private mutating func beginNextEvent(of system: borrowing Subject) -> Bool {
    handling = nil
    guard let origin else {
      if nextEvent > 0 { return false }
      nextEvent = 1
      zone = Zone()
      handling = Handling(copy system, nil, nil, mostFaults: mostFaults)
      return true
    }
    while nextEvent < origin.events.count {
      let index = nextEvent
      nextEvent += 1
      guard let zone = origin.zone.first(index + 1) else { continue }
      self.zone = zone
      handling = Handling(copy system, origin, index, mostFaults: mostFaults)
      return true
    }
    return false
  }

  func faultCount(of system: borrowing Subject) -> Int {
    guard let taken else { return 0 }
    var count = 0
    for choicePoint in taken.world.decisions.happened where system.isFault(choicePoint) {
      count += 1
    }
    return count
  }

  mutating func target(
    of system: borrowing Subject
  ) throws(ExplorationError) -> (node: Int, isNew: Bool) {
    guard let handling, let taken else {
      preconditionFailure("a transition is taken before its target is asked for")
    }
    let node = handling.target(taken, zone)
    if let known = numbers[node] { return (known, false) }
    numbers[node] = nodes.count
    nodes.append(node)
    return (nodes.count - 1, true)
  }

  mutating func dropTransition() { taken = nil }

  mutating func beginRecording() {
    times = EventTimes()
    clocks = []
  }

  mutating func record(in path: inout RecordedPath<Subject.State>, of system: borrowing Subject) {
    guard let handling, let taken else {
      preconditionFailure("a transition is taken before it is recorded")
    }
    if origin != nil { times.comes(nextEvent - 1, among: &clocks) }
    clocks += times.schedule(taken.world)
    clocks = handling.kept(taken).map { clocks[$0] }
    path.add(taken.world.decisions, system)
    dropTransition()
  }

  func endRecording(in path: inout RecordedPath<Subject.State>) { path.delays = times.delays }
}
