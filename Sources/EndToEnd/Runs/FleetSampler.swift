import Simulation

/// Runs a fleet, once for each trial.
///
/// ```swift
/// var sampler = FleetSampler(scenario, seed: 1)
/// let record = try sampler.run(trial: 0) { outcomes in … }
/// ```
public struct FleetSampler {
  private let fleet: Fleet
  private let seed: UInt64
  private let limits: Limits
  private var world = SampledWorld<Fleet.Event>()
  /// The number of events that the last run has handled.
  public private(set) var events: UInt64 = 0

  /// The limits of a run.
  public struct Limits: Hashable, Sendable {
    /// The most events of one run.
    public var events: UInt64
    /// The most operations under way at once: each takes less than a kilobyte.
    public var inFlight = 1_000_000
    /// The most events of one instant, beside a few for each client.
    public var eventsOfAnInstant: UInt64 = 1_000_000

    /// Creates a value from its parts.
    public init(events: UInt64 = 1_000_000_000) {
      self.events = events
    }
  }

  /// - Precondition: the scenario has clients.
  public init(_ scenario: Scenario, seed: UInt64, limits: Limits = Limits()) {
    fleet = Fleet(scenario)
    self.seed = seed
    self.limits = limits
  }

  /// One run, from the first operation until nothing is under way.
  ///
  /// - Parameter take: is given the outcomes of the measured operations, some at a time, in the
  ///   order of their ends.
  /// - Returns: what the run shows about the server.
  /// - Throws: the `SimulationError` that stopped it.
  public mutating func run(
    trial: UInt64, _ take: ([Outcome]) -> Void
  ) throws(SimulationError) -> LoadRecord {
    world.restart(random: KeyedRandom(seed: seed, trial: trial))
    var state = fleet.start(in: &world)
    var count = EventCount(limits, of: fleet, trial: trial)
    defer { events = count.events }
    while let event = world.advance() {
      try count.countEvent(at: world.now)
      fleet.receive(event, state: &state, in: &world)
      try count.check(state)
      if state.ended.count >= FleetSampler.batch {
        take(state.ended)
        state.ended.removeAll(keepingCapacity: true)
      }
    }
    take(state.ended)
    return state.record
  }

  private static let batch = 1_024
}

/// The part of its limits that one run has used.
struct EventCount {
  private let limits: FleetSampler.Limits
  private let trial: UInt64
  private let mostAtInstant: UInt64
  private(set) var events: UInt64 = 0
  private var last = Instant.start
  private var atInstant: UInt64 = 0

  init(_ limits: FleetSampler.Limits, of fleet: Fleet, trial: UInt64) {
    self.limits = limits
    self.trial = trial
    mostAtInstant = limits.eventsOfAnInstant + 16 * UInt64(fleet.clients.count)
  }

  /// Counts an event at an instant.
  @inline(__always)
  mutating func countEvent(at now: Instant) throws(SimulationError) {
    events &+= 1
    atInstant = now == last ? atInstant &+ 1 : 0
    last = now
    if events > limits.events { throw .events(trial: trial, limit: limits.events) }
    if atInstant > mostAtInstant { throw .instant(trial: trial, limit: mostAtInstant) }
    if now == .end { throw .virtualTime(trial: trial) }
  }

  /// Checks the size of a state.
  @inline(__always)
  func check(_ state: borrowing Fleet.State) throws(SimulationError) {
    if state.slots.count > limits.inFlight {
      throw .inFlight(trial: trial, limit: UInt64(limits.inFlight))
    }
    if state.begun > Fleet.mostOperations {
      throw .operations(trial: trial, limit: Fleet.mostOperations)
    }
  }
}
