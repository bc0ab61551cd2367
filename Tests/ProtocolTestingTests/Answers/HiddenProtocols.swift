import ProtocolTesting
import Synchronization

/// A server that counts behind a reference, which all states share.
struct Reference: NodeProtocol {
  final class Box: Hashable, Sendable {
    private let value = Mutex(0)
    static func == (one: Box, other: Box) -> Bool { one === other }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    func count() -> Int {
      value.withLock {
        $0 += 1
        return $0
      }
    }
  }
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case add }
  struct NodeState: Hashable {
    let box: Box
    var count = 0
  }
  let box = Box()

  func initialState(of name: Name) -> NodeState { NodeState(box: box) }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .client { context.send(.add, to: .server) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    state.count = state.box.count()
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(Reference()).never("added a thousand times") { $0[.server].count > 1_000 }
  }
}

/// A handler that asks the system for a random number.
struct Randomness: NodeProtocol {
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case add }

  func initialState(of name: Name) -> Int { 0 }
  func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
    if name == .client { context.send(.add, to: .server) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout Int,
    in context: inout some Context<Self>
  ) {
    state += Bool.random() ? 2 : 1
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(Randomness()).never("charged three times") { $0[.server] > 2 }
  }
}

/// Messages counted in a global variable.
struct Global: NodeProtocol {
  static let counter = Mutex(0)
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case add, added }
  enum Timer: Hashable { case patience }
  struct NodeState: Hashable {
    var isDone = false
    var charges = 0
  }

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    guard name == .client else { return }
    context.send(.add, to: .server)
    context.set(.patience, after: .milliseconds(100))
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .add:
      let count = Self.counter.withLock {
        $0 += 1
        return $0
      }
      if count % 2 == 1 { state.charges += 1 }
      context.send(.added, to: sender)
    case .added: state.isDone = true
    }
  }
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    if !state.isDone { started(name, state: &state, in: &context) }
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(Global()).never("charged twice") { $0[.server].charges > 1 }
  }
}

/// An `==` that leaves out a field, which matters only after a rare pattern of faults.
struct Unequal: NodeProtocol {
  enum Name: CaseIterable { case client, server }
  typealias Message = Int
  struct NodeState: Hashable {
    var misses = 0
    var last = -1
    static func == (one: Self, other: Self) -> Bool { one.last == other.last }
    func hash(into hasher: inout Hasher) { hasher.combine(last) }
  }

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    guard name == .client else { return }
    for number in 0..<30 { context.send(number, to: .server) }
  }
  func received(
    _ message: Int, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    if message % 3 == 0 { state.misses = message != state.last + 1 ? state.misses + 1 : 0 }
    state.last = message
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(Unequal()).never("three misses in a row") { $0[.server].misses >= 3 }
  }
}

/// A server that writes what only the client may know. It writes its own copy: it cannot reach the client's state.
struct Telepathy: NodeProtocol {
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case pay }
  struct NodeState: Hashable {
    var clientKnows = false
    var charges = 0
  }

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .client { context.send(.pay, to: .server) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    state.charges += 1
    state.clientKnows = true
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(Telepathy()).always("the client knows of its charge") {
      ($0[.server].charges > 0) == $0[.client].clientKnows
    }
  }
}
