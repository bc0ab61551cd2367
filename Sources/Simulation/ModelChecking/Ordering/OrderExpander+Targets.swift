/// The nodes that transitions lead to.
extension OrderExpander {
  /// Finds the events that are pending after the last transition, and their zone.
  @inlinable
  mutating func makeDraft(of system: borrowing Subject) {
    // At the start the one clock is that of the start itself.
    let first = zone.size
    // In place: reading the state through a property would copy it.
    let state = states.draft
    wholeZone.copy(zone, roomFor: world.scheduled.count)
    draft.removeAll(keepingCapacity: true)
    clocks.removeAll(keepingCapacity: true)
    for index in pending.indices where index != fired {
      let event = events[pending[index].event]
      if isInert(event, in: &state.pointee, of: system) { continue }
      if !world.cancelled.isEmpty, world.cancelled.contains(event) { continue }
      var kept = pending[index]
      if let canonical = canonical(event, in: &state.pointee, of: system) {
        kept.event = events.number(of: canonical).number
      }
      draft.append(kept)
      clocks.append(index)
    }
    var hasRanks = draft.contains { $0.rank > 0 }
    for index in world.scheduled.indices {
      let scheduled = world.scheduled[index]
      let clock = first + index
      wholeZone.place(clock, after: fired, atLeast: scheduled.low, atMost: scheduled.high)
      if isInert(scheduled.event, in: &state.pointee, of: system) { continue }
      let canonical = canonical(scheduled.event, in: &state.pointee, of: system)
      let number = events.number(of: canonical ?? scheduled.event).number
      var event = OrderedEvent(number, isTimer: scheduled.isTimer)
      if case .open = ties { rank(&event, at: clock) }
      hasRanks = hasRanks || event.rank > 0
      draft.append(event)
      clocks.append(clock)
    }
    if hasRanks { compressRanks() }
    sortDraft()
    sortTwins()
    draftZone.select(clocks, of: wholeZone)
  }

  /// Returns true if an event changes nothing in a state, now or later.
  @inlinable @inline(never)
  func isInert(_ event: Event, in state: inout State, of system: borrowing Subject) -> Bool {
    system.isInert(event, in: state)
  }

  /// The event that stands for this one and for all that the state treats alike; `nil` for itself.
  @inlinable @inline(never)
  func canonical(_ event: Event, in state: inout State, of system: borrowing Subject) -> Event? {
    system.canonical(event, in: state)
  }

  /// A hash of a state that is cheap and need not be perfect.
  @inlinable @inline(never)
  func quickHash(of state: inout State) -> UInt32 { Subject.quickHash(of: state) }

  /// Gives an event that is scheduled its rank behind those that are certain to come at the same instant.
  @inlinable
  mutating func rank(_ event: inout OrderedEvent, at clock: Int) {
    var highest = 0
    var count = 0
    var isOrdered = true
    var last = 0
    for index in draft.indices
    where draft[index].isTimer == event.isTimer && wholeZone.areTied(clocks[index], clock) {
      count += 1
      last = index
      let rank = draft[index].rank
      for other in draft.indices.prefix(index)
      where draft[other].isTimer == event.isTimer && wholeZone.areTied(clocks[other], clock) {
        if draft[other].rank == rank { isOrdered = false }
      }
      if rank == 0 && count > 1 { isOrdered = false }
      highest = max(highest, rank)
    }
    if count == 0 { return }
    if count == 1 {
      if draft[last].rank == 0 { draft[last].rank = 1 }
      event.rank = draft[last].rank + 1
      return
    }
    for index in draft.indices
    where draft[index].isTimer == event.isTimer && wholeZone.areTied(clocks[index], clock) {
      if draft[index].rank == 0 { isOrdered = false }
    }
    if isOrdered {
      event.rank = highest + 1
      return
    }
    // Some of them were not certain to come together when they were scheduled: their order is left open.
    for index in draft.indices
    where draft[index].isTimer == event.isTimer && wholeZone.areTied(clocks[index], clock) {
      draft[index].rank = 0
    }
  }

  /// Counts ranks from 1 among the events that are left, so that equal orders have equal ranks.
  @inlinable
  mutating func compressRanks() {
    let before = draft
    for index in before.indices where before[index].rank > 0 {
      var (lower, others) = (0, 0)
      for other in before.indices where other != index && before[other].rank > 0 {
        guard before[other].isTimer == before[index].isTimer,
          wholeZone.areTied(clocks[other], clocks[index])
        else { continue }
        others += 1
        if before[other].rank < before[index].rank { lower += 1 }
      }
      draft[index].rank = others == 0 ? 0 : lower + 1
    }
  }

  /// Puts the events in an order of their own, or timers behind the others.
  @inlinable
  mutating func sortDraft() {
    for index in draft.indices.dropFirst() {
      let (event, clock) = (draft[index], clocks[index])
      var slot = index
      while slot > 0, comes(event, before: draft[slot - 1]) {
        draft[slot] = draft[slot - 1]
        clocks[slot] = clocks[slot - 1]
        slot -= 1
      }
      draft[slot] = event
      clocks[slot] = clock
    }
  }

  /// Puts equal events in the order of their times relative to the others.
  @inlinable
  mutating func sortTwins() {
    if case .exact = ties { return }
    for index in draft.indices.dropFirst() where draft[index] == draft[index - 1] {
      let clock = clocks[index]
      var slot = index
      while slot > 0, draft[slot - 1] == draft[index], comesEarlier(clock, than: clocks[slot - 1]) {
        clocks[slot] = clocks[slot - 1]
        slot -= 1
      }
      clocks[slot] = clock
    }
  }

  /// Compares the times of two clocks relative to those of events that are unlike all others.
  @inlinable
  func comesEarlier(_ one: Int, than other: Int) -> Bool {
    for index in draft.indices {
      if index > 0, draft[index - 1] == draft[index] { continue }
      if index + 1 < draft.count, draft[index + 1] == draft[index] { continue }
      let clock = clocks[index]
      let (high, otherHigh) = (wholeZone[one, clock], wholeZone[other, clock])
      if high != otherHigh { return high < otherHigh }
      let (low, otherLow) = (wholeZone[clock, one], wholeZone[clock, other])
      if low != otherLow { return low > otherLow }
    }
    return false
  }

  /// Returns true if an event is handled before another one of the same instant, by the treatment
  /// of ties.
  @inlinable
  func comes(_ one: OrderedEvent, before other: OrderedEvent) -> Bool {
    switch ties {
    case .exact: !one.isTimer && other.isTimer
    case .open, .every: one.word < other.word
    }
  }

  /// Returns the node to which the last transition leads.
  ///
  /// - Parameters:
  ///   - faults: the number of faults of the path to it.
  ///   - count: the number of events of that path.
  @inlinable
  mutating func node(
    _ system: borrowing Subject, faults: Int32, events count: Int32
  ) -> TransitionTarget {
    makeDraft(of: system)
    let made = states.draft
    let state = states.keepDraft(hash: quickHash(of: &made.pointee))
    let location = locations.number(of: state, draft)
    var candidate = locations[location].lastNode
    var equal: Int32 = -1
    while candidate >= 0 {
      let known = nodes[Int(candidate)]
      let isCheaper =
        known.faults < faults || known.faults == faults && known.events <= count
      switch zones.relation(of: known.zone, to: draftZone) {
      case .equal:
        if isCheaper { return .known(Int(candidate)) }
        equal = candidate
      case .includes:
        if isCheaper { return .covered }
      case .isIncluded, .neither: break
      }
      candidate = known.previous
    }
    cover(location, faults: faults, events: count)
    if equal >= 0 {
      nodes[Int(equal)].faults = faults
      nodes[Int(equal)].events = count
      return .known(Int(equal))
    }
    nodes.append(
      Node(
        location: location, zone: zones.number(of: draftZone),
        previous: locations[location].lastNode, faults: faults, events: count))
    locations[location].lastNode = Int32(nodes.count - 1)
    return .new(nodes.count - 1)
  }

  /// Covers the nodes of a location that the draft includes and that are not cheaper.
  @inlinable
  mutating func cover(_ location: UInt32, faults: Int32, events count: Int32) {
    var later: Int32 = -1
    var candidate = locations[location].lastNode
    while candidate >= 0 {
      let known = nodes[Int(candidate)]
      let isCheaper = known.faults < faults || known.faults == faults && known.events < count
      if !isCheaper, zones.relation(of: known.zone, to: draftZone) == .isIncluded {
        nodes[Int(candidate)].isCovered = true
        if later < 0 {
          locations[location].lastNode = known.previous
        } else {
          nodes[Int(later)].previous = known.previous
        }
      } else {
        later = candidate
      }
      candidate = known.previous
    }
  }
}

extension OrderExpander: NodeExpander {
  /// The number of nodes so far.
  @inlinable var nodeCount: Int { nodes.count }
  /// Usual nodes have at most eight pending events.
  @inlinable var extent: Int { max(nodes.count, zones.contents.bounds.count / 64) }
  /// An estimate of the memory of the search in bytes, for its limit.
  @inlinable
  var bytes: Int {
    2 * zones.contents.bounds.count * MemoryLayout<Int64>.stride
      + 2 * locations.contents.pending.count * MemoryLayout<OrderedEvent>.stride
      + states.count * (MemoryLayout<State>.stride + 8) + nodes.count * 128
  }
  /// A Boolean value that indicates whether a branch was left out for having too many faults.
  @inlinable var hasLeftOut: Bool { world.decisions.hasLeftOut }
  /// Always false: delays are left open.
  @inlinable var isDiscretised: Bool { false }
  /// The probability of the transition, but for the order of events.
  @inlinable var probability: Double { world.decisions.probability }

  /// The state of a node.
  @inlinable
  func state(of node: Int) -> State { states[Int(locations[nodes[node].location].state)] }

  /// Returns true if no event is pending at a node.
  @inlinable
  func isEnding(_ node: Int) -> Bool { locations[nodes[node].location].count == 0 }

  /// Returns true if another node has the same state and all of this one's times.
  @inlinable
  func isCovered(_ node: Int) -> Bool { nodes[node].isCovered }

  /// Begins with the transitions from a node; `nil` for the start of the system.
  @inlinable
  mutating func begin(at node: Int?, mostFaults: Int) { turn(to: node, mostFaults: mostFaults) }

  /// Takes the next transition; false if there is none.
  @inlinable
  mutating func takeNext(of system: borrowing Subject) throws(ExplorationError) -> Bool {
    try takeNextTransition(of: system)
  }

  /// The number of faults of the transition.
  @inlinable
  func faultCount(of system: borrowing Subject) -> Int {
    var count = 0
    for choicePoint in world.decisions.happened where system.isFault(choicePoint) { count += 1 }
    return count
  }

  /// The node that the transition leads to.
  @inlinable
  mutating func target(
    of system: borrowing Subject, faults: Int32, events: Int32
  ) throws(ExplorationError) -> TransitionTarget {
    node(system, faults: faults, events: events)
  }

  /// Drops the transition, whose target is not wanted.
  @inlinable
  mutating func dropTransition() { states.dropDraft() }

  /// Begins to record a path, with the times of its events.
  @usableFromInline
  mutating func beginRecording() {
    if case .every = ties {
      times = EventTimes(isAnyOrder: true)
    } else {
      times = EventTimes(isAnyOrder: false)
    }
    timedEvents = []
    script.steps = []
  }

  /// Adds the transition to a path.
  @usableFromInline
  mutating func record(in path: inout RecordedPath<State>, of system: borrowing Subject) {
    makeDraft(of: system)
    note(in: &path, of: system)
    dropTransition()
  }

  /// Adds the last transition, whose target is the draft, to a path.
  mutating func note(in path: inout RecordedPath<State>, of system: borrowing Subject) {
    let first = zone.size
    let before = timedEvents
    if originState >= 0 {
      if pendingGroups.isEmpty {
        times.comes(before[fired], among: before)
      } else {
        times.comes(before[fired], among: before, within: slacks)
      }
    }
    let scheduled = times.schedule(world)
    timedEvents = clocks.map { $0 < first ? before[$0] : scheduled[$0 - first] }
    let faults = path.faults.count
    path.add(world.decisions, system)
    if groups == nil { return }
    let now = originState >= 0 ? before[fired] : 0
    script.steps.append(
      PathScript.Step(
        event: now, scheduled: scheduled,
        canceled: before.filter { $0 != now && !timedEvents.contains($0) },
        decisions: world.decisions.tape.decisions.count, faults: path.faults.count - faults,
        draws: world.draws.count))
  }

  /// Completes a path with delays that make its order of events.
  ///
  /// A path without any such delays is spurious: the zones of a widened search allowed an order
  /// that no delays have.
  @usableFromInline
  mutating func endRecording(in path: inout RecordedPath<State>) {
    let solution = times.solution
    path.delays = solution?.delays
    path.ranks = solution?.ranks
    isPathSpurious = path.delays == nil
    repeatingRounds = solution?.repeatingRounds
  }

  /// Marks the present moment of a path that is recorded, to compare its pending events with those of other marks.
  mutating func markTimes() { times.mark(timedEvents) }

  /// The branches of the transition: the event that comes first, and the outcomes of choices.
  @usableFromInline
  func branches(of system: borrowing Subject) -> [Branch] {
    [Branch(number: fired, isFair: false)] + world.decisions.branches(of: system)
  }

  /// Returns true if a choice decides the transition. Which event comes first is none.
  @usableFromInline
  func hasChoice(of system: borrowing Subject) -> Bool { world.decisions.hasChoice(of: system) }

  /// The number of the node that the transition leads to, if it is known.
  @usableFromInline
  mutating func knownTarget(of system: borrowing Subject) throws(ExplorationError) -> Int? {
    makeDraft(of: system)
    let made = states.draft
    let state = states.keepDraft(hash: quickHash(of: &made.pointee))
    let location = locations.number(of: state, draft)
    var candidate = locations[location].lastNode
    while candidate >= 0 {
      switch zones.relation(of: nodes[Int(candidate)].zone, to: draftZone) {
      case .equal, .includes: return Int(candidate)
      case .isIncluded, .neither: candidate = nodes[Int(candidate)].previous
      }
    }
    return nil
  }
}
