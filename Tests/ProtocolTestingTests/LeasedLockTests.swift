import ProtocolTesting
import Testing

/// Two workers, a lock with a lease, and a storage that both write to.
struct LeasedLock: Participants {
  enum Name: CaseIterable { case ann, bob, locks, storage }
  enum Message: Hashable {
    case acquire, denied, written, release
    case granted(Int)
    case write(Int)
  }
  enum Timer: Hashable { case work, retry, lease }
  enum Branch: CaseIterable { case staleTokenIsRefused }
  var isFenced: Bool
  var holder: Name?  // the lock service's, with the token
  var token = 0
  var held: [Name: Int] = [:]  // each worker's own
  var writes: [Int] = []  // the storage's: the tokens of the writes it took
  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    if name == .ann || name == .bob { world.send(.acquire, to: .locks) }
  }
  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .acquire where holder != nil: world.send(.denied, to: sender)
    case .acquire:
      (holder, token) = (sender, token + 1)
      world.set(.lease, after: .seconds(10))
      world.send(.granted(token), to: sender)
    case .granted(let token):
      held[name] = token
      world.set(.work, after: world.fails("pauses for a GC") ? .seconds(15) : .seconds(1))
    case .denied: world.set(.retry, after: .seconds(2))
    case .write(let token):
      if isFenced, token < writes.last ?? 0 { return world.covers(.staleTokenIsRefused) }
      writes.append(token)
      world.send(.written, to: sender)
    case .written: world.send(.release, to: .locks)
    case .release: if holder == sender { holder = nil }
    }
  }
  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    switch timer {
    case .work: world.send(.write(held[name]!), to: .storage)
    case .retry: world.send(.acquire, to: .locks)
    case .lease: holder = nil
    }
  }
}

@Test func aFenceIsNeeded() throws {
  let slow = Transport.unruly(duplication: 0, heldUpFor: [.milliseconds(25), .seconds(12)])
  func test(isFenced: Bool) -> ProtocolTest<LeasedLock> {
    ProtocolTest(LeasedLock(isFenced: isFenced), over: slow)
      .always("no write comes after a later holder's") { $0.writes == $0.writes.sorted() }
  }
  #expect(throws: Counterexample.self) { try test(isFenced: false).check(.faults(2)) }
  try test(isFenced: true).check(.faults(2))
}
