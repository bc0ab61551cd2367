import Simulation

/// One thing that a person wants done once: all operations that were begun for it.
///
/// The rules of an operation are those of `Scenario`, whose handlers run here unchanged. What is added
/// is when the person begins another, and what the operations of one person share.
///
/// ```swift
/// let trace = try Tracer(Intention(scenario), seed: 1).trace(trial: 17)
/// trace.steps.last?.state.present.server.copies
/// ```
public struct Intention: System {
  /// The participants and their rules.
  public let scenario: Scenario
  /// A Boolean value that indicates whether there is a person at all; known without a look at all
  /// that they may do.
  let hasPerson: Bool
  /// A Boolean value that indicates whether all operations of an intention meet in one table of
  /// keys, at one and the same data.
  package let sharesKey: Bool

  /// Without a person in the scenario, an intention is one operation.
  public init(_ scenario: Scenario) {
    self.scenario = scenario
    hasPerson = scenario.person != nil
    sharesKey = scenario.key?.scope == .intention
  }

  /// An event: what happens to the operations, which are counted from 0, or to the person.
  public enum Event: Hashable, Sendable {
    /// An event of the operation of this number.
    case operation(UInt8, Scenario.Event)
    /// The person presses, for the operation of this number.
    case presses(UInt8)
    /// The person has no patience left, and presses for the operation of this number.
    case pressesImpatiently(UInt8)
    /// The person closes the page on which the operation of this number was begun.
    case closesPage(UInt8)
  }

  /// Everything that changes.
  public struct State: Hashable, Sendable {
    /// The operation begun last.
    public internal(set) var present = Scenario.State()
    /// Those begun before it, in their order.
    public internal(set) var earlier: [Scenario.State] = []
    /// The person's side.
    var person = Person.State()
    /// The copies that are each operation's doing, where they share one key.
    var copiesByOperation: [Int32] = []

    /// The person's phase.
    public var phase: Person.Phase { person.phase }
    /// The belief that the person saw last of an operation that has ended.
    public var lastBelief: Belief { person.lastBelief }

    /// The number of operations that were begun.
    public var submissions: UInt32 { UInt32(earlier.count) + 1 }

    /// Returns true if the deadline has passed that the requests of an operation carry.
    func isPastDeadline(_ number: UInt8) -> Bool {
      let index = Int(number)
      return index < earlier.count
        ? earlier[index].server.isPastDeadline : present.server.isPastDeadline
    }

    /// One of the operations, counted from 0, without what it shares with the others.
    func operation(_ number: UInt8) -> Scenario.State {
      Int(number) < earlier.count ? earlier[Int(number)] : present
    }
  }

  /// Returns the first state, and schedules the first events.
  public func start(in world: inout some World<Event>) -> State {
    var state = State()
    state.present.client.shared = scenario.client.freshShared
    begin(&state, in: &world)
    return state
  }

  /// The person presses for the first time, with what the client shares already in the state.
  func begin(_ state: inout State, in world: inout some World<Event>) {
    scenario.person?.begin(&state.person, in: &world)
    play(0, &state, in: &world) { state, world in
      scenario.server.mayMeetOutage(&state.server, in: &world)
      scenario.server.mayMeetSlowPeriod(&state.server, in: &world)
      scenario.begin(&state, in: &world)
    }
  }

  /// Applies an event to the state.
  public func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    switch event {
    case .operation(let number, .serverRestarts(let request)):
      restartServer(number, during: request, &state, in: &world)
    case .operation(let number, let event):
      play(number, &state, in: &world) { state, world in
        scenario.receive(event, state: &state, in: &world)
      }
    case .presses(let number): press(number, &state, in: &world)
    case .pressesImpatiently(let number):
      press(number, isImpatient: true, &state, in: &world)
    case .closesPage(let number): closePage(openedFor: number, &state, in: &world)
    }
  }

  /// The server restarts during a request of one operation, and loses those of the others with it.
  private func restartServer(
    _ number: UInt8, during request: Request, _ state: inout State,
    in world: inout some World<Event>
  ) {
    let wasUp = state.present.server.downtime == nil
    play(number, &state, in: &world) { state, world in
      scenario.receive(.serverRestarts(request), state: &state, in: &world)
    }
    guard !sharesKey, wasUp, state.present.server.downtime != nil else { return }
    for other in 0..<UInt8(state.submissions) where other != number {
      play(other, &state, in: &world) { state, world in
        scenario.server.loseMemory(&state.server, over: scenario, in: &world)
      }
    }
  }

  /// Runs a handler of the scenario on one operation, with what it shares with the others.
  @inline(__always)
  func play<Base: World<Event>>(
    _ number: UInt8, _ state: inout State, in world: inout Base,
    _ body: (inout Scenario.State, inout SubmissionWorld<Base>) -> Void
  ) {
    let index = Int(number)
    let isPresent = index == state.earlier.count
    let copiesBefore = state.present.server.copies
    let hasDecided = withUnsafeMutablePointer(to: &world) { base in
      var world = SubmissionWorld(base, number, isMixed: sharesKey && !state.earlier.isEmpty)
      if !isPresent { exchange(&state.present, &state.earlier[index]) }
      body(&state.present, &world)
      if !isPresent { exchange(&state.present, &state.earlier[index]) }
      return world.hasDecided
    }
    if sharesKey {
      while state.copiesByOperation.count <= index { state.copiesByOperation.append(0) }
      let (now, before) = (Int32(state.present.server.copies), Int32(copiesBefore))
      state.copiesByOperation[index] += now - before
    }
    if hasPerson {
      tellPerson(number, hasDecided: hasDecided, &state, in: &world)
    } else if hasDecided {
      state.finish(in: &world)
    }
  }

  /// Puts another operation in the place of the present one, but for what they have in common.
  private func exchange(_ present: inout Scenario.State, _ other: inout Scenario.State) {
    lend(&present, &other)
    swap(&present, &other)
  }

  /// Exchanges what the operations of an intention have in common: it is kept with the present one.
  private func lend(_ present: inout Scenario.State, _ other: inout Scenario.State) {
    swap(&present.client.shared, &other.client.shared)
    guard sharesKey else {
      // It is one server all the same.
      swap(&present.server.downtime, &other.server.downtime)
      swap(&present.server.isSlow, &other.server.isSlow)
      return
    }
    swap(&present.server, &other.server)
    // The deadline is each operation's own, and so is how slow its work is.
    swap(&present.server.isPastDeadline, &other.server.isPastDeadline)
    swap(&present.server.serviceOfWrite, &other.server.serviceOfWrite)
  }

  /// One of the operations, counted from 0, with what it shares with the others.
  public func operation(_ number: UInt8, in state: State) -> Scenario.State {
    guard Int(number) < state.earlier.count else { return state.present }
    var (present, operation) = (state.present, state.earlier[Int(number)])
    lend(&present, &operation)
    return operation
  }

  /// The copies of all operations but one; where all have one key, what is stored belongs to all of
  /// them.
  public func copies(besideThoseOf number: UInt8, in state: State) -> UInt32 {
    if sharesKey { return 0 }
    var sum = state.present.server.copies
    for operation in state.earlier { sum += operation.server.copies }
    return sum - state.operation(number).server.copies
  }

  /// The state with which the next operation begins.
  func nextOperation(after present: Scenario.State) -> Scenario.State {
    var next = Scenario.State()
    next.client.submission = present.client.submission + 1
    next.client.shared = present.client.shared
    if sharesKey {
      next.server = present.server
      next.server.isPastDeadline = false
      next.server.serviceOfWrite = nil
    } else {
      next.server.downtime = present.server.downtime
      next.server.isSlow = present.server.isSlow
    }
    return next
  }
}
