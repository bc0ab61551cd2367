/// Runs a system like ``Sampler``, on trials whose faults are more probable than the system says, and
/// knows what each of them weighs.
///
/// ```swift
/// var sampler = ImportanceSampler(system, ProposalMixture([(FaultBias(floor: 0.2), share: 32)]), seed: 1)
/// let state = try sampler.run(trial: 17)
/// sampler.world.weight  // the mean of weight × f(state) over the trials is that of f
/// ```
public struct ImportanceSampler<Subject: System> {
  /// The rules of the system.
  public let system: Subject
  /// The seed that all trials share.
  public let seed: UInt64
  /// The most events that one trial may handle.
  public let eventLimit: UInt64

  /// The number of events that have been handled in all trials.
  public var events: UInt64 = 0
  /// The world as the last trial left it.
  public var world: BiasedWorld<Subject>

  /// Creates a value from its parts.
  @inlinable
  public init(
    _ system: Subject, _ mixture: ProposalMixture, seed: UInt64, eventLimit: UInt64 = 1_000_000
  ) {
    self.system = system
    self.seed = seed
    self.eventLimit = eventLimit
    world = BiasedWorld(system, mixture)
  }

  /// Runs one trial, under the bias that its number says, until nothing is pending any more.
  ///
  /// - Returns: the state at the end.
  /// - Throws: the ``SimulationError`` that stopped the trial.
  @inlinable
  public mutating func run(trial: UInt64) throws(SimulationError) -> Subject.State {
    world.restart(
      random: KeyedRandom(seed: seed, trial: trial),
      component: world.mixture.component(ofTrial: trial))
    var state = system.start(in: &world)
    var events: UInt64 = 0
    defer { self.events &+= events }
    while let event = world.advance() {
      events &+= 1
      if events > eventLimit { throw .events(trial: trial, limit: eventLimit) }
      if world.now == .end { throw .virtualTime(trial: trial) }
      system.receive(event, state: &state, in: &world)
    }
    return state
  }
}
