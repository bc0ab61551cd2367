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
  /// How many events the last run has handled.
  public private(set) var events: UInt64 = 0

  /// What a run may use.
  public struct Limits: Hashable, Sendable {
    /// The most events of one run.
    public var events: UInt64
    /// The most operations under way at once: each takes less than a kilobyte.
    public var inFlight = 1_000_000
    /// The most events of one instant, beside a few for each client.
    public var eventsOfAnInstant: UInt64 = 1_000_000

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
    events = 0
    var last = Instant.start
    var atInstant: UInt64 = 0
    let mostAtInstant = limits.eventsOfAnInstant + 16 * UInt64(fleet.clients.count)
    while let event = world.advance() {
      events &+= 1
      atInstant = world.now == last ? atInstant &+ 1 : 0
      last = world.now
      if events > limits.events { throw .events(trial: trial, limit: limits.events) }
      if atInstant > mostAtInstant { throw .instant(trial: trial, limit: mostAtInstant) }
      if world.now == .end { throw .virtualTime(trial: trial) }
      fleet.receive(event, state: &state, in: &world)
      if state.slots.count > limits.inFlight {
        throw .inFlight(trial: trial, limit: UInt64(limits.inFlight))
      }
      if state.begun > Fleet.mostOperations {
        throw .operations(trial: trial, limit: Fleet.mostOperations)
      }
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
