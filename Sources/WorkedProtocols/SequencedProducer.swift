import ProtocolTesting

/// A producer that numbers its batches and has up to five of them under way, and a broker that appends only
/// the next number and remembers the last five: in the manner of Kafka's idempotent producer.
///
/// See Kafka's KIP-98, *Exactly Once Delivery and Transactional Messaging*, and KAFKA-5494, *Idempotent
/// producer should not require max.in.flight.requests.per.connection=1*, which gave the broker its window:
/// no more may be under way than it remembers.
struct SequencedProducer: NodeProtocol {
  enum Name: CaseIterable { case producer, broker }
  enum Message: Hashable {
    case batch(Int)
    case appended(Int)
    /// The batch came before a batch that must be before it.
    case outOfOrder(Int)
  }
  enum Timer: Hashable { case isReady, retry }
  enum Branch: CaseIterable {
    case appends, isDuplicate, isOutOfOrder, waitsForOldest, retries
  }

  /// The broker's rules, of which the twins change one each.
  struct Rules: Hashable {
    /// The count of numbers that it remembers.
    var remembered = 5
    /// A Boolean value that indicates whether it takes every number above its last one for new.
    var acceptsGaps = false
  }

  struct NodeState: Hashable {
    /// The producer's batches that were sent and not yet confirmed, in their order.
    var underWay: [Int] = []
    /// Those of them that are about to be sent again.
    var again: [Int] = []
    /// The producer's next batch.
    var next = 0
    /// The batches that the broker has appended.
    var log: [Int] = []
  }

  let rules: Rules
  let mostUnderWay: Int
  let batches: Int

  init(rules: Rules = Rules(), mostUnderWay: Int = 5, batches: Int = 6) {
    self.rules = rules
    self.mostUnderWay = mostUnderWay
    self.batches = batches
  }

  func initialState(of name: Name) -> NodeState { NodeState() }

  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .producer { prepareNext(state, in: &context) }
  }

  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .batch(let number): context.send(append(number, &state, in: &context), to: .producer)
    case .appended(let number):
      state.underWay.removeAll { $0 == number }
      state.again.removeAll { $0 == number }
      if state.underWay.isEmpty { context.cancel(.retry) }
      prepareNext(state, in: &context)
    // It is sent again when the timer fires.
    case .outOfOrder: break
    }
  }

  /// Handles a batch at the broker, and returns the answer.
  private func append(
    _ number: Int, _ state: inout NodeState, in context: inout some Context<Self>
  ) -> Message {
    let last = state.log.last ?? -1
    if number == last + 1 || rules.acceptsGaps && number > last {
      context.cover(.appends)
      state.log.append(number)
      return .appended(number)
    }
    if state.log.suffix(rules.remembered).contains(number) || rules.acceptsGaps {
      context.cover(.isDuplicate)
      return .appended(number)
    }
    context.cover(.isOutOfOrder)
    return .outOfOrder(number)
  }

  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .isReady:
      if state.again.isEmpty {
        let oldest = state.underWay.first ?? state.next
        guard state.next < oldest + mostUnderWay else {
          context.cover(.waitsForOldest)
          return
        }
        state.underWay.append(state.next)
        context.send(.batch(state.next), to: .broker)
        state.next += 1
      } else {
        context.send(.batch(state.again.removeFirst()), to: .broker)
      }
      context.set(.retry, after: .milliseconds(50))
      prepareNext(state, in: &context)
    case .retry:
      context.cover(.retries)
      state.again = state.underWay
      prepareNext(state, in: &context)
    }
  }

  /// Batches leave one after the other.
  private func prepareNext(_ state: NodeState, in context: inout some Context<Self>) {
    if !state.again.isEmpty || state.next < batches {
      context.set(.isReady, after: .milliseconds(1))
    }
  }

  /// The protocol and the properties that must hold.
  func test() -> ProtocolTest<Self> {
    // A delayed batch comes behind the others, and behind its own repetition. An answer is lost or not.
    let faulty = Transport.faulty(delayedLatency: [.milliseconds(65)])
    return ProtocolTest(self) { sender, _ in sender == .producer ? faulty : .lossy() }
      .always("the log is the beginning of what is sent, without gap or repetition") {
        $0[.broker].log == Array(0..<$0[.broker].log.count)
      }
      .eventually("everything is confirmed") { now in
        now[.producer].next == batches && now[.producer].underWay.isEmpty
      }
  }
}

extension WorkedProtocol {
  static let sequencedProducer = WorkedProtocol(
    "sequence-numbered producer with five batches in flight",
    mistake: "the broker takes every number above its last one for new, and leaves gaps",
    fewestFaults: 1,
    SequencedProducer().test(),
    twin: SequencedProducer(rules: .init(acceptsGaps: true)).test())
}
