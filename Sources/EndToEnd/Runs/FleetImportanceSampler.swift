import Simulation

/// Follows single operations of a fleet again and again from their beginning, with faults that are more
/// probable than the scenario says: theirs alone.
///
/// Whose faults are biased must be few, or the weights of all that do not matter make those of all that
/// do worthless; and what an operation meets must be what the others have left on the server. So a run
/// goes on as plain ones do, with the draws of its number, and where a chosen operation begins, paths
/// branch off: each with draws of its own from there on, and a bias for the one operation,
/// until nothing of it is under way any more. (The past is drawn once, which is what makes it cheap.)
///
/// ```swift
/// var sampler = FleetImportanceSampler(scenario, mixture, seed: 1)
/// try sampler.run(trial: 0, choosing: { $0 % 100 == 17 }) { sampler, beginning in
///   let weighted = try sampler.outcome(from: beginning, path: 0, bias: 1)
/// }
/// ```
public struct FleetImportanceSampler {
  private let fleet: Fleet
  private let seed: UInt64
  private let limits: FleetSampler.Limits
  private var world: BiasedWorld<Fleet>

  /// - Precondition: the scenario has clients.
  public init(
    _ scenario: Scenario, _ mixture: ProposalMixture, seed: UInt64,
    limits: FleetSampler.Limits = FleetSampler.Limits(), recordsFaults: Bool = false
  ) {
    fleet = Fleet(scenario)
    self.seed = seed
    self.limits = limits
    world = BiasedWorld(fleet, mixture)
    world.recordsFaults = recordsFaults
  }

  /// The biases that paths are drawn from.
  public var mixture: ProposalMixture {
    get { world.mixture }
    set { world.mixture = newValue }
  }

  /// The chances of faults that the last path came by, in their order.
  public var visits: [FaultVisit] { world.visits }

  /// The number of events that have been handled in all runs and forks.
  public private(set) var events: UInt64 = 0

  /// A run at the instant at which an operation begins that is measured.
  public struct Beginning {
    fileprivate let state: Fleet.State
    fileprivate let world: SampledWorld<Fleet.Event>
    fileprivate let event: Fleet.Event
    fileprivate let run: UInt64
    /// The number of operations that began before it.
    public let number: UInt32
  }

  /// The numbers of the operations of one run that are measured; none if it is empty.
  ///
  /// - Throws: the `SimulationError` that stopped it.
  public mutating func measured(inRun trial: UInt64) throws(SimulationError) -> Range<UInt64> {
    var world = SampledWorld<Fleet.Event>()
    world.restart(random: KeyedRandom(seed: seed, trial: trial))
    var state = fleet.start(in: &world)
    var count = EventCount(limits, of: fleet, trial: trial)
    defer { events += count.events }
    var first = state.isMeasuring ? state.begun : nil
    while !state.isClosed, let event = world.advance() {
      try count.countEvent(at: world.now)
      try count.check(state)
      fleet.receive(event, state: &state, in: &world)
      state.forgetEnded()
      if state.isMeasuring, first == nil { first = state.begun }
    }
    return (first ?? state.begun)..<state.begun
  }

  /// One run, until no operation begins any more.
  ///
  /// - Parameters:
  ///   - isChosen: whether paths should branch off where the operation of a number begins.
  ///   - take: is given the beginnings of those of them that are measured, in their order.
  /// - Throws: the `SimulationError` that stopped it, or what `take` throws.
  public mutating func run(
    trial: UInt64, choosing isChosen: (UInt64) -> Bool,
    _ take: (inout FleetImportanceSampler, Beginning) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    var world = SampledWorld<Fleet.Event>()
    world.restart(random: KeyedRandom(seed: seed, trial: trial))
    var state = fleet.start(in: &world)
    var count = EventCount(limits, of: fleet, trial: trial)
    defer { events += count.events }
    while !state.isClosed, let event = world.advance() {
      try count.countEvent(at: world.now)
      try count.check(state)
      guard state.isMeasuring, event.mayBegin else {
        fleet.receive(event, state: &state, in: &world)
        state.forgetEnded()
        continue
      }
      let first = state.begun
      let most = event == .allBegin ? UInt64(fleet.clients.count) : 1
      let chosen = (first..<first + most).filter(isChosen)
      let before = chosen.isEmpty ? nil : (state: state, world: world)
      fleet.receive(event, state: &state, in: &world)
      state.forgetEnded()
      guard let before else { continue }
      for number in chosen where number < state.begun {
        try take(
          &self,
          Beginning(
            state: before.state, world: before.world, event: event, run: trial,
            number: UInt32(number)))
      }
    }
  }

  /// One path from a beginning on.
  ///
  /// - Parameters:
  ///   - number: the number of the path among those from there; their runs are numbered below 2²⁴.
  ///   - bias: that of the mixture which it is drawn from.
  /// - Returns: how the operation ended.
  /// - Throws: the `SimulationError` that stopped it.
  public mutating func outcome(
    from beginning: Beginning, path number: UInt64, bias: Int
  ) throws(SimulationError) -> WeightedOutcome {
    // Apart from the draws of whole runs, and for each run, operation and path another.
    let key = beginning.run << 40 | UInt64(beginning.number) << 16 | number & 0xffff
    let apart = seed ^ 0x6a09_e667_f3bc_c908 &+ (number >> 16) &* 0x9e37_79b9_7f4a_7c15
    world.goOn(
      from: beginning.world, random: KeyedRandom(seed: apart, trial: key),
      component: bias, focus: .operation(beginning.number, bits: Fleet.numberBits))
    var state = beginning.state
    state.watched = beginning.number
    var count = EventCount(limits, of: fleet, trial: beginning.run)
    defer { events += count.events }
    var event = beginning.event
    while true {
      fleet.receive(event, state: &state, in: &world)
      if let outcome = state.watchedOutcome {
        return WeightedOutcome(outcome: outcome, weight: world.weight, bias: bias)
      }
      state.forgetEnded()
      guard let next = world.advance() else {
        preconditionFailure("an operation has ended when nothing is pending any more")
      }
      event = next
      try count.countEvent(at: world.now)
      try count.check(state)
    }
  }
}

extension Fleet.State {
  /// Forgets the outcomes of other operations.
  fileprivate mutating func forgetEnded() {
    if !ended.isEmpty { ended.removeAll(keepingCapacity: true) }
  }
}

extension Fleet.Event {
  /// A Boolean value that indicates whether operations may begin at it.
  fileprivate var mayBegin: Bool {
    switch self {
    case .arrival, .clientHasThought, .allBegin: true
    case .phaseBegins, .warmUpEnds, .closes, .outageBegins, .outageEnds, .operation, .presses,
      .pressesImpatiently, .closesPage:
      false
    }
  }
}
