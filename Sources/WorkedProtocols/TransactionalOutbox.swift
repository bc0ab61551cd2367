import ProtocolTesting
import Simulation

/// From one database to another without a transaction that spans both: an outbox on one side (Richardson,
/// *Microservices Patterns*, 2018, chapter 3, "Transactional outbox"), and on the other an inbox, which makes an
/// idempotent receiver (Hohpe, Woolf, *Enterprise Integration Patterns*, 2003, "Idempotent Receiver").
///
/// A shop writes an order of several items and, in the same transaction, a row of its outbox for each. Its
/// relay publishes each row until the broker acknowledges it, and then deletes it; after a crash between the
/// two it publishes the row once more. The broker delivers each message until the consumer acknowledges it,
/// which notes the message's number in the same transaction as the effect.
struct TransactionalOutbox: Participants {
  enum Name: CaseIterable { case shop, broker, consumer }
  enum Message: Hashable {
    case publish(Int)
    case published(Int)
    case deliver(Int)
    case delivered(Int)
  }
  enum Timer: Hashable {
    case relay
    case redeliver(Int)
    case restart
  }
  enum Branch: CaseIterable {
    case ordersNothing, publishesAfterACrash, queuesItTwice, meetsItAgain, deliversAfterACrash
  }

  /// The twin's mistake, a dual write: what is still to be published is kept in memory alone.
  var forgetsInACrash = false
  var isOrdered = false
  /// The items that are still to be published.
  var outbox: Set<Int> = []
  var isDown = false
  /// What the broker has. Two copies count as one while they wait: each is delivered until it is acknowledged.
  var queue: Set<Int> = []
  /// The consumer's database: the messages that it has met, and what they did.
  var inbox: Set<Int> = []
  var effects = [0, 0]

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    guard name == .shop else { return }
    if world.fails("crashes before its transaction ends") {
      return world.covers(.ordersNothing)
    }
    isOrdered = true
    outbox = Set(effects.indices)
    if world.fails("crashes between commit and publishing") { return crash(in: &world) }
    relay(in: &world)
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .publish(let item):
      if !queue.insert(item).inserted { world.covers(.queuesItTwice) }
      world.send(.published(item), to: .shop)
      deliver(item, in: &world)
    case .published(let item):
      if isDown || !outbox.contains(item) { return }
      if world.fails("crashes between publishing and marking it") { return crash(in: &world) }
      outbox.remove(item)
      if outbox.isEmpty { world.cancel(.relay) }
    case .deliver(let item): consume(item, in: &world)
    case .delivered(let item):
      queue.remove(item)
      world.cancel(.redeliver(item))
    }
  }

  private mutating func consume(_ item: Int, in world: inout some Context<Self>) {
    if world.fails("crashes before its transaction ends") {
      return world.covers(.deliversAfterACrash)
    }
    if inbox.insert(item).inserted { effects[item] += 1 } else { world.covers(.meetsItAgain) }
    if world.fails("crashes before it acknowledges") { return }
    world.send(.delivered(item), to: .broker)
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    switch timer {
    case .relay: relay(in: &world)
    case .redeliver(let item): deliver(item, in: &world)
    case .restart:
      isDown = false
      if !outbox.isEmpty { world.covers(.publishesAfterACrash) }
      relay(in: &world)
    }
  }

  private mutating func crash(in world: inout some Context<Self>) {
    isDown = true
    if forgetsInACrash { outbox = [] }
    world.cancel(.relay)
    world.set(.restart, after: .milliseconds(30))
  }

  private mutating func relay(in world: inout some Context<Self>) {
    if outbox.isEmpty { return }
    for item in outbox.sorted() { world.send(.publish(item), to: .broker) }
    world.set(.relay, after: .milliseconds(50))
  }

  private mutating func deliver(_ item: Int, in world: inout some Context<Self>) {
    world.send(.deliver(item), to: .consumer)
    world.set(.redeliver(item), after: .milliseconds(50))
  }

  /// The protocol and what must hold of it, over a network where what is sent again duplicates enough.
  static func test(
    forgetsInACrash: Bool,
    over transport: Transport = .unruly(duplication: 0, heldUpFor: [.milliseconds(70)])
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(forgetsInACrash: forgetsInACrash), over: transport)
      .never("an effect twice, or without its order") { now in
        now.effects.contains { $0 > (now.isOrdered ? 1 : 0) }
      }
      // The shop orders when it starts, before anything else: this is not true too early. Nor would it do to
      // ask at the end alone: without acknowledgements there is none.
      .eventually("what is ordered has its effect, and nothing waits any more") { now in
        now.outbox.isEmpty && now.queue.isEmpty
          && now.effects.allSatisfy { $0 == (now.isOrdered ? 1 : 0) }
      }
  }
}

extension WorkedProtocol {
  static let transactionalOutbox = WorkedProtocol(
    "transactional outbox and inbox",
    mistake: "a dual write: what is to be published is lost in a crash after the commit",
    fewestFaults: 1, TransactionalOutbox.test(forgetsInACrash: false),
    twin: TransactionalOutbox.test(forgetsInACrash: true))
}
