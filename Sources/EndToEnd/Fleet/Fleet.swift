import Simulation

/// Many operations of one scenario on one server, each with its client, and with its person where the
/// scenario has one: then what begins is an intention, and the person may begin more operations for it.
///
/// The rules of an operation are those of `Scenario`, and those of a person those of `Intention`; their
/// handlers run here unchanged. What is added is when operations begin, who waits for a worker, and what
/// the operations of a client share.
public struct Fleet: System {
  /// The participants and their rules.
  public let scenario: Scenario
  let intention: Intention
  let clients: Clients
  let capacity: Capacity

  /// - Precondition: the scenario has clients, and a server whose downtimes are those of all.
  public init(_ scenario: Scenario) {
    guard let clients = scenario.clients else {
      preconditionFailure("a fleet is made of clients")
    }
    precondition(
      scenario.server.outage == nil && scenario.server.restarts == nil
        && scenario.server.slow == nil,
      "the downtimes of a fleet are `outages`, and its slow times `slowdowns`")
    self.clients = clients
    // Without a limit there are as many workers as requests.
    capacity = scenario.server.capacity ?? .unlimited
    var scenario = scenario
    scenario.server.capacity = capacity
    self.scenario = scenario
    intention = Intention(scenario)
  }

  /// The name of the operation that an event is about.
  public struct Name: Hashable, Sendable {
    /// The slot that keeps its state; used again when the operation has ended.
    let slot: UInt32
    /// The number in the low bits, the submission above.
    private let word: UInt32

    init(slot: UInt32, number: UInt32, submission: UInt8 = 0) {
      self.slot = slot
      word = UInt32(submission) << Fleet.numberBits | number
    }

    /// The number of operations that began before it, without those that a person began later: the
    /// key of its draws.
    public var number: UInt32 { word & (1 << Fleet.numberBits - 1) }
    /// The number of the operation among those of its person, counted from 0.
    var submission: UInt8 { UInt8(truncatingIfNeeded: word >> Fleet.numberBits) }

    /// Another operation of the same person.
    func with(submission: UInt8) -> Name {
      Name(slot: slot, number: number, submission: submission)
    }
  }

  /// The number of bits that the number of an operation has.
  static let numberBits: UInt32 = 24
  /// The most operations of one run.
  public static let mostOperations: UInt64 = 1 << numberBits

  /// An event of the fleet.
  public enum Event: Hashable, Sendable {
    /// The next operation begins, in a phase of the arrivals.
    case arrival(phase: UInt32)
    /// The rate of the arrivals changes.
    case phaseBegins(UInt32)
    /// A client of a closed loop has thought.
    case clientHasThought(UInt32)
    /// Every client begins an operation.
    case allBegin
    /// From now on operations are measured.
    case warmUpEnds
    /// From now on no operation begins.
    case closes
    /// The server goes down, for the time of an outage.
    case outageBegins(UInt32)
    /// The server is back.
    case outageEnds
    /// A worker takes on what waits, after all else that happens at the instant at which it is free.
    case workerLooksAround
    /// An event of one operation, as if it were alone.
    case operation(Name, Scenario.Event)
    /// A person presses, for an operation.
    case presses(Name)
    /// A person has no patience left, and presses for an operation.
    case pressesImpatiently(Name)
    /// A person closes the page on which an operation was begun.
    case closesPage(Name)
  }

  /// Everything that changes.
  public struct State: Hashable, Sendable {
    /// The operations under way, and free slots between them.
    var slots: [Slot] = []
    var freeSlots: [UInt32] = []
    /// The part of the state that each client's operations share; empty if they share nothing.
    var shared: [Client.Shared] = []
    /// The server under load: its workers and its queue.
    public internal(set) var station = Station()
    /// The number of operations that have begun.
    public internal(set) var begun: UInt64 = 0
    /// In a closed loop, how often each client has thought.
    var thoughts: [UInt32] = []
    /// The phase of the arrivals.
    var phase: UInt32 = 0
    var isMeasuring = true
    var isClosed = false
    /// The outage that the server is down for.
    var outage: UInt32?
    /// The workers that have ended their work and not yet looked for more.
    var freeing: UInt32 = 0
    /// The measurements.
    public internal(set) var record: LoadRecord
    /// The outcomes of the operations that ended since the caller last took them away.
    public var ended: [Outcome] = []
    /// The number of the operation whose end the caller waits for, and its outcome, if it is
    /// measured.
    var watched = UInt32.max
    var watchedOutcome: Outcome?
  }

  /// One operation under way, with those that its person began after it.
  struct Slot: Hashable, Sendable {
    var state = Intention.State()
    var number: UInt32
    let client: UInt32
    /// A Boolean value that indicates whether its outcome is measured.
    let isMeasured: Bool
    let began: Instant
    var time = Delay.zero
    /// The number of its pending events and of its requests that queue.
    var pending: UInt32 = 0
    /// The tickets of its requests that queue, where they may have to be dropped.
    var tickets: [Ticket] = []
  }

  struct Ticket: Hashable, Sendable {
    let request: Request
    let ticket: Int
  }

  /// Returns true if the choice counts as a fault.
  public func isFault(_ point: ChoicePoint) -> Bool { scenario.isFault(point) }

  /// Returns the first state, and schedules the first events.
  public func start(in world: inout some World<Event>) -> State {
    var state = State(record: LoadRecord(of: clients))
    if scenario.client.sharesAnything {
      state.shared = [Client.Shared](
        repeating: scenario.client.freshShared, count: Int(clients.count))
    }
    if clients.warmsUp > .zero {
      state.isMeasuring = false
      world.schedule(.warmUpEnds, after: clients.warmsUp)
    }
    world.schedule(.closes, after: clients.lasts)
    planOutages(in: &world)
    startArrivals(&state, in: &world)
    return state
  }

  /// Applies an event to the state.
  public func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    switch event {
    case .arrival(let phase): arrive(phase, &state, in: &world)
    case .phaseBegins(let phase): beginPhase(phase, &state, in: &world)
    case .clientHasThought(let client): begin(client, &state, in: &world)
    case .allBegin:
      for client in 0..<clients.count { begin(client, &state, in: &world) }
    case .warmUpEnds:
      state.isMeasuring = true
      state.record.note(state.station, at: world.now)
      state.record.begin(at: world.now)
    case .closes:
      state.isClosed = true
      state.record.note(state.station, at: world.now)
      state.record.close(at: world.now)
    case .outageBegins(let index): beginOutage(index, &state, in: &world)
    case .outageEnds: endOutage(&state)
    case .workerLooksAround: lookAround(&state, in: &world)
    case .operation(let name, let event): receive(event, of: name, &state, in: &world)
    case .presses(let name):
      receive(.presses(name.submission), byPersonOf: name, &state, in: &world)
    case .pressesImpatiently(let name):
      receive(.pressesImpatiently(name.submission), byPersonOf: name, &state, in: &world)
    case .closesPage(let name):
      receive(.closesPage(name.submission), byPersonOf: name, &state, in: &world)
    }
  }
}

extension Capacity {
  /// A worker for every request.
  static let unlimited: Capacity = {
    var capacity = Capacity()
    capacity.workers = .max
    return capacity
  }()
}
