import Simulation

/// All participants of a protocol, in one value: what each of them knows, and what each does.
///
/// A payment that is asked for again until it is confirmed:
///
/// ```swift
/// struct Payment: Participants {
///   enum Name: CaseIterable { case customer, bank }
///   enum Message: Hashable { case pay, paid }
///   enum Timer: Hashable { case patience }
///
///   var isConfirmed = false
///   var charges = 0
///
///   mutating func start(_ name: Name, in world: inout some Context<Self>) {
///     guard name == .customer else { return }
///     world.send(.pay, to: .bank)
///     world.set(.patience, after: .milliseconds(200))
///   }
///
///   mutating func receive(
///     _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
///   ) {
///     switch message {
///     case .pay:
///       charges += 1
///       world.send(.paid, to: .customer)
///     case .paid: isConfirmed = true
///     }
///   }
///
///   mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
///     if !isConfirmed { world.send(.pay, to: .bank) }
///   }
/// }
/// ```
///
/// A handler knows nothing but what is in the value and what its surroundings answer: no clock, no
/// global, no reference to something that others change. Whoever acts changes only what is his own.
public protocol Participants: Hashable, Sendable {
  /// Who takes part: an enum, as a rule.
  associatedtype Name: Hashable & Sendable
  /// What one says to another.
  associatedtype Message: Hashable & Sendable
  /// What one waits for.
  associatedtype Timer: Hashable & Sendable = NoTimer
  /// The ways through the code that a test of it must take, at most 64: see ``Context/covers(_:)``.
  associatedtype Branch: Hashable & Sendable & CaseIterable = NoBranch

  /// Everybody, in the order in which they start and are drawn: at most 200.
  var names: [Name] { get }

  /// What somebody does first.
  mutating func start(_ name: Name, in world: inout some Context<Self>)

  /// What somebody does with a message that has come.
  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>)

  /// What somebody does when a timer ends that he has set.
  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>)
}

extension Participants {
  public mutating func start(_ name: Name, in world: inout some Context<Self>) {}
}

extension Participants where Name: CaseIterable {
  public var names: [Name] { Array(Name.allCases) }
}

extension Participants where Timer == NoTimer {
  public mutating func fires(
    _ timer: Timer, at name: Name, in world: inout some Context<Self>
  ) {}
}

/// The timers of a protocol without any.
public enum NoTimer: Hashable, Sendable {}

/// The branches of a protocol that names none.
public enum NoBranch: Hashable, Sendable, CaseIterable {}
