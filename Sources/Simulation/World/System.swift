/// The rules by which a system of actors starts and answers events.
///
/// The rules are this value and never change during a run. Everything that changes is in `State`, which an interpreter
/// copies, compares and merges. A ball that is thrown until it is caught:
///
/// ```swift
/// struct Throwing: System {
///   enum Event: Hashable { case lands }
///   struct State: Hashable { var throwsSoFar = 0 }
///   let caught = Probability(0.5)
///
///   func start(in world: inout some World<Event>) -> State {
///     world.schedule(.lands, after: .seconds(1))
///     return State(throwsSoFar: 1)
///   }
///   func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
///     let choicePoint = ChoicePoint(actor: 0, kind: 0, attempt: UInt32(state.throwsSoFar))
///     if !world.happens(caught, at: choicePoint) {
///       state.throwsSoFar += 1
///       world.schedule(.lands, after: .seconds(1))
///     }
///   }
/// }
/// ```
public protocol System<Event>: Sendable {
  /// The events of the system.
  associatedtype Event: Hashable & Sendable
  /// Every actor's state in one value.
  associatedtype State: Hashable & Sendable

  /// The state at the start, after scheduling the first events.
  func start(in world: inout some World<Event>) -> State

  /// Returns true if a pending event will change nothing, whenever it happens: its handler leaves the state as it is and
  /// asks nothing of its world, now and after any other event.
  ///
  /// True is a promise, and false is always right. An exploration drops such events, so that states that differ in
  /// nothing else are equal.
  func isInert(_ event: Event, in state: State) -> Bool

  /// Returns another event to which a pending one is equivalent in a state, now and after any other events: its handler
  /// does the same. An exploration keeps it instead, so that states that differ in nothing else are equal.
  ///
  /// `nil` is always right: the event stands for itself.
  func canonical(_ event: Event, in state: State) -> Event?

  /// Returns true if a pending event changes nothing in a state but what other events meet: with no others it may as well
  /// never happen.
  ///
  /// False is always right. An exploration ends where all pending events are idle.
  func isIdle(_ event: Event, in state: State) -> Bool

  /// Moves what no rule reads, and what is only added up, out of a state that a handler has just left.
  ///
  /// An exploration adds the amounts up, so that states that differ in nothing else are equal.
  ///
  /// - Parameter isEnding: whether nothing is pending any more, so that no rule reads anything.
  /// - Returns: the amounts, which the state has no longer.
  func takeRewards(from state: inout State, isEnding: Bool) -> Rewards

  /// Returns a hash of a state, equal for equal states. An exploration hashes every state that it reaches, so a faster
  /// hash than `hashValue` can save much of its time.
  static func quickHash(of state: State) -> UInt32

  /// Returns true if a chance that happens at a choice point is a fault, whose number a search bounds, and not another
  /// choice, for example a person's decision.
  func isFault(_ choicePoint: ChoicePoint) -> Bool

  /// Handles an event, which changes the state and may schedule more events.
  func receive(_ event: Event, state: inout State, in world: inout some World<Event>)
}

extension System {
  /// Returns true if the event changes nothing in the state.
  public func isInert(_ event: Event, in state: State) -> Bool { false }
  /// Returns `nil`: every event stands for itself.
  public func canonical(_ event: Event, in state: State) -> Event? { nil }
  /// Returns true if the event changes only what others meet.
  @inlinable
  public func isIdle(_ event: Event, in state: State) -> Bool { false }
  /// Takes nothing: everything that changes is a part of the state.
  @inlinable
  public func takeRewards(from state: inout State, isEnding: Bool) -> Rewards { .none }
  /// Returns true if the choice counts as a fault.
  public func isFault(_ choicePoint: ChoicePoint) -> Bool { true }
  /// Returns a hash that takes little time, for tables of states.
  public static func quickHash(of state: State) -> UInt32 {
    UInt32(truncatingIfNeeded: state.hashValue)
  }
}
