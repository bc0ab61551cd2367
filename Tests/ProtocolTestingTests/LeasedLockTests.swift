import ProtocolTesting
import Testing

/// Two workers, a lock with a lease, and a storage that both write to.
struct LeasedLock: NodeProtocol {
  enum Name: CaseIterable { case ann, bob, locks, storage }
  enum Message: Hashable {
    case acquire, denied, written, release
    case granted(Int)
    case write(Int)
  }
  enum Timer: Hashable { case work, retry, lease }
  enum Branch: CaseIterable { case staleTokenIsRefused }
  struct NodeState: Hashable {
    var holder: Name?  // the lock service's, with the last token
    var token = 0
    var held = 0  // a worker's token
    var writes: [Int] = []  // the storage's: the tokens of the writes that it took
  }
  var isFenced: Bool
  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .ann || name == .bob { context.send(.acquire, to: .locks) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .acquire where state.holder != nil: context.send(.denied, to: sender)
    case .acquire:
      (state.holder, state.token) = (sender, state.token + 1)
      context.set(.lease, after: .seconds(10))
      context.send(.granted(state.token), to: sender)
    case .granted(let token):
      state.held = token
      context.set(.work, after: context.fails("pauses for a GC") ? .seconds(15) : .seconds(1))
    case .denied: context.set(.retry, after: .seconds(2))
    case .write(let token):
      if isFenced, token < state.writes.last ?? 0 { return context.cover(.staleTokenIsRefused) }
      state.writes.append(token)
      context.send(.written, to: sender)
    case .written: context.send(.release, to: .locks)
    case .release: if state.holder == sender { state.holder = nil }
    }
  }
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .work: context.send(.write(state.held), to: .storage)
    case .retry: context.send(.acquire, to: .locks)
    case .lease: state.holder = nil
    }
  }
}

@Test func aFenceIsNeeded() throws {
  let slow = Transport.faulty(duplication: 0, delayedLatency: [.milliseconds(25), .seconds(12)])
  func test(isFenced: Bool) -> ProtocolTest<LeasedLock> {
    ProtocolTest(LeasedLock(isFenced: isFenced), over: slow)
      .always("no write comes after a later holder's") {
        $0[.storage].writes == $0[.storage].writes.sorted()
      }
  }
  #expect(throws: Counterexample.self) { try test(isFenced: false).check(.faults(2)) }
  try test(isFenced: true).check(.faults(2))
}
