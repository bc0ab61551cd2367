import ProtocolTesting

/// A producer that numbers its batches and has up to five of them under way, and a broker that appends only
/// the next number and remembers the last five: in the manner of Kafka's idempotent producer.
///
/// See Kafka's KIP-98, *Exactly Once Delivery and Transactional Messaging*, and KAFKA-5494, *Idempotent
/// producer should not require max.in.flight.requests.per.connection=1*, which gave the broker its window:
/// no more may be under way than it remembers.
struct SequencedProducer: NodeProtocol {
  /// One producer and one broker with one partition.
  enum Name: CaseIterable { case producer, broker }
  /// A batch with its number, and the two answers.
  enum Message: Hashable {
    /// A batch, sent for the first time or again.
    case batch(Int)
    /// The batch is in the log. It may have been there before.
    case appended(Int)
    /// The batch came before a batch that must be before it.
    case outOfOrder(Int)
  }
  /// The time at which the producer has its next batch, and the wait before unconfirmed batches
  /// are sent again.
  enum Timer: Hashable { case isReady, retry }
  /// The branches that a test must have reached to be worth something.
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

  /// The state of producer or broker. The log outlives everything.
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
  /// The largest number of unconfirmed batches. The broker must remember at least as many.
  let mostUnderWay: Int
  /// The number of batches that the producer has: by default one more than may be under way, so
  /// that the window must move.
  let batches: Int

  /// Kafka's numbers by default: five under way, five remembered.
  init(rules: Rules = Rules(), mostUnderWay: Int = 5, batches: Int = 6) {
    self.rules = rules
    self.mostUnderWay = mostUnderWay
    self.batches = batches
  }

  /// No batch is sent, and the log is empty.
  func initialState(of name: Name) -> NodeState { NodeState() }

  /// Prepares the first batch.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .producer { prepareNext(state, in: &context) }
  }

  /// Appends at the broker; confirms at the producer, which may then send another batch.
  ///
  /// A confirmed batch leaves the list of those to be sent again: its first copy was late, and
  /// not lost.
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

  /// Sends the next batch, or the oldest of those to be sent again; after the wait, marks all
  /// unconfirmed batches for sending again, in their order.
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
  /// Sequence numbers in the manner of Kafka's idempotent producer. The twin's broker takes a gap
  /// for progress, so one lost batch is never appended.
  static let sequencedProducer = WorkedProtocol(
    "sequence-numbered producer with five batches in flight",
    mistake: "the broker takes every number above its last one for new, and leaves gaps",
    fewestFaults: 1,
    SequencedProducer().test(),
    twin: SequencedProducer(rules: .init(acceptsGaps: true)).test())
}
