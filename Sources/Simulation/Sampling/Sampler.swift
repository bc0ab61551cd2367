/// Runs trials of a system, each drawn from (seed, trial).
///
/// ```swift
/// var sampler = Sampler(Throwing(), seed: 1)
/// let state = try sampler.run(trial: 17)
/// ```
///
/// A sampler reuses its memory: after the first trials it allocates nothing.
public struct Sampler<Subject: System> {
  /// The rules of the system.
  public let system: Subject
  /// The seed that all trials share.
  public let seed: UInt64
  /// The largest number of events of one trial.
  public let eventLimit: UInt64

  /// The world as the last trial left it.
  public var world = SampledWorld<Subject.Event>()

  /// Creates a value from its parts.
  @inlinable
  public init(_ system: Subject, seed: UInt64, eventLimit: UInt64 = 1_000_000) {
    self.system = system
    self.seed = seed
    self.eventLimit = eventLimit
  }

  /// Runs one trial until nothing is pending any more.
  ///
  /// - Returns: the state at the end.
  /// - Throws: the ``SimulationError`` that stopped the trial.
  @inlinable
  public mutating func run(trial: UInt64) throws(SimulationError) -> Subject.State {
    world.restart(random: KeyedRandom(seed: seed, trial: trial))
    var state = system.start(in: &world)
    var events: UInt64 = 0
    while let event = world.advance() {
      events &+= 1
      if events > eventLimit { throw .events(trial: trial, limit: eventLimit) }
      if world.now == .end { throw .virtualTime(trial: trial) }
      system.receive(event, state: &state, in: &world)
    }
    return state
  }
}
