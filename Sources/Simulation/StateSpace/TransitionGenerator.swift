/// The transitions from a state by its next event: the handler runs once for every combination of decisions.
///
/// It keeps no tables. What it makes is a draft: a state in a place that the caller gives, and the events that are
/// pending then. So transitions from several states can be made at the same time, and numbered afterwards.
///
/// ```swift
/// generator.begin(at: state, mostFaults: .max)
/// while try generator.takeNext(of: system, to: place) { try generator.complete(place, of: system) }
/// ```
@usableFromInline
struct TransitionGenerator<Subject: System>: ~Copyable {
  @usableFromInline typealias State = Subject.State
  @usableFromInline typealias Event = Subject.Event

  /// An event that is pending.
  @usableFromInline
  struct PendingEvent {
    /// Twice the time from the present moment, in nanoseconds, plus 1 for a timer: it orders the events.
    @usableFromInline let rank: Int64
    /// The event's number; `unknown` if it has to be looked up.
    @usableFromInline let number: UInt32
    @usableFromInline let event: Event

    /// No event's number.
    @inlinable
    static var unknown: UInt32 { .max }

    @inlinable
    init(rank: Int64, number: UInt32, event: Event) {
      self.rank = rank
      self.number = number
      self.event = event
    }
  }

  @usableFromInline var world: BranchingWorld<Event>
  /// The world of shadow runs, with other tokens for open draws.
  @usableFromInline var shadow: BranchingWorld<Event>
  /// The state where the transitions begin; `nil` for the start.
  @usableFromInline var origin: UnsafeMutablePointer<State>?
  /// The events that are pending there, the next one first. The caller sets them before the first transition.
  @usableFromInline var pending: [PendingEvent] = []
  /// The milestones that are reached there, one bit each.
  @usableFromInline var reachedBefore: UInt8 = 0
  @usableFromInline var progress = Progress.ended
  /// The index of the last transition among those from the origin, from 0.
  @usableFromInline var transitionIndex = -1
  /// The rewards of the last transition.
  @usableFromInline var rewards = Rewards.none
  /// The events that are pending after the last transition, in the order in which they will happen.
  @usableFromInline var draft: [PendingEvent] = []
  /// The mean of an open draw before the next of them, in nanoseconds; 0 without one, `nil` if it has no closed form.
  @usableFromInline var wait: Double? = 0

  /// The progress through the transitions of the origin.
  @usableFromInline
  enum Progress { case beforeFirst, underway, ended }

  @inlinable
  init(discretisation: Int?, lattice: DelayLattice? = nil) {
    world = BranchingWorld(discretisation: discretisation)
    shadow = BranchingWorld(discretisation: discretisation, step: 2)
    world.lattice = lattice
    shadow.lattice = lattice
  }

  /// The milestones that are reached after the last transition, one bit each.
  @inlinable
  var reached: UInt8 { reachedBefore | world.reached }

  /// Turns to the transitions from a state with the events in `pending`, or to those that start the system with `nil`.
  ///
  /// - Parameter mostFaults: the largest number of faults; transitions with more are left out.
  @inlinable
  mutating func begin(
    at state: UnsafeMutablePointer<State>?, reached: UInt8, mostFaults: Int = .max
  ) {
    origin = state
    reachedBefore = reached
    transitionIndex = -1
    world.begin(mostFaults: mostFaults)
    progress = state != nil && pending.count == 0 ? .ended : .beforeFirst
  }

  /// Makes the state after the next transition in a place. Afterwards `complete` finds the pending events.
  ///
  /// - Returns: `false` after the last transition; then, and if an error is thrown, nothing is there.
  @inlinable @inline(__always)
  mutating func takeNext(
    of system: borrowing Subject, to place: UnsafeMutablePointer<State>
  ) throws(ExplorationError) -> Bool {
    if !advance(system) { return false }
    if let origin {
      place.initialize(from: origin, count: 1)
      system.receive(pending[0].event, state: &place.pointee, in: &world)
    } else {
      place.initialize(to: system.start(in: &world))
    }
    if let choicePoint = world.nondeterminism() {
      place.deinitialize(count: 1)
      throw .notRepeatable(choicePoint)
    }
    if !world.draws.isEmpty, !isDeterministic(system, place) {
      place.deinitialize(count: 1)
      throw .dependsOnDelay(world.draws[0].choicePoint)
    }
    return true
  }

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

  /// Returns true if a shadow run with other tokens for the open draws reaches the same state.
  @inlinable
  mutating func isDeterministic(_ system: borrowing Subject, _ state: UnsafeMutablePointer<State>)
    -> Bool
  {
    world.beginShadowRun(in: &shadow)
    defer { world.endShadowRun(from: &shadow) }
    var again: State
    if let origin {
      again = origin.pointee
      system.receive(pending[0].event, state: &again, in: &shadow)
    } else {
      again = system.start(in: &shadow)
    }
    return InternTable.areEqual(&again, &state.pointee)
  }

  /// Finds the events that are pending after the last transition, which led to a state, and takes its rewards.
  @inlinable @inline(__always)
  mutating func complete(
    _ state: UnsafeMutablePointer<State>, of system: borrowing Subject
  ) throws(ExplorationError) {
    while draft.count > 0 { draft.removeLast() }
    keepPending(in: state, of: system)
    wait = 0
    var open: BranchingWorld<Event>.Scheduled?
    for index in 0..<world.scheduled.count {
      let scheduled = world.scheduled[index]
      if isInert(scheduled.event, in: &state.pointee, of: system) { continue }
      if scheduled.draw >= 0 {
        if open != nil { throw raceError(scheduled) }
        open = scheduled
        continue
      }
      let event = canonical(scheduled.event, in: &state.pointee, of: system) ?? scheduled.event
      let rank = PendingSets.rank(scheduled.delay.nanoseconds, isTimer: scheduled.isTimer)
      // Behind all events of the same moment, which were scheduled before it, but a timer's behind it.
      draft.insertFromEnd(PendingEvent(rank: rank, number: PendingEvent.unknown, event: event)) {
        $0.rank > rank
      }
    }
    if let open {
      guard draft.isEmpty else { throw raceError(open) }
      let draw = world.draws[open.draw]
      wait = draw.latency.mean(atLeast: draw.floor, atMost: draw.cap)
      let event = canonical(open.event, in: &state.pointee, of: system) ?? open.event
      draft.append(PendingEvent(rank: 0, number: PendingEvent.unknown, event: event))
    }
    if hasOnlyIdle(in: state, of: system) {
      draft.removeAll(keepingCapacity: true)
      wait = 0
    }
    rewards = takeRewards(from: &state.pointee, isEnding: draft.count == 0, of: system)
  }

  /// Returns true if all events of the draft are idle.
  @inlinable @inline(__always)
  func hasOnlyIdle(in state: UnsafeMutablePointer<State>, of system: borrowing Subject) -> Bool {
    for index in 0..<draft.count where !isIdle(draft[index].event, in: &state.pointee, of: system) {
      return false
    }
    return draft.count > 0
  }

  /// Keeps the pending events that still may change something, without the one that has happened.
  @inlinable @inline(__always)
  mutating func keepPending(in state: UnsafeMutablePointer<State>, of system: borrowing Subject) {
    if pending.count < 2 { return }
    let past = pending[0].rank & ~1
    for index in 1..<pending.count {
      let event = pending[index].event
      if isInert(event, in: &state.pointee, of: system) { continue }
      if world.cancelled.count > 0, world.cancelled.contains(event) { continue }
      let rank = pending[index].rank - past
      if let canonical = canonical(event, in: &state.pointee, of: system) {
        draft.append(PendingEvent(rank: rank, number: PendingEvent.unknown, event: canonical))
      } else {
        draft.append(PendingEvent(rank: rank, number: pending[index].number, event: event))
      }
    }
  }

  // These take the state `inout`: reading it through a pointer would copy it first.

  @inlinable @inline(never)
  func isInert(_ event: Event, in state: inout State, of system: borrowing Subject) -> Bool {
    system.isInert(event, in: state)
  }

  @inlinable @inline(never)
  func isIdle(_ event: Event, in state: inout State, of system: borrowing Subject) -> Bool {
    system.isIdle(event, in: state)
  }

  @inlinable @inline(never)
  func takeRewards(
    from state: inout State, isEnding: Bool, of system: borrowing Subject
  ) -> Rewards {
    system.takeRewards(from: &state, isEnding: isEnding)
  }

  @inlinable @inline(never)
  func canonical(_ event: Event, in state: inout State, of system: borrowing Subject) -> Event? {
    system.canonical(event, in: state)
  }

  @inlinable @inline(never)
  func quickHash(of state: inout State) -> UInt32 { Subject.quickHash(of: state) }

  @inlinable
  func raceError(_ scheduled: BranchingWorld<Event>.Scheduled) -> ExplorationError {
    let draw = world.draws[scheduled.draw]
    return .continuousDelay(draw.choicePoint, draw.latency)
  }
}
