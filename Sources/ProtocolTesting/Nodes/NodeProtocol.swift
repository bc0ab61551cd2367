/// A protocol between nodes: the names of the nodes, the state of each, and the handlers that they run.
///
/// The value holds the protocol's parameters, which never change. The state of every node is kept by the library.
/// A handler gets the state of its own node, `inout`, and nothing else: it cannot read or change the state of
/// another node, so whatever one node learns of another must travel in a message.
///
/// A payment that is requested again until it is confirmed:
///
/// ```swift
/// struct Payment: NodeProtocol {
///   enum Name: CaseIterable { case customer, bank }
///   enum Message: Hashable { case pay, paid }
///   enum Timer: Hashable { case patience }
///   struct NodeState: Hashable {
///     var isConfirmed = false
///     var charges = 0
///   }
///
///   func initialState(of name: Name) -> NodeState { NodeState() }
///
///   func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
///     guard name == .customer else { return }
///     context.send(.pay, to: .bank)
///     context.set(.patience, after: .milliseconds(200))
///   }
///
///   func received(
///     _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
///     in context: inout some Context<Self>
///   ) {
///     switch message {
///     case .pay:
///       state.charges += 1
///       context.send(.paid, to: .customer)
///     case .paid: state.isConfirmed = true
///     }
///   }
///
///   func timerFired(
///     _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
///   ) {
///     if !state.isConfirmed { context.send(.pay, to: .bank) }
///   }
/// }
/// ```
///
/// A handler may use nothing but the parameters, its node's state, its arguments and what its context answers: no
/// clock, no global variable and no reference to something that others change.
public protocol NodeProtocol: Sendable {
  /// The names of the nodes: an enum, as a rule.
  associatedtype Name: Hashable & Sendable
  /// The messages that nodes send to each other.
  associatedtype Message: Hashable & Sendable
  /// The timers that a node may set for itself.
  associatedtype Timer: Hashable & Sendable = NoTimer
  /// The state of one node: a value type without references inside.
  ///
  /// Nodes with different roles share the type: each uses its own fields of a struct, or its own case of an enum.
  associatedtype NodeState: Hashable & Sendable
  /// The branches of the code that a check must reach, at most 64: see ``Context/cover(_:)``.
  associatedtype Branch: Hashable & Sendable & CaseIterable = NoBranch

  /// The object that the nodes implement together: see ``ProtocolTest/linearizable(against:)``.
  associatedtype Specification: SequentialSpecification = NoSpecification

  /// The names of all nodes, 1 to 200, in the order in which the nodes start and are drawn.
  var names: [Name] { get }

  /// Returns the state of a node before it starts.
  func initialState(of name: Name) -> NodeState

  /// Called once for each node, in the order of ``names``, before any message arrives.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>)

  /// Called when a message arrives at the node `name`.
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>)

  /// Called when a timer fires that the node `name` has set.
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>)

  /// Removes from the state of a node what a crash takes away: everything volatile.
  ///
  /// Called when the node crashes, in a test with ``ProtocolTest/crashing(_:probability:downFor:)``. By default nothing is
  /// durable: the state is that before the start. A node that keeps its log:
  ///
  /// ```swift
  /// func crashed(_ name: Name, state: inout NodeState) {
  ///   state = NodeState(log: state.log)
  /// }
  /// ```
  func crashed(_ name: Name, state: inout NodeState)

  /// Called when a node is back after a crash, with the state that the crash left. By default it starts.
  func restarted(_ name: Name, state: inout NodeState, in context: inout some Context<Self>)
}

extension NodeProtocol {
  /// Does nothing when the node starts.
  public func started(
    _ name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {}

  /// Returns the node to its state before the start: nothing is durable.
  public func crashed(_ name: Name, state: inout NodeState) { state = initialState(of: name) }

  /// Starts the node again.
  public func restarted(
    _ name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    started(name, state: &state, in: &context)
  }
}

extension NodeProtocol where Name: CaseIterable {
  /// All names, in the order of their cases.
  public var names: [Name] { Array(Name.allCases) }
}

extension NodeProtocol where Timer == NoTimer {
  /// Does nothing: no timer fires.
  public func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {}
}

/// The timers of a protocol that has none.
public enum NoTimer: Hashable, Sendable {}

/// The branches of a protocol that names none.
public enum NoBranch: Hashable, Sendable, CaseIterable {}
