/// The world of an exploration: a handler runs once for every combination of decisions that it meets.
///
/// The combination of a run is a tape. A decision past its end takes its first branch and is added to the tape;
/// `advance` then makes the next combination, until there is none.
@usableFromInline
struct BranchingWorld<Event: Hashable & Sendable>: World {
  /// An event that a handler has scheduled.
  @usableFromInline
  struct Scheduled {
    @usableFromInline let event: Event
    /// The delay from the present; of an open draw, its token.
    @usableFromInline let delay: Delay
    /// The index of the open draw that decides its delay; -1 for none.
    @usableFromInline let draw: Int
    /// A Boolean value that indicates whether it comes after the other events of its instant.
    @usableFromInline let isTimer: Bool

    @inlinable
    init(event: Event, delay: Delay, draw: Int, isTimer: Bool) {
      self.event = event
      self.delay = delay
      self.draw = draw
      self.isTimer = isTimer
    }
  }

  /// The decisions of the run.
  @usableFromInline var tape = Tape()
  /// The choice point of each decision of the tape; empty for a tape that was recorded elsewhere.
  @usableFromInline var choicePoints: [ChoicePoint] = []
  /// For each decision of the tape, whether it is a chance; empty if the number of faults is not bounded.
  @usableFromInline var areChances: [Bool] = []
  /// The largest number of faults of a combination.
  @usableFromInline var mostFaults = Int.max
  /// A Boolean value that indicates whether a combination was left out because it has more.
  @usableFromInline var hasLeftOut = false
  /// The number of decisions that the run has made.
  @usableFromInline var position = 0
  /// The choice point of a decision that an earlier run with the same state and answers did not make.
  @usableFromInline var unexpected: ChoicePoint?
  /// The probability of the branches that this run has taken.
  @usableFromInline var probability = 1.0
  /// The choice points of the chances that have happened in this run, in their order, without certain ones.
  @usableFromInline var happened: [ChoicePoint] = []
  /// The chances that this run has decided, in their order, without certain ones; empty unless they are recorded.
  @usableFromInline var decided: [DecidedChance] = []
  /// A Boolean value that indicates whether decided chances are recorded.
  @usableFromInline var recordsDecided = false
  /// The events that the handler has scheduled.
  @usableFromInline var scheduled: [Scheduled] = []
  /// The events that this run has canceled and that may have been pending before it.
  @usableFromInline var cancelled: [Event] = []
  /// The milestones that this run has reached, one bit each.
  @usableFromInline var reached: UInt8 = 0
  /// The draws that this run has left open.
  @usableFromInline var draws: [OpenDraw] = []
  /// The distance between the tokens of open draws, in nanoseconds. Two runs with different steps end in the same state
  /// unless the state depends on a token.
  @usableFromInline let step: Int64
  /// The number of equally likely delays in place of each continuous latency; `nil` for none.
  @usableFromInline let discretisation: Int?
  /// The lattice of all continuous delays; `nil` for none.
  @usableFromInline var lattice: DelayLattice?
  /// A Boolean value that indicates whether finitely many delays have approximated continuous ones.
  @usableFromInline var isDiscretised = false
  /// The largest number of values of a latency that was decided.
  @usableFromInline var mostValues = 0
  /// The values of the latencies that were decided so far.
  @usableFromInline var knownValues: [KnownValues] = []

  /// A world whose tokens differ by a step.
  @inlinable
  init(discretisation: Int?, step: Int64 = 1) {
    self.discretisation = discretisation
    self.step = step
  }

  /// Always the start: the same state may be reached at different times.
  @inlinable
  var now: Instant { .start }

  /// Forgets all decisions.
  ///
  /// - Parameter mostFaults: combinations with more faults are left out, before they are tried.
  @inlinable
  mutating func begin(mostFaults: Int) {
    self.mostFaults = mostFaults
    // After the last combination the tape is empty, but choice points may be left.
    while !areChances.isEmpty { areChances.removeLast() }
    while !tape.decisions.isEmpty { tape.decisions.removeLast() }
    while !choicePoints.isEmpty { choicePoints.removeLast() }
  }

  /// Begins a run.
  @inlinable
  mutating func rewind() {
    position = 0
    probability = 1
    reached = 0
    // There is little in them, as a rule nothing: one by one is the quickest. Where events are of a type that the
    // compiler does not know, `count` is quicker than `isEmpty`, here and in the hot loops of `TransitionGenerator`.
    while !happened.isEmpty { happened.removeLast() }
    while !decided.isEmpty { decided.removeLast() }
    while scheduled.count > 0 { scheduled.removeLast() }
    while cancelled.count > 0 { cancelled.removeLast() }
    while !draws.isEmpty { draws.removeLast() }
  }

  /// Goes on to the next combination.
  ///
  /// - Parameter system: tells which of the chances are faults.
  /// - Returns: `false` if this was the last one.
  @inlinable
  mutating func advance<Subject: System>(of system: borrowing Subject) -> Bool {
    while let last = tape.decisions.last {
      if last.branch + 1 < last.branches {
        var isAllowed = mostFaults == .max
        if !isAllowed { isAllowed = isNextBranchAllowed(system) }
        if isAllowed {
          tape.decisions[tape.decisions.count - 1].branch += 1
          return true
        }
        hasLeftOut = true
      }
      tape.decisions.removeLast()
      if choicePoints.count > tape.decisions.count { choicePoints.removeLast() }
      if areChances.count > tape.decisions.count { areChances.removeLast() }
    }
    return false
  }

  /// Returns true if the fault budget allows the last decision of the tape to take its next branch.
  @inlinable
  func isNextBranchAllowed<Subject: System>(_ system: borrowing Subject) -> Bool {
    let last = tape.decisions.count - 1
    if !areChances[last] { return true }
    if !system.isFault(choicePoints[last]) { return true }
    var faults = 0
    for index in 0..<last where areChances[index] && tape.decisions[index].branch == 1 {
      if system.isFault(choicePoints[index]) { faults += 1 }
    }
    return faults < mostFaults
  }

  /// Begins a shadow run of the same combination in another world, which has other tokens for open draws. This world has
  /// no combination until the shadow run ends.
  @inlinable
  mutating func beginShadowRun(in other: inout BranchingWorld) {
    swap(&tape, &other.tape)
    swap(&choicePoints, &other.choicePoints)
    other.rewind()
  }

  /// Ends the shadow run, and drops the decisions that only the shadow run has made.
  @inlinable
  mutating func endShadowRun(from other: inout BranchingWorld) {
    swap(&tape, &other.tape)
    swap(&choicePoints, &other.choicePoints)
    while tape.decisions.count > position { tape.decisions.removeLast() }
    while choicePoints.count > position { choicePoints.removeLast() }
  }

  /// Returns the choice point at which the run that has ended differs from an earlier run with the same state and
  /// answers; `nil` if it does not.
  @inlinable
  func nondeterminism() -> ChoicePoint? {
    if let unexpected { return unexpected }
    return position < choicePoints.count ? choicePoints[position] : nil
  }

  /// Takes a branch: that of the tape, or the first one behind its end.
  ///
  /// A handler that asks otherwise than in the run before is not deterministic. That is noted,
  /// and the run is void.
  @inlinable
  mutating func decide(among branches: Int, at choicePoint: ChoicePoint, isChance: Bool = false)
    -> Int
  {
    if position == tape.decisions.count {
      if choicePoints.count == position { choicePoints.append(choicePoint) }
      if mostFaults != .max { areChances.append(isChance) }
      tape.decisions.append(Tape.Decision(branch: 0, branches: branches))
    }
    let decision = tape.decisions[position]
    if decision.branches != branches
      || position < choicePoints.count && choicePoints[position] != choicePoint
    {
      // The run is void; it must come to its end all the same.
      if unexpected == nil { unexpected = choicePoint }
      return 0
    }
    position += 1
    return decision.branch
  }

  /// Takes one of the two outcomes of a chance, and multiplies the probability of the run by it.
  @inlinable
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    if chance == .never { return false }
    if chance == .always { return true }
    // The branch without the fault comes first: as a rule it is the likelier one.
    let happens = decide(among: 2, at: choicePoint, isChance: true) == 1
    probability *= happens ? chance.value : 1 - chance.value
    if happens { happened.append(choicePoint) }
    if recordsDecided {
      let chance = ExploredChance(
        actor: choicePoint.actor, kind: choicePoint.kind, probability: chance.value)
      decided.append(DecidedChance(chance: chance, happened: happens))
    }
    return happens
  }

  /// Draws a delay without bounds of its own.
  @inlinable
  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    delay(latency, atLeast: .zero, atMost: .longest, at: choicePoint)
  }

  /// Takes a delay of those that the latency has, or leaves it open if they are not finitely
  /// many.
  @inlinable
  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at choicePoint: ChoicePoint
  ) -> Delay {
    if let delay = decide(latency, at: choicePoint) { return max(min(delay, cap), floor) }
    let token = Delay(unchecked: Delay.longest.nanoseconds - step * Int64(draws.count + 1))
    draws.append(
      OpenDraw(token: token, latency: latency, floor: floor, cap: cap, choicePoint: choicePoint))
    return token
  }

  /// Decides a delay of a distribution with finitely many values, or with a finite approximation.
  ///
  /// - Returns: `nil` for a distribution that is left open.
  @inlinable
  mutating func decide(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay? {
    if case .constant(let delay) = latency { return delay }
    if discretisation == nil, lattice == nil, latency.isSurelyContinuous { return nil }
    let index = knownIndex(of: latency)
    let count = knownValues[index].values.count
    if count == 0 { return nil }
    if knownValues[index].isApproximate { isDiscretised = true }
    let branch = count == 1 ? 0 : decide(among: count, at: choicePoint)
    probability *= knownValues[index].values[branch].probability
    return knownValues[index].values[branch].delay
  }

  /// The number of latencies whose values are kept.
  @inlinable
  static var mostKnown: Int { 64 }

  /// The index of a latency among those whose values are known, which are few as a rule.
  ///
  /// To compute the values at every decision takes longer than everything else that an exploration does.
  @inlinable
  mutating func knownIndex(of latency: Latency) -> Int {
    for index in knownValues.indices where knownValues[index].latency == latency { return index }
    var values = latency.values(discretisation: nil)
    let isApproximate = values == nil
    if isApproximate {
      values =
        lattice.map { latency.values(on: $0) } ?? latency.values(discretisation: discretisation)
    }
    mostValues = max(mostValues, values?.count ?? 0)
    let known = KnownValues(latency: latency, values: values ?? [], isApproximate: isApproximate)
    if knownValues.count < BranchingWorld.mostKnown {
      knownValues.append(known)
    } else {
      knownValues[knownValues.count - 1] = known
    }
    return knownValues.count - 1
  }

  /// Schedules an event after a delay, which may be a token.
  @inlinable
  mutating func schedule(_ event: Event, after delay: Delay) {
    schedule(event, after: delay, isTimer: false)
  }

  /// Schedules a timer, which comes after other events of its instant.
  @inlinable
  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    schedule(event, after: delay, isTimer: true)
  }

  /// Schedules an event of either kind, and finds the open draw of its delay.
  @inlinable
  mutating func schedule(_ event: Event, after delay: Delay, isTimer: Bool) {
    var draw = -1
    if !draws.isEmpty, let open = draws.firstIndex(where: { $0.token == delay }) {
      draws[open].token = nil
      draw = open
    }
    scheduled.append(Scheduled(event: event, delay: delay, draw: draw, isTimer: isTimer))
  }

  /// Cancels an event, be it new or pending.
  @inlinable
  mutating func cancel(_ event: Event) {
    if scheduled.count > 0 { scheduled.removeAll { $0.event == event } }
    cancelled.append(event)
  }

  /// Notes that a milestone was reached.
  @inlinable
  mutating func reach(_ milestone: Milestone) {
    reached |= 1 << UInt8(milestone.index)
  }
}

/// A latency with the delays that it has, or that approximate it.
@usableFromInline
struct KnownValues {
  @usableFromInline let latency: Latency
  /// The delays; empty for a latency that is left open.
  @usableFromInline let values: [Latency.Value]
  /// A Boolean value that indicates whether the delays approximate a continuous latency.
  @usableFromInline let isApproximate: Bool

  /// A latency with its delays.
  @inlinable
  init(latency: Latency, values: [Latency.Value], isApproximate: Bool) {
    self.latency = latency
    self.values = values
    self.isApproximate = isApproximate
  }
}

/// A draw of a delay that is left open: no branch decides it.
@usableFromInline
struct OpenDraw {
  /// The delay that represents it until an event is scheduled after it.
  @usableFromInline var token: Delay?
  @usableFromInline let latency: Latency
  @usableFromInline let floor: Delay
  @usableFromInline let cap: Delay
  @usableFromInline let choicePoint: ChoicePoint

  @inlinable
  init(token: Delay, latency: Latency, floor: Delay, cap: Delay, choicePoint: ChoicePoint) {
    self.token = token
    self.latency = latency
    self.floor = floor
    self.cap = cap
    self.choicePoint = choicePoint
  }
}
