/// Runs one trial exactly as the sampler does, and records everything.
///
/// ```swift
/// let trace = try Tracer(Throwing(), seed: 1).trace(trial: 17)
/// for step in trace.steps { … }
/// ```
public struct Tracer<Subject: System> {
  /// The rules that run.
  public let system: Subject
  /// The seed of the random numbers.
  public let seed: UInt64
  /// The largest number of events.
  public let eventLimit: UInt64

  /// Creates a value from its parts.
  public init(_ system: Subject, seed: UInt64, eventLimit: UInt64 = 100_000) {
    self.system = system
    self.seed = seed
    self.eventLimit = eventLimit
  }

  /// Runs one trial.
  ///
  /// - Throws: the ``SimulationError`` that stopped the trial.
  public func trace(trial: UInt64) throws(SimulationError) -> Trace<Subject> {
    var base = SampledWorld<Subject.Event>()
    base.restart(random: KeyedRandom(seed: seed, trial: trial))
    return try Trace.record(system, trial: trial, in: base, eventLimit: eventLimit)
  }
}

/// The record of one path, in order.
public struct Trace<Subject: System>: Sendable {
  /// The start, then one step for each event.
  public let steps: [Step]

  /// One event, its effects, and the state after it.
  public struct Step: Sendable {
    /// The time of the step.
    public let instant: Instant
    /// The event; `nil` for the start.
    public let event: Subject.Event?
    /// The requests of the handler to its world, in order.
    public let effects: [Effect<Subject.Event>]
    /// The state.
    public let state: Subject.State
  }

  /// Runs a system in a world, and returns the record of the path.
  ///
  /// - Throws: the ``SimulationError`` that stopped it.
  static func record(
    _ system: Subject, trial: UInt64, in base: some SteppingWorld<Subject.Event>,
    eventLimit: UInt64
  ) throws(SimulationError) -> Trace {
    var world = TracedWorld(base)
    var state = system.start(in: &world)
    var steps = [Step(instant: .start, event: nil, effects: world.effects, state: state)]
    while let event = world.advance() {
      if steps.count > eventLimit { throw .events(trial: trial, limit: eventLimit) }
      if world.now == .end { throw .virtualTime(trial: trial) }
      system.receive(event, state: &state, in: &world)
      steps.append(.init(instant: world.now, event: event, effects: world.effects, state: state))
    }
    return Trace(steps: steps)
  }
}

/// One request of a handler to its world, with the answer.
public enum Effect<Event: Hashable & Sendable>: Hashable, Sendable {
  /// A draw of a chance, and the way it went.
  case chance(ChoicePoint, Probability, happened: Bool)
  /// A draw of a random delay, and its length.
  case delay(ChoicePoint, Delay)
  /// An event that the handler put on the event queue, and the instant at which it comes.
  case schedule(Event, at: Instant)
  /// An event that the handler took off the event queue.
  case cancel(Event)
  /// A milestone of the trial, whose instant the sampler notes.
  case reach(Milestone)
}

/// A world whose time can be advanced.
public protocol SteppingWorld<Event>: World {
  /// Advances time to the next event, and returns it; `nil` if nothing is pending.
  mutating func advance() -> Event?
}

extension SampledWorld: SteppingWorld {}

/// A world that records every request to another world.
struct TracedWorld<Base: SteppingWorld>: World where Base.Event: Sendable {
  /// The events of the world below.
  typealias Event = Base.Event

  /// The world below, which decides everything.
  private var base: Base
  /// The requests since time last advanced.
  private(set) var effects: [Effect<Event>] = []

  /// A world above another one.
  init(_ base: Base) {
    self.base = base
  }

  /// The present of the world below.
  var now: Instant { base.now }

  /// Goes on to the next event, with no effects yet.
  mutating func advance() -> Event? {
    effects = []
    return base.advance()
  }

  /// Passes the question on, and records it with its answer.
  mutating func happens(_ chance: Probability, at choicePoint: ChoicePoint) -> Bool {
    let happened = base.happens(chance, at: choicePoint)
    effects.append(.chance(choicePoint, chance, happened: happened))
    return happened
  }

  /// Passes the question on, and records it with its answer.
  mutating func delay(_ latency: Latency, at choicePoint: ChoicePoint) -> Delay {
    let delay = base.delay(latency, at: choicePoint)
    effects.append(.delay(choicePoint, delay))
    return delay
  }

  /// Passes the event on, and records it with its instant.
  mutating func schedule(_ event: Event, after delay: Delay) {
    effects.append(.schedule(event, at: now + delay))
    base.schedule(event, after: delay)
  }

  /// Passes the timer on, and records it with its instant.
  mutating func scheduleTimer(_ event: Event, after delay: Delay) {
    effects.append(.schedule(event, at: now + delay))
    base.scheduleTimer(event, after: delay)
  }

  /// Passes the cancellation on, and records it.
  mutating func cancel(_ event: Event) {
    effects.append(.cancel(event))
    base.cancel(event)
  }

  /// Passes the milestone on, and records it.
  mutating func reach(_ milestone: Milestone) {
    effects.append(.reach(milestone))
    base.reach(milestone)
  }
}
