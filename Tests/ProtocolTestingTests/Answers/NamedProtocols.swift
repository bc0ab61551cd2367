import ProtocolTesting

/// The same question three times in one handler, and three messages.
struct AskedTwice: NodeProtocol {
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case one }
  struct NodeState: Hashable {
    var failures: [Bool] = []
    var come = 0
  }

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    guard name == .client else { return }
    for _ in 0..<3 { state.failures.append(context.fails("does not write")) }
    for _ in 0..<3 { context.send(.one, to: .server) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    state.come += 1
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(AskedTwice())
      .never("only the second fails") { $0[.client].failures == [false, true, false] }
  }
  static var messages: ProtocolTest<Self> {
    ProtocolTest(AskedTwice()).atTheEnd("two come, or all or none") { $0[.server].come != 1 }
  }
}

/// A node that asks for odd things.
struct Odd: NodeProtocol {
  enum Wish { case itself, huge, long, negative, nothing, zero, grows, longest }
  enum Name: CaseIterable { case ann, bob }
  enum Message: Hashable { case hello }
  enum Timer: Hashable { case long }
  let wish: Wish

  func initialState(of name: Name) -> Int { 0 }
  func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
    guard name == .ann else { return }
    switch wish {
    case .itself: context.send(.hello, to: .ann)
    case .huge: context.set(.long, after: .seconds(10_000_000_000))
    case .long: context.set(.long, after: .seconds(9_000_000_000))
    case .negative: context.set(.long, after: .seconds(-1))
    case .nothing: state = context.choose("drift", among: [])
    case .zero: context.set(.long, after: .milliseconds(0))
    case .longest: context.set(.long, after: .longest)
    case .grows: context.send(.hello, to: .bob)
    }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout Int,
    in context: inout some Context<Self>
  ) {
    state += 1
    context.send(.hello, to: sender)
  }
  func timerFired(
    _ timer: Timer, at name: Name, state: inout Int, in context: inout some Context<Self>
  ) {
    if wish == .zero { return context.set(.long, after: .milliseconds(0)) }
    state += 1
    if state < 6 { context.set(.long, after: .longest) }
  }

  static func test(_ wish: Wish) -> ProtocolTest<Self> {
    var test = ProtocolTest(Odd(wish: wish)).never("a million") { $0[.ann] > 1_000_000 }
    test.limits.states = 1_000
    return test
  }
  static func end(_ wish: Wish) -> ProtocolTest<Self> {
    ProtocolTest(Odd(wish: wish)).atTheEnd("six") { $0[.ann] == 6 }
  }
}

/// A node that asks all others until it has heard each.
struct Forty: NodeProtocol {
  enum Message: Hashable { case ping, pong }
  enum Timer: Hashable { case again }
  let count: Int
  var names: [Int] { Array(0..<count) }

  func initialState(of name: Int) -> Set<Int> { [] }
  func started(_ name: Int, state: inout Set<Int>, in context: inout some Context<Self>) {
    if name == 0 { ask(state, in: &context) }
  }
  func received(
    _ message: Message, from sender: Int, at name: Int, state: inout Set<Int>,
    in context: inout some Context<Self>
  ) {
    if message == .ping { context.send(.pong, to: sender) } else { state.insert(sender) }
  }
  func timerFired(
    _ timer: Timer, at name: Int, state: inout Set<Int>, in context: inout some Context<Self>
  ) {
    if state.count < count - 1 { ask(state, in: &context) }
  }
  private func ask(_ heard: Set<Int>, in context: inout some Context<Self>) {
    for other in 1..<count where !heard.contains(other) { context.send(.ping, to: other) }
    context.set(.again, after: .milliseconds(100))
  }

  static func test(_ count: Int) -> ProtocolTest<Self> {
    ProtocolTest(Forty(count: count)).atTheEnd("all are heard") { $0[0].count == count - 1 }
  }
  static var broken: ProtocolTest<Self> {
    ProtocolTest(Forty(count: 40)).never("8 is heard before 7") {
      $0[0].contains(8) && !$0[0].contains(7)
    }
  }
}

/// Three tries; each request is lost with 0.1, and each answer with 0.2.
struct Known: NodeProtocol {
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case pay, paid }
  enum Timer: Hashable { case patience }
  struct NodeState: Hashable {
    var tries = 0
    var charges = 0
    var isPaid = false
  }

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .client { ask(&state, in: &context) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .pay:
      state.charges += 1
      context.send(.paid, to: .client)
    case .paid:
      state.isPaid = true
      context.cancel(.patience)
    }
  }
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    if state.tries < 3 { ask(&state, in: &context) }
  }
  private func ask(_ state: inout NodeState, in context: inout some Context<Self>) {
    state.tries += 1
    context.send(.pay, to: .server)
    context.set(.patience, after: .milliseconds(200))
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(Known()) { sender, _ in .lossy(loss: sender == .client ? 0.1 : 0.2) }
      .never("charged twice") { $0[.server].charges > 1 }
      .atTheEnd("paid is known") { $0[.client].isPaid }
  }
}

/// A message that carries a log which grows.
struct Growing: NodeProtocol {
  enum Name: CaseIterable { case a, b }
  typealias Message = [Int]
  let most: Int

  func initialState(of name: Name) -> Int { 0 }
  func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
    if name == .a { context.send([], to: .b) }
  }
  func received(
    _ log: [Int], from sender: Name, at name: Name, state: inout Int,
    in context: inout some Context<Self>
  ) {
    guard log.count < most else { return }
    state = log.count
    context.send(log + [log.count], to: sender)
  }

  static var test: ProtocolTest<Self> {
    ProtocolTest(Growing(most: 50)).never("long") { $0[.a] > 50 || $0[.b] > 50 }
  }
}

/// A server that charges and notes the key in one step, or in two with a crash between them.
struct Dual: NodeProtocol {
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case pay, paid }
  enum Timer: Hashable { case patience }
  struct NodeState: Hashable {
    var isKnown = false
    var charges = 0
    var isPaid = false
  }
  let isAtomic: Bool

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    guard name == .client else { return }
    context.send(.pay, to: .server)
    context.set(.patience, after: .milliseconds(100))
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .pay:
      if !state.isKnown {
        state.charges += 1
        if !isAtomic, context.fails("crashes between the charge and the key") { return }
        state.isKnown = true
      }
      context.send(.paid, to: sender)
    case .paid: state.isPaid = true
    }
  }
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    if !state.isPaid { started(name, state: &state, in: &context) }
  }

  static func test(isAtomic: Bool) -> ProtocolTest<Self> {
    ProtocolTest(Dual(isAtomic: isAtomic)).never("charged twice") { $0[.server].charges > 1 }
  }
}
