import ProtocolTesting

/// A boss greets the peers of a set, in its order: the first answer depends on the hash seed of the process.
struct SetOrder: NodeProtocol {
  enum Name: CaseIterable { case boss, a, b, c, d }
  enum Message: Hashable { case hello, answer }
  let peers: Set<Name> = [.a, .b, .c, .d]

  func initialState(of name: Name) -> Name? { nil }
  func started(_ name: Name, state: inout Name?, in context: inout some Context<Self>) {
    if name == .boss { for peer in peers { context.send(.hello, to: peer) } }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout Name?,
    in context: inout some Context<Self>
  ) {
    if message == .hello { context.send(.answer, to: .boss) } else { state = state ?? sender }
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(SetOrder(), over: .reliable()).never("d is first") { $0[.boss] == .d }
  }
}

/// Sets that are equal, and list their elements in another order since they were built in another order.
struct SetHistory: NodeProtocol {
  enum Name: CaseIterable { case client, server, witness }
  enum Message: Hashable {
    case close
    case add(Int)
    case first(Int)
  }
  struct NodeState: Hashable {
    var got: Set<Int> = []
    var said: Int?
  }

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    guard name == .client else { return }
    for number in 0..<6 { context.send(.add(number), to: .server) }
    context.send(.close, to: .server)
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .add(let number): state.got.insert(number)
    case .close: context.send(.first(state.got.first ?? -1), to: .witness)
    case .first(let number): state.said = number
    }
  }

  static var test: ProtocolTest<Self> {
    let transport = Transport.faulty(
      loss: 0, duplication: 0, delayedLatency: [.milliseconds(12)])
    return ProtocolTest(SetHistory(), over: transport)
      .never("the witness hears 3") { $0[.witness].said == 3 }
  }
}

/// Two requests that come at the same moment.
struct Tie: NodeProtocol {
  enum Name: CaseIterable { case ann, bob, lock }
  enum Message: Hashable { case acquire }

  func initialState(of name: Name) -> [Name] { [] }
  func started(_ name: Name, state: inout [Name], in context: inout some Context<Self>) {
    if name != .lock { context.send(.acquire, to: .lock) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout [Name],
    in context: inout some Context<Self>
  ) {
    state.append(sender)
  }

  static func test(_ transport: Transport) -> ProtocolTest<Self> {
    ProtocolTest(Tie(), over: transport).never("bob is first") { $0[.lock].first == .bob }
  }
}

/// A lock on three nodes, held while two of them grant it. A careless client counts the term from the second grant, and
/// not from its request: then it may hold the lock until the moment at which another one gets it.
struct Redlock: NodeProtocol {
  enum Name: CaseIterable { case alice, bob, one, two, three }
  enum Message: Hashable { case ask, granted }
  enum Timer: Hashable { case begin, stop, expires }
  struct NodeState: Hashable {
    var holder: Name?
    var grants = 0
    var isHolding = false
  }
  let isCareful: Bool
  private static let term = Delay.milliseconds(100)
  /// A network without faults, whose latencies vary.
  static let ranges = Transport.lossy(loss: 0, latency: .milliseconds(4) ... .milliseconds(6))

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .alice { ask(in: &context) }
    if name == .bob { context.set(.begin, after: .milliseconds(100)) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .ask where state.holder == nil:
      state.holder = sender
      context.set(.expires, after: Self.term)
      context.send(.granted, to: sender)
    case .ask: break
    case .granted:
      state.grants += 1
      guard state.grants == 2 else { return }
      state.isHolding = true
      if !isCareful { context.set(.stop, after: Self.term) }
    }
  }
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .begin: ask(in: &context)
    case .stop:
      // No grant of this request counts any more.
      state.grants = 3
      state.isHolding = false
    case .expires: state.holder = nil
    }
  }
  private func ask(in context: inout some Context<Self>) {
    for node in [Name.one, .two, .three] { context.send(.ask, to: node) }
    if isCareful { context.set(.stop, after: Self.term) }
  }

  static func test(
    isCareful: Bool, over transport: Transport = .reliable(latency: .milliseconds(5))
  )
    -> ProtocolTest<Self>
  {
    ProtocolTest(Redlock(isCareful: isCareful), over: transport)
      .never("two holders") { $0[.alice].isHolding && $0[.bob].isHolding }
  }
}
