/// The successors of the nodes of a system: all nodes that may follow a node by its next event.
///
/// A node is a state and the events that are pending, with their times relative to the last event. Nodes, states,
/// events and sets of pending events are kept here once each; elsewhere they are numbers.
///
/// ```swift
/// successors.begin(at: node)
/// while let transition = try successors.next(of: system) { … }
/// ```
///
/// The system is borrowed by each call and not kept: a large one is never copied.
@usableFromInline
struct SuccessorGenerator<Subject: System>: ~Copyable {
  /// The states of the system.
  @usableFromInline typealias State = Subject.State
  /// The events of the system.
  @usableFromInline typealias Event = Subject.Event

  /// One transition from a node, by one event.
  @usableFromInline
  struct Transition {
    /// The number of the node that it leads to.
    @usableFromInline let target: Int
    /// A Boolean value that indicates whether the node was not known before.
    @usableFromInline let isNew: Bool
    /// The probability of the transition, given its origin.
    @usableFromInline let probability: Double
    /// The mean of an open draw before the next event of that node, in nanoseconds; 0 without one, `nil` if it has no
    /// closed form.
    @usableFromInline let wait: Double?

    @inlinable
    init(target: Int, isNew: Bool, probability: Double, wait: Double?) {
      self.target = target
      self.isNew = isNew
      self.probability = probability
      self.wait = wait
    }
  }

  /// The world in which handlers run.
  @usableFromInline var world: BranchingWorld<Event>
  /// The world of shadow runs, with other tokens for open draws.
  @usableFromInline var shadow: BranchingWorld<Event>
  @usableFromInline var states = InternTable<State>()
  @usableFromInline var events = InternTable<Event>()
  /// The sets of pending events, each once.
  @usableFromInline var pendingSets = PendingSets()
  @usableFromInline var nodes = NodeTable()
  /// For each event, counted from 1, the last events that it has scheduled: up to four.
  @usableFromInline var followers: [UInt32] = []
  /// The node where the transitions begin; `nil` for the start.
  @usableFromInline var origin: Node?
  /// The progress through the transitions of the origin.
  @usableFromInline var progress = Progress.ended
  /// The index of the last transition among those from the origin, from 0.
  @usableFromInline var transitionIndex = -1
  /// The events that are pending after a transition, while they are collected.
  @usableFromInline var draft: [PendingSets.Pending] = []

  /// The progress through the transitions of the origin.
  @usableFromInline
  enum Progress { case beforeFirst, underway, ended }

  /// A generator that has not found any node.
  @inlinable
  init(discretisation: Int?) {
    world = BranchingWorld(discretisation: discretisation)
    shadow = BranchingWorld(discretisation: discretisation, step: 2)
  }

  /// A Boolean value that indicates whether finitely many delays have approximated continuous ones.
  @inlinable
  var isDiscretised: Bool { world.isDiscretised }

  /// The memory of the states, the pending sets and the nodes, in bytes, about.
  @inlinable
  var bytes: Int {
    states.count * (MemoryLayout<State>.stride + 8) + pendingSets.bytes + nodes.count * 32
  }

  /// Returns true if nothing is pending in a node any more.
  @inlinable
  func isEnding(_ node: Node) -> Bool { pendingSets.count(of: node.pendingSet) == 0 }

  /// The time to the next event of a pending set, in nanoseconds; `nil` if there is none.
  @inlinable
  func timeToNext(in pendingSet: UInt32) -> Int64? {
    pendingSets.count(of: pendingSet) == 0 ? nil : pendingSets.pending(0, of: pendingSet).time
  }

  /// Returns the number of faults of the last transition.
  @inlinable
  func faultCount(of system: borrowing Subject) -> Int {
    var count = 0
    for choicePoint in world.happened where system.isFault(choicePoint) { count += 1 }
    return count
  }

  /// Turns to the transitions from a node, or to those that start the system with `nil`.
  ///
  /// - Parameter mostFaults: the largest number of faults; transitions with more are left out.
  @inlinable
  mutating func begin(at node: Int?, mostFaults: Int = .max) {
    origin = node.map { nodes[$0] }
    transitionIndex = -1
    world.begin(mostFaults: mostFaults)
    progress = .beforeFirst
    if let origin, isEnding(origin) { progress = .ended }
  }

  /// Returns the next transition, or `nil` after the last. The world holds its decisions until the next call.
  @inlinable @inline(__always)
  mutating func next(of system: borrowing Subject) throws(ExplorationError) -> Transition? {
    try takeNext(of: system) ? try transition(of: system) : nil
  }

  /// Takes the next transition, whose decisions the world then holds. Afterwards `transition` tells where it leads, or
  /// `dropTransition` forgets it.
  ///
  /// - Returns: `false` after the last transition.
  @inlinable @inline(__always)
  mutating func takeNext(of system: borrowing Subject) throws(ExplorationError) -> Bool {
    if !advance(system) { return false }
    let state = run(system)
    if let choicePoint = world.nondeterminism() {
      dropTransition()
      throw .notRepeatable(choicePoint)
    }
    if !world.draws.isEmpty, !isDeterministic(system, state) {
      dropTransition()
      throw .dependsOnDelay(world.draws[0].choicePoint)
    }
    return true
  }

  /// The transition that was taken, with its target.
  ///
  /// - Throws: an error if the target cannot be made; the transition is dropped then.
  @inlinable @inline(__always)
  mutating func transition(of system: borrowing Subject) throws(ExplorationError) -> Transition {
    do throws(ExplorationError) {
      return try transition(to: states.draft, of: system)
    } catch {
      dropTransition()
      throw error
    }
  }

  /// Drops the transition, whose target is not wanted.
  @inlinable @inline(__always)
  mutating func dropTransition() { states.dropDraft() }

  /// Goes on to the next combination of decisions of the handler; false after the last one.
  @inlinable @inline(__always)
  mutating func advance(_ system: borrowing Subject) -> Bool {
    switch progress {
    case .beforeFirst: progress = .underway
    case .underway: if !world.advance(of: system) { progress = .ended }
    case .ended: break
    }
    if progress == .ended { return false }
    transitionIndex += 1
    world.rewind()
    return true
  }

  /// Makes the state after the next event, or at the start, in the place where it stays if it is new.
  @inlinable @inline(__always)
  mutating func run(_ system: borrowing Subject) -> UnsafeMutablePointer<State> {
    let draft = states.makeDraft()
    guard let origin else {
      draft.initialize(to: system.start(in: &world))
      return draft
    }
    draft.initialize(from: states.slot(of: origin.state), count: 1)
    let event = events[Int(pendingSets.pending(0, of: origin.pendingSet).event)]
    system.receive(event, state: &draft.pointee, in: &world)
    return draft
  }

  /// Returns true if a shadow run with other tokens for the open draws reaches the same state.
  @inlinable
  mutating func isDeterministic(_ system: borrowing Subject, _ state: UnsafeMutablePointer<State>)
    -> Bool
  {
    world.beginShadowRun(in: &shadow)
    defer { world.endShadowRun(from: &shadow) }
    guard let origin else {
      var again = system.start(in: &shadow)
      return InternTable.areEqual(&again, &state.pointee)
    }
    var again = states[origin.state]
    let event = events[Int(pendingSets.pending(0, of: origin.pendingSet).event)]
    system.receive(event, state: &again, in: &shadow)
    return InternTable.areEqual(&again, &state.pointee)
  }

  /// The transition that the world has just taken, to the state that was made.
  @inlinable @inline(__always)
  mutating func transition(
    to state: UnsafeMutablePointer<State>, of system: borrowing Subject
  ) throws(ExplorationError) -> Transition {
    while !draft.isEmpty { draft.removeLast() }
    var reached = world.reached
    if let origin {
      reached |= pendingSets.reached(in: origin.pendingSet)
      keepPending(of: origin.pendingSet, in: state, of: system)
    }
    var wait: Double? = 0.0
    var open: BranchingWorld<Event>.Scheduled?
    for (index, scheduled) in world.scheduled.enumerated()
    where !isInert(scheduled.event, in: &state.pointee, of: system) {
      if scheduled.draw >= 0 {
        if open != nil { throw raceError(scheduled) }
        open = scheduled
        continue
      }
      let event = eventNumber(of: scheduled.event, scheduledAs: index)
      insert(
        PendingSets.Pending(
          time: scheduled.delay.nanoseconds, event: event, isTimer: scheduled.isTimer))
    }
    if let open {
      guard draft.isEmpty else { throw raceError(open) }
      let draw = world.draws[open.draw]
      wait = draw.latency.mean(atLeast: draw.floor, atMost: draw.cap)
      draft.append(PendingSets.Pending(time: 0, event: eventNumber(of: open.event, scheduledAs: 0)))
    }
    let pendingSet = pendingSets.number(of: draft, reached: reached)
    let node = Node(
      state: states.keepDraft(hash: quickHash(of: &state.pointee)), pendingSet: pendingSet)
    let target = nodes.number(of: node)
    return Transition(
      target: target.number, isNew: target.isNew, probability: world.probability, wait: wait)
  }

  /// The number of an event that a run has scheduled after `index` others.
  ///
  /// As a rule an event schedules the same events in every state, so that most need no search.
  @inlinable @inline(__always)
  mutating func eventNumber(of event: Event, scheduledAs index: Int) -> UInt32 {
    var cause = 0
    if let origin { cause = Int(pendingSets.pending(0, of: origin.pendingSet).event) + 1 }
    let place = cause << 2 | index & 3
    while followers.count <= place { followers.append(0) }
    let guess = followers[place]
    if Int(guess) < events.count, events[Int(guess)] == event { return guess }
    let number = UInt32(events.number(of: event).number)
    followers[place] = number
    return number
  }

  /// Keeps the pending events that still may change something, without the one that has happened.
  @inlinable @inline(__always)
  mutating func keepPending(
    of pendingSet: UInt32, in state: UnsafeMutablePointer<State>, of system: borrowing Subject
  ) {
    let count = pendingSets.count(of: pendingSet)
    if count < 2 { return }
    let past = pendingSets.pending(0, of: pendingSet).time
    for index in 1..<count {
      let pending = pendingSets.pending(index, of: pendingSet)
      let event = events[Int(pending.event)]
      if isInert(event, in: &state.pointee, of: system) { continue }
      if !world.cancelled.isEmpty, world.cancelled.contains(event) { continue }
      draft.append(
        PendingSets.Pending(
          time: pending.time - past, event: pending.event, isTimer: pending.isTimer))
    }
  }

  // These take the state `inout`: reading it through a pointer would copy it first.

  /// Returns true if an event changes nothing in a state, now or later.
  @inlinable @inline(never)
  func isInert(_ event: Event, in state: inout State, of system: borrowing Subject) -> Bool {
    system.isInert(event, in: state)
  }

  /// A hash of a state that is cheap and need not be perfect.
  @inlinable @inline(never)
  func quickHash(of state: inout State) -> UInt32 { Subject.quickHash(of: state) }

  /// Inserts an event behind all events of the same moment, which were scheduled before it, but a timer's behind it.
  @inlinable @inline(__always)
  mutating func insert(_ pending: PendingSets.Pending) {
    draft.insertFromEnd(pending) { $0.rank > pending.rank }
  }

  /// The error about an open delay that races with another event.
  @inlinable
  func raceError(_ scheduled: BranchingWorld<Event>.Scheduled) -> ExplorationError {
    let draw = world.draws[scheduled.draw]
    return .continuousDelay(draw.choicePoint, draw.latency)
  }
}
