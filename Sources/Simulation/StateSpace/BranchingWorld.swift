/// The world of an exploration: a handler is run once for every combination of decisions that it meets.
///
/// The combination of a run is a tape. A decision past its end takes its first way, which is written at the
/// end; `advance` then makes the next combination, until there is none.
@usableFromInline
struct BranchingWorld<Event: Hashable & Sendable>: World {
  /// An event that a handler has scheduled.
  @usableFromInline
  struct Scheduled {
    @usableFromInline let event: Event
    /// How long after the present; of a drawn delay, whatever stands for it.
    @usableFromInline let delay: Delay
    /// Which of the open draws decides its delay; -1 for none.
    @usableFromInline let draw: Int

    @inlinable
    init(event: Event, delay: Delay, draw: Int) {
      self.event = event
      self.delay = delay
      self.draw = draw
    }
  }

  /// A delay that no branch decides.
  @usableFromInline
  struct OpenDraw {
    /// What stands for it until an event is scheduled after it.
    @usableFromInline var token: Delay?
    @usableFromInline let latency: Latency
    @usableFromInline let floor: Delay
    @usableFromInline let cap: Delay
    @usableFromInline let site: ChoicePoint

    @inlinable
    init(token: Delay, latency: Latency, floor: Delay, cap: Delay, site: ChoicePoint) {
      self.token = token
      self.latency = latency
      self.floor = floor
      self.cap = cap
      self.site = site
    }
  }

  @usableFromInline var tape = Tape()
  /// Where each decision of the tape was asked for; of a tape that was recorded elsewhere, nowhere.
  @usableFromInline var sites: [ChoicePoint] = []
  /// Of each decision of the tape whether it is a chance; nothing where any number of faults may happen.
  @usableFromInline var areChances: [Bool] = []
  /// How many faults the combinations may have.
  @usableFromInline var mostFaults = Int.max
  /// Whether a combination was left out because it has more.
  @usableFromInline var hasLeftOut = false
  @usableFromInline var position = 0
  /// Where something was asked for that was not asked for before, with the same state and answers.
  @usableFromInline var unexpected: ChoicePoint?
  /// How probable the ways are that this run has taken.
  @usableFromInline var probability = 1.0
  /// The sites of the chances that have happened in this run though they need not, in their order.
  @usableFromInline var happened: [ChoicePoint] = []
  @usableFromInline var scheduled: [Scheduled] = []
  /// What it has taken back of what was pending before it.
  @usableFromInline var cancelled: [Event] = []
  /// The milestones that it has reached, a bit for each.
  @usableFromInline var reached: UInt8 = 0
  /// The delays that it has left open.
  @usableFromInline var draws: [OpenDraw] = []
  /// What stands for open delays: the first one, and the next ones so much less. Two runs with other steps
  /// end in the same state unless that depends on them.
  @usableFromInline let step: Int64
  @usableFromInline let discretisation: Int?
  /// Whether finitely many delays have stood for continuous ones.
  @usableFromInline var isDiscretised = false

  @inlinable
  init(discretisation: Int?, step: Int64 = 1) {
    self.discretisation = discretisation
    self.step = step
  }

  /// There is no one present: the same state may be reached at different times.
  @inlinable
  var now: Instant { .start }

  /// Forgets all decisions.
  ///
  /// - Parameter mostFaults: combinations with more faults are left out, before they are tried.
  @inlinable
  mutating func begin(mostFaults: Int) {
    self.mostFaults = mostFaults
    // After the last combination nothing is left of it, but for the sites that follow none.
    while !areChances.isEmpty { areChances.removeLast() }
    while !tape.decisions.isEmpty { tape.decisions.removeLast() }
    while !sites.isEmpty { sites.removeLast() }
  }

  /// Begins a run.
  @inlinable
  mutating func rewind() {
    position = 0
    probability = 1
    reached = 0
    // There is little in them, as a rule nothing: one by one is the quickest.
    while !happened.isEmpty { happened.removeLast() }
    while !scheduled.isEmpty { scheduled.removeLast() }
    while !cancelled.isEmpty { cancelled.removeLast() }
    while !draws.isEmpty { draws.removeLast() }
  }

  /// Goes on to the next combination.
  ///
  /// - Parameter system: knows which of the chances are faults.
  /// - Returns: `false` if this was the last one.
  @inlinable
  mutating func advance<Subject: System>(of system: borrowing Subject) -> Bool {
    while let last = tape.decisions.last {
      if last.way + 1 < last.ways {
        var isAllowed = mostFaults == .max
        if !isAllowed { isAllowed = mayHappen(system) }
        if isAllowed {
          tape.decisions[tape.decisions.count - 1].way += 1
          return true
        }
        hasLeftOut = true
      }
      tape.decisions.removeLast()
      if sites.count > tape.decisions.count { sites.removeLast() }
      if areChances.count > tape.decisions.count { areChances.removeLast() }
    }
    return false
  }

  /// Whether the last decision of the tape may go its next way for all faults that are before it.
  @inlinable
  func mayHappen<Subject: System>(_ system: borrowing Subject) -> Bool {
    let last = tape.decisions.count - 1
    if !areChances[last] { return true }
    if !system.isFault(sites[last]) { return true }
    var faults = 0
    for index in 0..<last where areChances[index] && tape.decisions[index].way == 1 {
      if system.isFault(sites[index]) { faults += 1 }
    }
    return faults < mostFaults
  }

  /// Begins the same combination in another world, which has other values for what is left open. Until it is
  /// taken back this one has none.
  @inlinable
  mutating func lend(to other: inout BranchingWorld) {
    swap(&tape, &other.tape)
    swap(&sites, &other.sites)
    other.rewind()
  }

  /// Takes the combination back, without what the other one may have asked for besides.
  @inlinable
  mutating func takeBack(from other: inout BranchingWorld) {
    swap(&tape, &other.tape)
    swap(&sites, &other.sites)
    while tape.decisions.count > position { tape.decisions.removeLast() }
    while sites.count > position { sites.removeLast() }
  }

  /// Where the run that has ended did not do what one before it has done, with the same state and
  /// answers; `nil` if it did.
  @inlinable
  func surprise() -> ChoicePoint? {
    if let unexpected { return unexpected }
    return position < sites.count ? sites[position] : nil
  }

  @inlinable
  mutating func decide(among ways: Int, at site: ChoicePoint, isChance: Bool = false) -> Int {
    if position == tape.decisions.count {
      if sites.count == position { sites.append(site) }
      if mostFaults != .max { areChances.append(isChance) }
      tape.decisions.append(Tape.Decision(way: 0, ways: ways))
    }
    let decision = tape.decisions[position]
    if decision.ways != ways || position < sites.count && sites[position] != site {
      // The run is void; it must come to its end all the same.
      if unexpected == nil { unexpected = site }
      return 0
    }
    position += 1
    return decision.way
  }

  @inlinable
  mutating func happens(_ chance: Probability, at site: ChoicePoint) -> Bool {
    if chance == .never { return false }
    if chance == .always { return true }
    // The way without the fault comes first: it is the likelier one, as a rule.
    let happens = decide(among: 2, at: site, isChance: true) == 1
    probability *= happens ? chance.value : 1 - chance.value
    if happens { happened.append(site) }
    return happens
  }

  @inlinable
  mutating func delay(_ latency: Latency, at site: ChoicePoint) -> Delay {
    delay(latency, atLeast: .zero, atMost: .longest, at: site)
  }

  @inlinable
  mutating func delay(
    _ latency: Latency, atLeast floor: Delay, atMost cap: Delay, at site: ChoicePoint
  ) -> Delay {
    if let delay = decide(latency, at: site) { return max(min(delay, cap), floor) }
    let token = Delay(unchecked: Delay.longest.nanoseconds - step * Int64(draws.count + 1))
    draws.append(OpenDraw(token: token, latency: latency, floor: floor, cap: cap, site: site))
    return token
  }

  /// One of the delays of a distribution with finitely many, or with those that stand for it.
  ///
  /// - Returns: `nil` for a distribution that is left open.
  @inlinable
  mutating func decide(_ latency: Latency, at site: ChoicePoint) -> Delay? {
    if case .constant(let delay) = latency { return delay }
    let values: [Latency.Value]
    if let own = latency.values(discretisation: nil) {
      values = own
    } else {
      guard let discretisation, let standIns = latency.values(discretisation: discretisation)
      else { return nil }
      values = standIns
      isDiscretised = true
    }
    let way = values.count == 1 ? 0 : decide(among: values.count, at: site)
    probability *= values[way].probability
    return values[way].delay
  }

  @inlinable
  mutating func schedule(_ event: Event, after delay: Delay) {
    var draw = -1
    if !draws.isEmpty, let open = draws.firstIndex(where: { $0.token == delay }) {
      draws[open].token = nil
      draw = open
    }
    scheduled.append(Scheduled(event: event, delay: delay, draw: draw))
  }

  @inlinable
  mutating func cancel(_ event: Event) {
    scheduled.removeAll { $0.event == event }
    cancelled.append(event)
  }

  @inlinable
  mutating func reach(_ milestone: Milestone) {
    reached |= 1 << UInt8(milestone.index)
  }
}
