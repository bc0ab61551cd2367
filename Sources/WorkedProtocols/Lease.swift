import ProtocolTesting
import Simulation

/// An exclusive lease under clocks that run at different speeds (Gray, Cheriton, *Leases: An Efficient
/// Fault-Tolerant Mechanism for Distributed File Cache Consistency*, SOSP 1989).
///
/// The server counts the term from when it grants a lease. A holder cannot know that moment: so it counts from
/// when it asked, which was earlier, and stops before the term is over by what its clock may lose meanwhile. A
/// server that has forgotten its leases in a crash grants none for a whole term.
struct Lease: Participants {
  enum Name: CaseIterable { case server, alice, bob }
  enum Message: Hashable {
    /// Each with the number of the request, or an answer to an earlier one would be taken for that to a later.
    case ask(Int)
    case granted(Int)
    case isTaken(Int)
  }
  enum Timer: Hashable { case expires, askAgain, stop }
  enum Branch: CaseIterable {
    case isHeld, isTaken, isRenewed, comesTooLate, asksNoMore, waitsAfterARestart
  }
  enum Clock: Hashable { case right, slow }
  struct Client: Hashable {
    var clock = Clock.right
    var asks = 0
    /// Whether a lease that was asked for last would still be good.
    var isInTime = false
    var isHolding = false
  }

  static let term = 100
  /// A slow clock shows so many of a hundred milliseconds.
  static let slowest = 80
  static let mostAsks = 3

  /// The twin's mistake: it counts from when the lease arrives.
  var countsFromArrival = false
  /// Whose lease the server keeps; lost in a crash.
  var holder: Name?
  /// Whether the server waits until all that it granted and forgot is over.
  var isWaiting = false
  var alice = Client()
  var bob = Client()

  private subscript(name: Name) -> Client {
    get { name == .alice ? alice : bob }
    set { if name == .alice { alice = newValue } else { bob = newValue } }
  }

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    if name == .server { return }
    self[name].clock = world.chooses("a clock that goes", among: [.right, .slow])
    ask(name, in: &world)
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .ask(let number): answer(number, of: sender, in: &world)
    case .granted(self[name].asks):
      if countsFromArrival {
        countTerm(name, in: &world)
      } else if !self[name].isInTime {
        return world.covers(.comesTooLate)
      }
      world.covers(.isHeld)
      world.cancel(.askAgain)
      self[name].isHolding = true
    case .isTaken(self[name].asks): world.covers(.isTaken)
    case .granted, .isTaken: break
    }
  }

  private mutating func answer(
    _ number: Int, of client: Name, in world: inout some Context<Self>
  ) {
    if !isWaiting, world.fails("crashes, restarts and has forgotten its leases") {
      world.covers(.waitsAfterARestart)
      holder = nil
      isWaiting = true
      return world.set(.expires, after: .milliseconds(Int64(Self.term)))
    }
    if isWaiting || holder.map({ $0 != client }) == true {
      return world.send(.isTaken(number), to: client)
    }
    if holder == client { world.covers(.isRenewed) }
    holder = client
    world.set(.expires, after: .milliseconds(Int64(Self.term)))
    world.send(.granted(number), to: client)
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    switch timer {
    case .expires:
      holder = nil
      isWaiting = false
    case .askAgain: ask(name, in: &world)
    case .stop:
      self[name].isInTime = false
      self[name].isHolding = false
    }
  }

  private mutating func ask(_ name: Name, in world: inout some Context<Self>) {
    if self[name].asks == Self.mostAsks { return world.covers(.asksNoMore) }
    self[name].asks += 1
    self[name].isInTime = true
    world.send(.ask(self[name].asks), to: .server)
    wait(for: .askAgain, 50, name, in: &world)
    if !countsFromArrival { countTerm(name, in: &world) }
  }

  /// Stops so early that the slowest clock stops in time.
  private mutating func countTerm(_ name: Name, in world: inout some Context<Self>) {
    wait(for: .stop, Self.term * Self.slowest / 100, name, in: &world)
  }

  /// Sets a timer of a client, by the client's own clock.
  private mutating func wait(
    for timer: Timer, _ milliseconds: Int, _ name: Name, in world: inout some Context<Self>
  ) {
    let pace = self[name].clock == .slow ? Self.slowest : 100
    world.set(timer, after: .milliseconds(Int64(milliseconds * 100 / pace)))
  }

  /// The protocol and what must hold of it, over a network where what is sent again duplicates enough.
  static func test(
    countsFromArrival: Bool,
    over transport: Transport = .unruly(
      duplication: 0, heldUpFor: [.milliseconds(25), .milliseconds(70)])
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(countsFromArrival: countsFromArrival), over: transport)
      .never("two holders") { $0.alice.isHolding && $0.bob.isHolding }
      .atTheEnd("no lease is left") {
        $0.holder == nil && !$0.alice.isHolding && !$0.bob.isHolding
      }
  }
}

extension WorkedProtocol {
  static let lease = WorkedProtocol(
    "lease with clock skew", mistake: "its holder counts the term from when the lease arrives",
    fewestFaults: 1, Lease.test(countsFromArrival: false),
    twin: Lease.test(countsFromArrival: true))
}
