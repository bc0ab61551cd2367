/// The rules by which a system of actors starts and answers events.
///
/// The rules are this value and never change during a run; everything that does is in `State`, which
/// an interpreter copies, compares and merges. A ball that is thrown until it is caught:
///
/// ```swift
/// struct Throwing: System {
///   enum Event: Hashable { case lands }
///   struct State: Hashable { var throwsSoFar = 0 }
///   let caught = Probability(0.5)!
///
///   func start(in world: inout some World<Event>) -> State {
///     world.schedule(.lands, after: .seconds(1))
///     return State(throwsSoFar: 1)
///   }
///   func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
///     let site = ChoicePoint(actor: 0, kind: 0, attempt: UInt32(state.throwsSoFar))
///     if !world.happens(caught, at: site) {
///       state.throwsSoFar += 1
///       world.schedule(.lands, after: .seconds(1))
///     }
///   }
/// }
/// ```
public protocol System<Event>: Sendable {
  /// What happens to the system.
  associatedtype Event: Hashable & Sendable
  /// Every actor's state in one value.
  associatedtype State: Hashable & Sendable

  /// The state at the start, after scheduling the first events.
  func start(in world: inout some World<Event>) -> State

  /// Whether an event that is pending will change nothing, whenever it happens: its handler leaves the
  /// state as it is and asks nothing of its world, now and after whatever else may come first.
  ///
  /// That is a promise, and `false` is always right: an exploration forgets such events, so that states
  /// which differ in nothing else are equal.
  func isInert(_ event: Event, in state: State) -> Bool

  /// A hash of a state, equal for equal states, for an exploration, which hashes every state that it comes
  /// to: where its own hash takes long, a shorter one saves much of the time.
  static func quickHash(of state: State) -> UInt32

  /// Whether a chance that happens there is a fault, of which an adversary has only so many, and not
  /// another choice, as which way a person decides.
  func isFault(_ site: ChoicePoint) -> Bool

  /// What an event does to the state; it may schedule more.
  func receive(_ event: Event, state: inout State, in world: inout some World<Event>)
}

extension System {
  public func isInert(_ event: Event, in state: State) -> Bool { false }
  public func isFault(_ site: ChoicePoint) -> Bool { true }
  public static func quickHash(of state: State) -> UInt32 {
    UInt32(truncatingIfNeeded: state.hashValue)
  }
}
