import ProtocolTesting

/// An exclusive lock with a term on five nodes whose clocks drift (Sanfilippo, *Distributed Locks with Redis*, 2015;
/// Kleppmann, *How to do distributed locking*, 2016).
///
/// A client holds the lock while three of the five nodes have granted it. No node knows the time of another: each counts
/// the term from its grant, by its own clock. A client counts from its request, and stops before the term is over by
/// what its slow clock and the fast clock of a node may lose together.
package struct QuorumLock: NodeProtocol {
  /// Two clients and five lock nodes.
  package enum Name: CaseIterable, Hashable, Sendable {
    case alice, bob, one, two, three, four, five
  }
  /// The messages, each with the number of the request that it belongs to.
  package enum Message: Hashable, Sendable {
    case ask(Int)
    case granted(Int)
    case release(Int)
  }
  /// The end of a grant at a node, and of the hold and of the patience of a client.
  package enum Timer: Hashable, Sendable { case expires, stop, askAgain }
  /// The places that a test must have reached to be worth something.
  package enum Branch: CaseIterable, Hashable, Sendable { case holds, asksNoMore, expires }

  /// The state of a client or of a lock node.
  package struct NodeState: Hashable, Sendable {
    /// The client to which a lock node has granted the lock, and its request.
    var holder: Name?
    var request = 0
    /// The number of requests that a client has made.
    var asks = 0
    /// The nodes that have granted the last one.
    var grants: Set<Name> = []
    /// A Boolean value that indicates whether the last request may still be granted.
    var isInTime = false
    var isHolding = false
  }

  /// The slowest and the fastest clock, in hundredths of the right speed.
  package static let (slowest, fastest) = (80, 125)
  private static let term = 100
  private static let mostAsks = 4
  private static let nodes: [Name] = [.one, .two, .three, .four, .five]
  private static let quorum = 3

  /// The twin's mistake: the client counts the whole term, as if all clocks went right.
  var ignoresDrift = false

  /// A node without a grant, or a client without a request.
  package func initialState(of name: Name) -> NodeState { NodeState() }

  /// Lets the first client ask at once, and the second one 3 ms later.
  package func started(
    _ name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch name {
    case .alice: ask(&state, in: &context)
    case .bob: context.set(.askAgain, after: .milliseconds(3))
    default: break
    }
  }

  /// Grants, releases, and counts grants.
  package func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .ask(let request):
      if state.holder != nil, state.holder != sender { return }
      state.holder = sender
      state.request = request
      context.set(.expires, after: .milliseconds(Int64(Self.term)))
      context.send(.granted(request), to: sender)
    case .release(state.request) where state.holder == sender:
      state.holder = nil
      context.cancel(.expires)
    case .release: break
    case .granted(state.asks) where state.isInTime:
      state.grants.insert(sender)
      if state.grants.count == Self.quorum {
        context.cover(.holds)
        context.cancel(.askAgain)
        state.isHolding = true
      }
    case .granted: break
    }
  }

  /// Ends a grant or a hold, or asks again.
  package func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .expires:
      context.cover(.expires)
      state.holder = nil
    case .stop:
      state.isInTime = false
      state.isHolding = false
    case .askAgain: ask(&state, in: &context)
    }
  }

  private func ask(_ state: inout NodeState, in context: inout some Context<Self>) {
    if state.asks == Self.mostAsks { return context.cover(.asksNoMore) }
    // The nodes that have granted an earlier request are free again.
    if state.asks > 0 {
      for node in Self.nodes { context.send(.release(state.asks), to: node) }
    }
    state.asks += 1
    state.grants = []
    state.isInTime = true
    for node in Self.nodes { context.send(.ask(state.asks), to: node) }
    let length =
      ignoresDrift ? Self.term : Self.term * Self.slowest / Self.fastest
    context.set(.stop, after: .milliseconds(Int64(length)))
    context.set(.askAgain, after: .milliseconds(34))
  }

  /// The protocol and the properties that must hold, where every clock may go wrong.
  package static func test(
    ignoresDrift: Bool, over transport: Transport = .reliable(latency: .milliseconds(5))
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(ignoresDrift: ignoresDrift), over: transport)
      .skewingClocks(
        of: .alice, .bob, .one, .two, .three, .four, .five,
        rates: [Double(slowest) / 100, Double(fastest) / 100]
      )
      .never("two holders") { $0[.alice].isHolding && $0[.bob].isHolding }
      .atTheEnd("no client holds it") { !$0[.alice].isHolding && !$0[.bob].isHolding }
  }
}

extension WorkedProtocol {
  static let quorumLock = WorkedProtocol(
    "lock over five nodes with clock drift", mistake: "its client ignores the drift of clocks",
    fewestFaults: 1, QuorumLock.test(ignoresDrift: false),
    twin: QuorumLock.test(ignoresDrift: true))
}
