import Simulation

/// The detail in which lumped states of a system are told apart.
enum LumpingDetail: Hashable, Sendable {
  /// Everything.
  case everything
  /// The outcomes with their evidence; of their numbers only up to a number of copies and of attempts, of which the last
  /// stands for all that are more. What the numbers leave out is added up as rewards.
  case measures(copies: UInt32, attempts: UInt32)
  /// The classes of the outcomes.
  case classes
}

/// A system whose states can be lumped.
protocol LumpableSystem: OutcomeSystem {
  /// Sets what nothing depends on that is told apart to the same value in all states.
  ///
  /// - Parameter isEnding: whether nothing is pending any more.
  /// - Returns: the counts that the state has no longer.
  func lump(_ state: inout State, _ detail: LumpingDetail, isEnding: Bool) -> Rewards

  /// Returns true if a pending event changes nothing that is told apart any more, whenever it happens.
  func isMoot(_ event: Event, in state: State) -> Bool

  /// Returns true if a pending event changes nothing that is told apart, unless other events are pending.
  func isAimless(_ event: Event, in state: State) -> Bool

  /// Returns the event without the name of its request, if its answer is not awaited any more: then all that tells the
  /// request from others is its place. `nil` if the name matters, or there is none.
  func anonymous(_ event: Event, in state: State) -> Event?

  /// Returns false if no execution that goes on from a state ends in a class. True is always right.
  func mayEnd(in outcomeClass: OutcomeClass, from state: State) -> Bool
}

/// A system whose states are lumped: what behaves alike, and is not told apart, is one state.
///
/// Its paths are those of the base, decision by decision and delay by delay. Only the names of choice points differ. What is
/// only counted becomes a reward of the transition that counts it.
///
/// Source: lumpable partitions (Kemeny and Snell, *Finite Markov Chains*, 1960, section 6.3).
struct LumpedSystem<Base: LumpableSystem>: System {
  let base: Base
  let detail: LumpingDetail

  func start(in world: inout some World<Base.Event>) -> Base.State {
    var state = base.start(in: &world)
    if detail == .classes { _ = base.lump(&state, detail, isEnding: false) }
    return state
  }

  func receive(_ event: Base.Event, state: inout Base.State, in world: inout some World<Base.Event>)
  {
    base.receive(event, state: &state, in: &world)
    if detail == .classes { _ = base.lump(&state, detail, isEnding: false) }
  }

  func takeRewards(from state: inout Base.State, isEnding: Bool) -> Rewards {
    if case .measures = detail { base.lump(&state, detail, isEnding: isEnding) } else { .none }
  }

  func canonical(_ event: Base.Event, in state: Base.State) -> Base.Event? {
    detail == .everything ? nil : base.anonymous(event, in: state)
  }

  func isInert(_ event: Base.Event, in state: Base.State) -> Bool {
    base.isInert(event, in: state) || detail != .everything && base.isMoot(event, in: state)
  }

  func isIdle(_ event: Base.Event, in state: Base.State) -> Bool {
    detail != .everything && base.isAimless(event, in: state)
  }

  func isFault(_ choicePoint: ChoicePoint) -> Bool { base.isFault(choicePoint) }
  static func quickHash(of state: Base.State) -> UInt32 { Base.quickHash(of: state) }
}

extension LumpedSystem: OutcomeSystem {
  /// The outcome that the last state stands for, without what was counted as rewards.
  func outcome(_ state: Base.State, time: Delay) -> Outcome { base.outcome(state, time: time) }
}

/// The rewards of a lumped system, by their numbers.
enum CountedReward: Int, CaseIterable {
  /// The requests that reach the server.
  case requests
  /// The copies beyond those that states tell apart.
  case copies
  /// The attempts beyond those that states tell apart.
  case attempts
}

extension Rewards {
  subscript(reward: CountedReward) -> UInt32 {
    get { self[reward.rawValue] }
    set { self[reward.rawValue] = newValue }
  }
}
