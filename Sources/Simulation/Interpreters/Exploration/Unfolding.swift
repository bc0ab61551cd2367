/// What a system may do next: from a state with what is in flight to all that may follow it.
///
/// A node is a state and the events that are pending, with their times relative to the last event: equal
/// ones are one node, whenever and however they are reached.
///
/// ```swift
/// unfolding.begin(at: node)
/// while let way = try unfolding.next() { … }
/// ```
@usableFromInline
struct Unfolding<Subject: System> {
  @usableFromInline typealias State = Subject.State
  @usableFromInline typealias Event = Subject.Event

  /// An event to come.
  @usableFromInline
  struct Pending: Hashable {
    /// In nanoseconds, from the moment of the node.
    @usableFromInline let time: Int64
    @usableFromInline let event: Event

    @inlinable
    init(time: Int64, event: Event) {
      self.time = time
      self.event = event
    }
  }

  @usableFromInline
  struct Node: Hashable {
    @usableFromInline let state: State
    /// In the order in which they will happen, without those that change nothing.
    @usableFromInline let agenda: [Pending]
    /// The milestones that were reached, a bit for each.
    @usableFromInline let reached: UInt8

    @inlinable
    init(state: State, agenda: [Pending], reached: UInt8) {
      self.state = state
      self.agenda = agenda
      self.reached = reached
    }
  }

  /// One of the ways from a node, by one event.
  @usableFromInline
  struct Way {
    @usableFromInline let target: Node
    @usableFromInline let probability: Double
    /// The mean of a delay that was left open, in nanoseconds, before the other node's next event; 0
    /// without one, `nil` if it has no closed form.
    @usableFromInline let wait: Double?

    @inlinable
    init(target: Node, probability: Double, wait: Double?) {
      self.target = target
      self.probability = probability
      self.wait = wait
    }
  }

  @usableFromInline let system: Subject
  @usableFromInline var world: BranchingWorld<Event>
  /// Where the ways begin; `nil` for the start.
  @usableFromInline var before: State?
  /// What happens there next.
  @usableFromInline var event: Event?
  /// The milestones that were reached there.
  @usableFromInline var reached: UInt8 = 0
  /// What is pending there besides the next event, with times relative to it.
  @usableFromInline var rest: [Pending] = []
  @usableFromInline var progress = Progress.ended

  /// Which way the world has taken.
  @usableFromInline
  enum Progress { case noneYet, oneOfThem, ended }

  @inlinable
  init(_ system: Subject, discretisation: Int?) {
    self.system = system
    world = BranchingWorld(discretisation: discretisation)
  }

  /// Whether finitely many delays have stood for continuous ones.
  @inlinable
  var isDiscretised: Bool { world.isDiscretised }

  /// How many faults are on the way that `next` has given last.
  @inlinable
  var faultCount: Int {
    var count = 0
    for site in world.happened where system.isFault(site) { count += 1 }
    return count
  }

  /// Turns to the ways from a node, or to those into the system with `nil`.
  @inlinable
  mutating func begin(at node: Node?) {
    before = node?.state
    event = node?.agenda.first?.event
    reached = node?.reached ?? 0
    rest.removeAll(keepingCapacity: true)
    progress = .noneYet
    world.tape.decisions.removeAll(keepingCapacity: true)
    guard let node else { return }
    guard let next = node.agenda.first else {
      progress = .ended
      return
    }
    for pending in node.agenda.dropFirst() {
      rest.append(Pending(time: pending.time - next.time, event: pending.event))
    }
  }

  /// The next of the ways, or `nil` after the last. Until then the world tells what was decided on it.
  @inlinable @inline(__always)
  mutating func next() throws(ExplorationProblem) -> Way? {
    switch progress {
    case .noneYet: progress = .oneOfThem
    case .oneOfThem: if !world.advance() { progress = .ended }
    case .ended: break
    }
    if progress == .ended { return nil }
    world.rewind()
    let state = run(in: &world)
    if world.hasOpenDraw {
      var other = world.repeated(step: 2)
      other.rewind()
      if run(in: &other) != state { throw dependence() }
    }
    return try way(to: state)
  }

  /// The state after the next event, or at the start.
  @inlinable @inline(__always)
  func run(in world: inout BranchingWorld<Event>) -> State {
    guard var state = before, let event else { return system.start(in: &world) }
    system.receive(event, state: &state, in: &world)
    return state
  }

  @inlinable
  func dependence() -> ExplorationProblem {
    let draw = world.scheduled.lazy.compactMap { $0.draw }.first
    return .dependsOnDelay(draw?.site ?? Site(actor: 0, kind: 0))
  }

  /// The way that the world has just taken.
  @inlinable @inline(__always)
  func way(to state: State) throws(ExplorationProblem) -> Way {
    var agenda = rest.filter { !system.isInert($0.event, in: state) }
    if !world.cancelled.isEmpty { agenda.removeAll { world.cancelled.contains($0.event) } }
    var wait: Double? = 0.0
    var open: BranchingWorld<Event>.Scheduled?
    for scheduled in world.scheduled where !system.isInert(scheduled.event, in: state) {
      if scheduled.draw != nil {
        if open != nil { throw race(scheduled) }
        open = scheduled
        continue
      }
      let pending = Pending(time: scheduled.delay.nanoseconds, event: scheduled.event)
      // Behind all of the same moment, which were scheduled before it.
      let place = agenda.firstIndex { $0.time > pending.time } ?? agenda.count
      agenda.insert(pending, at: place)
    }
    if let open, let draw = open.draw {
      guard agenda.isEmpty else { throw race(open) }
      wait = draw.latency.mean(atLeast: draw.floor, atMost: draw.cap)
      agenda = [Pending(time: 0, event: open.event)]
    }
    return Way(
      target: Node(state: state, agenda: agenda, reached: reached | world.reached),
      probability: world.probability, wait: wait)
  }

  @inlinable
  func race(_ scheduled: BranchingWorld<Event>.Scheduled) -> ExplorationProblem {
    guard let draw = scheduled.draw else { preconditionFailure("an open delay was drawn") }
    return .continuousDelay(draw.site, draw.latency)
  }
}
