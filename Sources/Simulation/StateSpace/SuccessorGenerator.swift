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

  @usableFromInline var generator: TransitionGenerator<Subject>
  @usableFromInline var states = InternTable<State>()
  @usableFromInline var events = InternTable<Event>()
  /// The sets of pending events, each once.
  @usableFromInline var pendingSets = PendingSets()
  @usableFromInline var nodes = NodeTable()
  /// For each event, counted from 1, the last events that it has scheduled: up to four.
  @usableFromInline var followers: [UInt32] = []
  /// The number of the event that happens in the transitions, counted from 1; 0 at the start.
  @usableFromInline var cause = 0
  /// The events that are pending after a transition, while they are numbered.
  @usableFromInline var numbered: [PendingSets.Pending] = []

  /// A generator that has not found any node.
  @inlinable
  init(discretisation: Int?, lattice: DelayLattice? = nil) {
    generator = TransitionGenerator(discretisation: discretisation, lattice: lattice)
  }

  /// The world in which the handlers run. It holds the decisions of the last transition.
  @inlinable
  var world: BranchingWorld<Event> {
    @inline(__always) _read { yield generator.world }
    @inline(__always) _modify { yield &generator.world }
  }

  /// The index of the last transition among those from the origin, from 0.
  @inlinable
  var transitionIndex: Int { generator.transitionIndex }

  /// A Boolean value that indicates whether finitely many delays have approximated continuous ones.
  @inlinable
  var isDiscretised: Bool { generator.world.isDiscretised }

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
    for choicePoint in generator.world.happened where system.isFault(choicePoint) { count += 1 }
    return count
  }

  /// Turns to the transitions from a node, or to those that start the system with `nil`.
  ///
  /// - Parameter mostFaults: the largest number of faults; transitions with more are left out.
  @inlinable
  mutating func begin(at node: Int?, mostFaults: Int = .max) {
    while generator.pending.count > 0 { generator.pending.removeLast() }
    cause = 0
    guard let node else {
      generator.begin(at: nil, reached: 0, mostFaults: mostFaults)
      return
    }
    let origin = nodes[node]
    let entry = pendingSets.contents.entries[Int(origin.pendingSet)]
    for index in Int(entry.first)..<Int(entry.first) + Int(entry.count) {
      generator.pending.append(pendingEvent(at: index))
    }
    if entry.count > 0 { cause = Int(generator.pending[0].number) + 1 }
    generator.begin(
      at: states.slot(of: origin.state), reached: entry.reached, mostFaults: mostFaults)
  }

  /// The pending event at a place among those of all pending sets.
  @inlinable @inline(__always)
  func pendingEvent(at index: Int) -> TransitionGenerator<Subject>.PendingEvent {
    let pending = pendingSets.contents.pending[index]
    return .init(rank: pending.rank, number: pending.event, event: events[Int(pending.event)])
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
    let place = states.makeDraft()
    let isTaken: Bool
    do throws(ExplorationError) {
      isTaken = try generator.takeNext(of: system, to: place)
    } catch {
      states.forgetDraft()
      throw error
    }
    if !isTaken { states.forgetDraft() }
    return isTaken
  }

  /// The transition that was taken, with its target.
  ///
  /// - Throws: an error if the target cannot be made; the transition is dropped then.
  @inlinable @inline(__always)
  mutating func transition(of system: borrowing Subject) throws(ExplorationError) -> Transition {
    let place = states.draft
    do throws(ExplorationError) {
      try generator.complete(place, of: system)
    } catch {
      dropTransition()
      throw error
    }
    numbered.removeAll(keepingCapacity: true)
    var unknown = 0
    for index in 0..<generator.draft.count {
      number(generator.draft[index], unknown: &unknown)
    }
    let pendingSet = pendingSets.number(of: numbered, reached: generator.reached)
    let state = states.keepDraft(hash: generator.quickHash(of: &place.pointee))
    let target = nodes.number(of: Node(state: state, pendingSet: pendingSet))
    return Transition(
      target: target.number, isNew: target.isNew, probability: generator.world.probability,
      wait: generator.wait, rewards: generator.rewards)
  }

  /// Drops the transition, whose target is not wanted.
  @inlinable @inline(__always)
  mutating func dropTransition() { states.dropDraft() }

  /// Adds an event to those that are numbered.
  ///
  /// - Parameter unknown: the events before it whose numbers had to be looked up.
  @inlinable @inline(__always)
  mutating func number(
    _ pending: TransitionGenerator<Subject>.PendingEvent, unknown: inout Int
  ) {
    var number = pending.number
    if number == TransitionGenerator<Subject>.PendingEvent.unknown {
      number = eventNumber(of: pending.event, after: unknown)
      unknown += 1
    }
    numbered.append(PendingSets.Pending(rank: pending.rank, event: number))
  }

  /// The number of an event that a transition has scheduled after some others.
  ///
  /// As a rule an event schedules the same events in every state, so that most need no search.
  @inlinable @inline(__always)
  mutating func eventNumber(of event: Event, after others: Int) -> UInt32 {
    let place = cause << 2 | others & 3
    while followers.count <= place { followers.append(0) }
    let guess = followers[place]
    if Int(guess) < events.count, events[Int(guess)] == event { return guess }
    let number = UInt32(events.number(of: event).number)
    followers[place] = number
    return number
  }
}

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
  /// The amounts that it adds to what is only counted.
  @usableFromInline let rewards: Rewards

  @inlinable
  init(target: Int, isNew: Bool, probability: Double, wait: Double?, rewards: Rewards) {
    self.target = target
    self.isNew = isNew
    self.probability = probability
    self.wait = wait
    self.rewards = rewards
  }
}
