/// What a system may do next: from a state with what is in flight to all that may follow it.
///
/// A node is a state and the events that are pending, with their times relative to the last event. Nodes,
/// states, events and what is pending are kept here, once each; elsewhere they are numbers.
///
/// ```swift
/// unfolding.begin(at: node)
/// while let way = try unfolding.next(of: system) { … }
/// ```
///
/// The system is not kept: what is large is lent, never copied.
@usableFromInline
struct SuccessorGenerator<Subject: System>: ~Copyable {
  @usableFromInline typealias State = Subject.State
  @usableFromInline typealias Event = Subject.Event

  /// One of the ways from a node, by one event.
  @usableFromInline
  struct Way {
    /// The node's number.
    @usableFromInline let target: Int
    /// Whether no way led there before.
    @usableFromInline let isNew: Bool
    @usableFromInline let probability: Double
    /// The mean of a delay that was left open, in nanoseconds, before the other node's next event; 0
    /// without one, `nil` if it has no closed form.
    @usableFromInline let wait: Double?

    @inlinable
    init(target: Int, isNew: Bool, probability: Double, wait: Double?) {
      self.target = target
      self.isNew = isNew
      self.probability = probability
      self.wait = wait
    }
  }

  @usableFromInline var world: BranchingWorld<Event>
  /// Where a way is taken again, with other values for what it left open.
  @usableFromInline var echo: BranchingWorld<Event>
  @usableFromInline var states = InternTable<State>()
  @usableFromInline var events = InternTable<Event>()
  @usableFromInline var outlooks = PendingSets()
  @usableFromInline var nodes = NodeTable()
  /// Of each event, counted from 1, which events it has scheduled last: up to four.
  @usableFromInline var followers: [UInt32] = []
  /// Where the ways begin; `nil` for the start.
  @usableFromInline var origin: Node?
  @usableFromInline var progress = Progress.ended
  /// Which of the ways from there the last one was, counted from 0.
  @usableFromInline var number = -1
  /// What is pending after a way, as it is put together.
  @usableFromInline var draft: [PendingSets.Pending] = []

  /// Which way the world has taken.
  @usableFromInline
  enum Progress { case noneYet, oneOfThem, ended }

  @inlinable
  init(discretisation: Int?) {
    world = BranchingWorld(discretisation: discretisation)
    echo = BranchingWorld(discretisation: discretisation, step: 2)
  }

  /// Whether finitely many delays have stood for continuous ones.
  @inlinable
  var isDiscretised: Bool { world.isDiscretised }

  /// Whether nothing is pending in a node any more.
  @inlinable
  func isEnding(_ node: Node) -> Bool { outlooks.count(of: node.outlook) == 0 }

  /// How long it takes to the next event of an outlook, in nanoseconds; `nil` if there is none.
  @inlinable
  func timeToNext(in outlook: UInt32) -> Int64? {
    outlooks.count(of: outlook) == 0 ? nil : outlooks.pending(0, of: outlook).time
  }

  /// How many faults are on the way that `next` has given last.
  @inlinable
  func faultCount(of system: borrowing Subject) -> Int {
    var count = 0
    for site in world.happened where system.isFault(site) { count += 1 }
    return count
  }

  /// Turns to the ways from a node, or to those into the system with `nil`.
  ///
  /// - Parameter mostFaults: ways with more faults are left out.
  @inlinable
  mutating func begin(at node: Int?, mostFaults: Int = .max) {
    origin = node.map { nodes[$0] }
    number = -1
    world.begin(mostFaults: mostFaults)
    progress = .noneYet
    if let origin, isEnding(origin) { progress = .ended }
  }

  /// The next of the ways, or `nil` after the last. Until then the world tells what was decided on it.
  @inlinable @inline(__always)
  mutating func next(of system: borrowing Subject) throws(ExplorationProblem) -> Way? {
    try takeNext(of: system) ? try way(of: system) : nil
  }

  /// Takes the next of the ways, of which the world then tells; afterwards `way` says where it leads, or
  /// `dropWay` forgets it.
  ///
  /// - Returns: whether there was one.
  @inlinable @inline(__always)
  mutating func takeNext(of system: borrowing Subject) throws(ExplorationProblem) -> Bool {
    if !advance(system) { return false }
    let state = run(system)
    if let site = world.surprise() {
      dropWay()
      throw .notRepeatable(site)
    }
    if !world.draws.isEmpty, !isSame(system, state) {
      dropWay()
      throw .dependsOnDelay(world.draws[0].site)
    }
    return true
  }

  @inlinable @inline(__always)
  mutating func way(of system: borrowing Subject) throws(ExplorationProblem) -> Way {
    do throws(ExplorationProblem) {
      return try way(to: states.draft, of: system)
    } catch {
      dropWay()
      throw error
    }
  }

  @inlinable @inline(__always)
  mutating func dropWay() { states.dropDraft() }

  @inlinable @inline(__always)
  mutating func advance(_ system: borrowing Subject) -> Bool {
    switch progress {
    case .noneYet: progress = .oneOfThem
    case .oneOfThem: if !world.advance(of: system) { progress = .ended }
    case .ended: break
    }
    if progress == .ended { return false }
    number += 1
    world.rewind()
    return true
  }

  /// The state after the next event, or at the start: it is made where it will stay if it is new.
  @inlinable @inline(__always)
  mutating func run(_ system: borrowing Subject) -> UnsafeMutablePointer<State> {
    let draft = states.makeDraft()
    guard let origin else {
      draft.initialize(to: system.start(in: &world))
      return draft
    }
    draft.initialize(from: states.place(of: origin.state), count: 1)
    let event = events[Int(outlooks.pending(0, of: origin.outlook).event)]
    system.receive(event, state: &draft.pointee, in: &world)
    return draft
  }

  /// With other values for the delays that were left open, the same state must be reached.
  @inlinable
  mutating func isSame(_ system: borrowing Subject, _ state: UnsafeMutablePointer<State>) -> Bool {
    world.lend(to: &echo)
    defer { world.takeBack(from: &echo) }
    guard let origin else {
      var again = system.start(in: &echo)
      return InternTable.areEqual(&again, &state.pointee)
    }
    var again = states[origin.state]
    let event = events[Int(outlooks.pending(0, of: origin.outlook).event)]
    system.receive(event, state: &again, in: &echo)
    return InternTable.areEqual(&again, &state.pointee)
  }

  /// The way that the world has just taken, to the state that was made.
  @inlinable @inline(__always)
  mutating func way(
    to state: UnsafeMutablePointer<State>, of system: borrowing Subject
  ) throws(ExplorationProblem) -> Way {
    while !draft.isEmpty { draft.removeLast() }
    var reached = world.reached
    if let origin {
      reached |= outlooks.reached(in: origin.outlook)
      keepRest(of: origin.outlook, in: state, of: system)
    }
    var wait: Double? = 0.0
    var open: BranchingWorld<Event>.Scheduled?
    for (index, scheduled) in world.scheduled.enumerated()
    where !isInert(scheduled.event, in: &state.pointee, of: system) {
      if scheduled.draw >= 0 {
        if open != nil { throw race(scheduled) }
        open = scheduled
        continue
      }
      let event = number(of: scheduled.event, scheduledAs: index)
      insert(PendingSets.Pending(time: scheduled.delay.nanoseconds, event: event))
    }
    if let open {
      guard draft.isEmpty else { throw race(open) }
      let draw = world.draws[open.draw]
      wait = draw.latency.mean(atLeast: draw.floor, atMost: draw.cap)
      draft.append(PendingSets.Pending(time: 0, event: number(of: open.event, scheduledAs: 0)))
    }
    let outlook = outlooks.number(of: draft, reached: reached)
    let node = Node(
      state: states.keepDraft(hash: quickHash(of: &state.pointee)), outlook: outlook)
    let target = nodes.number(of: node)
    return Way(
      target: target.number, isNew: target.isNew, probability: world.probability, wait: wait)
  }

  /// The number of an event that was scheduled after others in the same run.
  ///
  /// As a rule an event schedules the same ones whatever the state is, so that most need no search.
  @inlinable @inline(__always)
  mutating func number(of event: Event, scheduledAs index: Int) -> UInt32 {
    var cause = 0
    if let origin { cause = Int(outlooks.pending(0, of: origin.outlook).event) + 1 }
    let place = cause << 2 | index & 3
    while followers.count <= place { followers.append(0) }
    let guess = followers[place]
    if Int(guess) < events.count, events[Int(guess)] == event { return guess }
    let number = UInt32(events.number(of: event).number)
    followers[place] = number
    return number
  }

  /// Of what was pending besides the event that has happened, what still may change something.
  @inlinable @inline(__always)
  mutating func keepRest(
    of outlook: UInt32, in state: UnsafeMutablePointer<State>, of system: borrowing Subject
  ) {
    let count = outlooks.count(of: outlook)
    if count < 2 { return }
    let past = outlooks.pending(0, of: outlook).time
    for index in 1..<count {
      let pending = outlooks.pending(index, of: outlook)
      let event = events[Int(pending.event)]
      if isInert(event, in: &state.pointee, of: system) { continue }
      if !world.cancelled.isEmpty, world.cancelled.contains(event) { continue }
      draft.append(PendingSets.Pending(time: pending.time - past, event: pending.event))
    }
  }

  // The state is asked where it is: to read it through a pointer would copy it first, and what is lent for
  // change is not copied.

  @inlinable @inline(never)
  func isInert(_ event: Event, in state: inout State, of system: borrowing Subject) -> Bool {
    system.isInert(event, in: state)
  }

  @inlinable @inline(never)
  func quickHash(of state: inout State) -> UInt32 { Subject.quickHash(of: state) }

  /// Behind all of the same moment, which were scheduled before it.
  @inlinable @inline(__always)
  mutating func insert(_ pending: PendingSets.Pending) {
    draft.insertFromEnd(pending) { $0.time > pending.time }
  }

  @inlinable
  func race(_ scheduled: BranchingWorld<Event>.Scheduled) -> ExplorationProblem {
    let draw = world.draws[scheduled.draw]
    return .continuousDelay(draw.site, draw.latency)
  }
}
