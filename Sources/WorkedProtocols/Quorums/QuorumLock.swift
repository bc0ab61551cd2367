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
    /// The clients first, since the properties look at these two.
    case alice, bob, one, two, three, four, five
  }
  /// The messages, each with the number of the request that it belongs to.
  package enum Message: Hashable, Sendable {
    /// The request of a client for the lock.
    case ask(Int)
    /// The grant of one node, which is one vote of five.
    case granted(Int)
    /// The end of an earlier request: its grants are free again.
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
    /// The number of the request that the node has granted. A release of an earlier request must
    /// not end a later grant.
    var request = 0
    /// The number of requests that a client has made.
    var asks = 0
    /// The nodes that have granted the last one.
    var grants: Set<Name> = []
    /// A Boolean value that indicates whether the last request may still be granted.
    var isInTime = false
    /// A Boolean value that indicates whether the client believes that it holds the lock.
    var isHolding = false
  }

  /// The slowest and the fastest clock, in hundredths of the right speed.
  package static let (slowest, fastest) = (80, 125)
  /// The time for which a node grants the lock, in ms by its own clock.
  private static let term = 100
  /// The largest number of requests of a client. It bounds the number of states.
  private static let mostAsks = 4
  /// The lock nodes. None knows of the others.
  private static let nodes: [Name] = [.one, .two, .three, .four, .five]
  /// The number of grants that make the lock: two such sets always share a node.
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

  /// Asks all nodes for the lock, and starts the two waits.
  ///
  /// A careful client holds the lock for the term times the slowest speed over the fastest, 64 ms
  /// of 100 by its own clock: so it stops first even if its clock is the slowest and that of a
  /// node the fastest.
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
  /// A quorum lock under drifting clocks. The twin holds the lock for the whole term by its own
  /// clock, which a node with a fast clock ends earlier.
  static let quorumLock = WorkedProtocol(
    "lock over five nodes with clock drift", mistake: "its client ignores the drift of clocks",
    fewestFaults: 1, QuorumLock.test(ignoresDrift: false),
    twin: QuorumLock.test(ignoresDrift: true))
}
