import ProtocolTesting

/// An exclusive lease under clocks that run at different speeds (Gray, Cheriton, *Leases: An Efficient
/// Fault-Tolerant Mechanism for Distributed File Cache Consistency*, SOSP 1989).
///
/// The server counts the term from when it grants a lease. A holder cannot know that moment: so it counts from
/// when it asked, which was earlier, and stops before the term is over by what its clock may lose meanwhile. A
/// server that has forgotten its leases in a crash grants none for a whole term.
struct Lease: NodeProtocol {
  /// One server with one lease, and two clients who want it.
  enum Name: CaseIterable { case server, alice, bob }
  /// Requests with the number of the client's attempt, so that a late answer is known as one.
  enum Message: Hashable {
    /// Each message carries the number of the request, or an earlier answer would be taken for a later one.
    case ask(Int)
    /// The lease is granted for one term, for the request with this number.
    case granted(Int)
    /// Another client has the lease, or the server waits after a restart.
    case isTaken(Int)
  }
  /// The end of the term at the server, the wait before a client asks again, and the end of the
  /// term as a client counts it.
  enum Timer: Hashable { case expires, askAgain, stop }
  /// The branches that a test must have reached to be worth something.
  enum Branch: CaseIterable {
    case isHeld, isTaken, isRenewed, comesTooLate, asksNoMore, waitsAfterARestart
  }
  /// The speed of a client's clock. A slow clock is the dangerous one: its owner believes that
  /// the term is not over.
  enum Clock: Hashable { case right, slow }

  /// The state of the server or of a client. Each uses its own part.
  struct NodeState: Hashable {
    /// The client whose lease the server keeps; lost in a crash.
    var holder: Name?
    /// A Boolean value that indicates whether the server waits until every lease that it granted
    /// and forgot is over.
    var isWaiting = false
    /// The speed of a client's clock.
    var clock = Clock.right
    /// The number of requests that a client has sent.
    var asks = 0
    /// A Boolean value that indicates whether the lease that a client requested last would still be
    /// good.
    var isInTime = false
    /// A Boolean value that indicates whether a client holds a lease.
    var isHolding = false
  }

  /// The term of a lease by a right clock, in ms.
  static let term = 100
  /// The number of milliseconds in a hundred that a slow clock shows.
  static let slowest = 80
  /// The largest number of requests of a client. It bounds the number of states.
  static let mostAsks = 3

  /// The twin's mistake: it counts from when the lease arrives.
  var countsFromArrival = false

  /// Nothing is leased, and all clocks are unknown.
  func initialState(of name: Name) -> NodeState { NodeState() }

  /// Chooses the speed of the client's clock, which stays as it is, and asks for the lease.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .server { return }
    state.clock = context.choose("a clock that goes", among: [.right, .slow])
    ask(&state, in: &context)
  }

  /// Answers at the server; takes a grant of the present request at a client, if the term has not
  /// ended by its clock.
  ///
  /// A grant of an earlier request is ignored: its term began earlier.
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .ask(let number): answer(number, of: sender, &state, in: &context)
    case .granted(state.asks):
      if countsFromArrival {
        countTerm(state, in: &context)
      } else if !state.isInTime {
        return context.cover(.comesTooLate)
      }
      context.cover(.isHeld)
      context.cancel(.askAgain)
      state.isHolding = true
    case .isTaken(state.asks): context.cover(.isTaken)
    case .granted, .isTaken: break
    }
  }

  /// Grants the lease, renews it, or refuses it.
  ///
  /// After a crash the server has forgotten its leases. It waits for one whole term before it
  /// grants again, which is longer than any lease that it may have granted.
  private func answer(
    _ number: Int, of client: Name, _ state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    if !state.isWaiting, context.fails("crashes, restarts and has forgotten its leases") {
      context.cover(.waitsAfterARestart)
      state.holder = nil
      state.isWaiting = true
      return context.set(.expires, after: .milliseconds(Int64(Self.term)))
    }
    if state.isWaiting || state.holder.map({ $0 != client }) == true {
      return context.send(.isTaken(number), to: client)
    }
    if state.holder == client { context.cover(.isRenewed) }
    state.holder = client
    context.set(.expires, after: .milliseconds(Int64(Self.term)))
    context.send(.granted(number), to: client)
  }

  /// Ends a lease at the server, asks again at a client, or ends the hold of a client that counts
  /// for itself.
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .expires:
      state.holder = nil
      state.isWaiting = false
    case .askAgain: ask(&state, in: &context)
    case .stop:
      state.isInTime = false
      state.isHolding = false
    }
  }

  /// Asks for the lease. A careful client counts its term from here: the server's term begins
  /// later, when the request arrives, and so ends later.
  private func ask(_ state: inout NodeState, in context: inout some Context<Self>) {
    if state.asks == Self.mostAsks { return context.cover(.asksNoMore) }
    state.asks += 1
    state.isInTime = true
    context.send(.ask(state.asks), to: .server)
    wait(for: .askAgain, 50, state, in: &context)
    if !countsFromArrival { countTerm(state, in: &context) }
  }

  /// Stops so early that a client with the slowest clock stops in time.
  private func countTerm(_ state: NodeState, in context: inout some Context<Self>) {
    wait(for: .stop, Self.term * Self.slowest / 100, state, in: &context)
  }

  /// Sets a timer of a client, by the client's own clock.
  private func wait(
    for timer: Timer, _ milliseconds: Int, _ state: NodeState,
    in context: inout some Context<Self>
  ) {
    let pace = state.clock == .slow ? Self.slowest : 100
    context.set(timer, after: .milliseconds(Int64(milliseconds * 100 / pace)))
  }

  /// The protocol and the properties that must hold, over a network where retries duplicate enough.
  static func test(
    countsFromArrival: Bool,
    over transport: Transport = .faulty(
      duplication: 0, delayedLatency: [.milliseconds(25), .milliseconds(70)])
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(countsFromArrival: countsFromArrival), over: transport)
      .never("two holders") { $0[.alice].isHolding && $0[.bob].isHolding }
      .atTheEnd("no lease is left") {
        $0[.server].holder == nil && !$0[.alice].isHolding && !$0[.bob].isHolding
      }
  }
}

extension WorkedProtocol {
  /// An exclusive lease with clocks of different speeds. The twin counts its term from the
  /// arrival of the grant, so a slow answer alone makes two holders.
  static let lease = WorkedProtocol(
    "lease with clock skew", mistake: "its holder counts the term from when the lease arrives",
    fewestFaults: 1, Lease.test(countsFromArrival: false),
    twin: Lease.test(countsFromArrival: true))
}
