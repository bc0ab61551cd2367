import ProtocolTesting

/// From one database to another without a transaction that spans both: an outbox on one side (Richardson,
/// *Microservices Patterns*, 2018, chapter 3, "Transactional outbox"), and on the other an inbox, which makes an
/// idempotent receiver (Hohpe, Woolf, *Enterprise Integration Patterns*, 2003, "Idempotent Receiver").
///
/// A shop writes an order of several items and, in the same transaction, a row of its outbox for each. Its
/// relay publishes each row until the broker acknowledges it, and then deletes it; after a crash between the
/// two it publishes the row once more. The broker delivers each message until the consumer acknowledges it,
/// which notes the message's number in the same transaction as the effect.
struct TransactionalOutbox: NodeProtocol {
  /// A shop with its outbox, a broker, and a consumer with its inbox.
  enum Name: CaseIterable { case shop, broker, consumer }
  /// The two hops, each with its acknowledgement. The number is the item's.
  enum Message: Hashable {
    /// A row of the outbox, from the shop to the broker.
    case publish(Int)
    /// The acknowledgement by which the shop may delete the row.
    case published(Int)
    /// A message of the queue, from the broker to the consumer.
    case deliver(Int)
    /// The acknowledgement by which the broker may delete the message.
    case delivered(Int)
  }
  /// The timers of shop and broker.
  enum Timer: Hashable {
    /// The shop's wait before it publishes the rest of its outbox again, 50 ms.
    case relay
    /// The broker's wait before it delivers a message again, 50 ms.
    case redeliver(Int)
    /// The end of the shop's crash, 30 ms after it.
    case restart
  }
  /// The branches that a test must have reached to be worth something.
  enum Branch: CaseIterable {
    case ordersNothing, publishesAfterACrash, queuesItTwice, meetsItAgain, deliversAfterACrash
  }

  /// The state of shop, broker or consumer. Each uses its own part.
  struct NodeState: Hashable {
    /// A Boolean value that indicates whether the shop's transaction is committed.
    var isOrdered = false
    /// The shop's items that are still to be published.
    var outbox: Set<Int> = []
    /// A Boolean value that indicates whether the shop has crashed and is not back yet.
    var isDown = false
    /// The items in the broker's queue. Two copies count as one: each is delivered until it is acknowledged.
    var queue: Set<Int> = []
    /// The messages in the consumer's database, and the number of their effects.
    var inbox: Set<Int> = []
    /// The number of effects of each item at the consumer; more than 1 is the duplicate that the
    /// inbox prevents.
    var effects = [0, 0]
  }

  /// The twin's mistake, a dual write: what is still to be published is kept in memory alone.
  var forgetsInACrash = false

  /// No order, an empty queue and an empty inbox.
  func initialState(of name: Name) -> NodeState { NodeState() }

  /// Writes the order and its outbox in one transaction, and publishes. A crash before the commit
  /// leaves neither, which is right: nothing was ordered.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    guard name == .shop else { return }
    if context.fails("crashes before its transaction ends") {
      return context.cover(.ordersNothing)
    }
    state.isOrdered = true
    state.outbox = Set(state.effects.indices)
    if context.fails("crashes between commit and publishing") {
      return crash(&state, in: &context)
    }
    relay(state, in: &context)
  }

  /// Handles a message at its participant.
  ///
  /// The shop deletes a row only after the broker has it. A crash between the two publishes the
  /// row twice, and the consumer's inbox makes that harmless.
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .publish(let item):
      if !state.queue.insert(item).inserted { context.cover(.queuesItTwice) }
      context.send(.published(item), to: .shop)
      deliver(item, in: &context)
    case .published(let item):
      if state.isDown || !state.outbox.contains(item) { return }
      if context.fails("crashes between publishing and marking it") {
        return crash(&state, in: &context)
      }
      state.outbox.remove(item)
      if state.outbox.isEmpty { context.cancel(.relay) }
    case .deliver(let item): consume(item, &state, in: &context)
    case .delivered(let item):
      state.queue.remove(item)
      context.cancel(.redeliver(item))
    }
  }

  /// Notes the message and has its effect in one transaction, and acknowledges. A known message
  /// is acknowledged as well, or it would be delivered for ever.
  private func consume(
    _ item: Int, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    if context.fails("crashes before its transaction ends") {
      return context.cover(.deliversAfterACrash)
    }
    if state.inbox.insert(item).inserted {
      state.effects[item] += 1
    } else {
      context.cover(.meetsItAgain)
    }
    if context.fails("crashes before it acknowledges") { return }
    context.send(.delivered(item), to: .broker)
  }

  /// Publishes the rest of the outbox, delivers a message again, or restarts the shop.
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .relay: relay(state, in: &context)
    case .redeliver(let item): deliver(item, in: &context)
    case .restart:
      state.isDown = false
      if !state.outbox.isEmpty { context.cover(.publishesAfterACrash) }
      relay(state, in: &context)
    }
  }

  /// Crashes the shop. Its database keeps the outbox; the twin kept it in memory and loses it.
  private func crash(_ state: inout NodeState, in context: inout some Context<Self>) {
    state.isDown = true
    if forgetsInACrash { state.outbox = [] }
    context.cancel(.relay)
    context.set(.restart, after: .milliseconds(30))
  }

  /// Publishes every row of the outbox and starts the timer. An empty outbox needs none.
  private func relay(_ state: NodeState, in context: inout some Context<Self>) {
    if state.outbox.isEmpty { return }
    for item in state.outbox.sorted() { context.send(.publish(item), to: .broker) }
    context.set(.relay, after: .milliseconds(50))
  }

  /// Delivers a message and starts its timer.
  private func deliver(_ item: Int, in context: inout some Context<Self>) {
    context.send(.deliver(item), to: .consumer)
    context.set(.redeliver(item), after: .milliseconds(50))
  }

  /// The protocol and the properties that must hold, over a network where retries duplicate enough.
  static func test(
    forgetsInACrash: Bool,
    over transport: Transport = .faulty(duplication: 0, delayedLatency: [.milliseconds(70)])
  ) -> ProtocolTest<Self> {
    ProtocolTest(Self(forgetsInACrash: forgetsInACrash), over: transport)
      .never("an effect twice, or without its order") { now in
        let isOrdered = now[.shop].isOrdered
        return now[.consumer].effects.contains { $0 > (isOrdered ? 1 : 0) }
      }
      // The shop orders when it starts, before anything else, so this is not satisfied too early. A property at
      // the end alone would not do: without acknowledgements there is no end.
      .eventually("what is ordered has its effect, and nothing waits any more") { now in
        let isOrdered = now[.shop].isOrdered
        return now[.shop].outbox.isEmpty && now[.broker].queue.isEmpty
          && now[.consumer].effects.allSatisfy { $0 == (isOrdered ? 1 : 0) }
      }
  }
}

extension WorkedProtocol {
  /// Outbox and inbox, exactly once over two databases. The twin publishes from memory after its
  /// commit, so one crash loses the order for the consumer.
  static let transactionalOutbox = WorkedProtocol(
    "transactional outbox and inbox",
    mistake: "a dual write: what is to be published is lost in a crash after the commit",
    fewestFaults: 1, TransactionalOutbox.test(forgetsInACrash: false),
    twin: TransactionalOutbox.test(forgetsInACrash: true))
}
