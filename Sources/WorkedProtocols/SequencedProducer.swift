import ProtocolTesting
import Simulation

/// A producer that numbers its batches and has up to five of them under way, and a broker that appends only
/// the next number and remembers the last five: in the manner of Kafka's idempotent producer.
///
/// See Kafka's KIP-98, *Exactly Once Delivery and Transactional Messaging*, and KAFKA-5494, *Idempotent
/// producer should not require max.in.flight.requests.per.connection=1*, which gave the broker its window:
/// no more may be under way than it remembers.
struct SequencedProducer: Participants {
  enum Name: CaseIterable { case producer, broker }
  enum Message: Hashable {
    case batch(Int)
    case appended(Int)
    /// It came before those that must be before it.
    case outOfOrder(Int)
  }
  enum Timer: Hashable { case isReady, retry }
  enum Branch: CaseIterable {
    case appends, isDuplicate, isOutOfOrder, waitsForOldest, retries
  }

  /// The broker's rules, of which the twins change one each.
  struct Rules: Hashable {
    /// How many numbers it remembers.
    var remembered = 5
    /// Whether it takes whatever is above its last number for new.
    var acceptsGaps = false
  }

  struct Producer: Hashable {
    /// The batches that were sent and not yet confirmed, in their order.
    var underWay: [Int] = []
    /// Those of them that are about to be sent again.
    var again: [Int] = []
    var next = 0
  }

  let rules: Rules
  let mostUnderWay: Int
  let batches: Int
  var producer = Producer()
  var log: [Int] = []

  init(rules: Rules = Rules(), mostUnderWay: Int = 5, batches: Int = 6) {
    self.rules = rules
    self.mostUnderWay = mostUnderWay
    self.batches = batches
  }

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    if name == .producer { prepareNext(in: &world) }
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .batch(let number): world.send(append(number, in: &world), to: .producer)
    case .appended(let number):
      producer.underWay.removeAll { $0 == number }
      producer.again.removeAll { $0 == number }
      if producer.underWay.isEmpty { world.cancel(.retry) }
      prepareNext(in: &world)
    // It is sent again in its time.
    case .outOfOrder: break
    }
  }

  /// What the broker does with a batch, and answers.
  private mutating func append(
    _ number: Int, in world: inout some Context<Self>
  ) -> Message {
    let last = log.last ?? -1
    if number == last + 1 || rules.acceptsGaps && number > last {
      world.covers(.appends)
      log.append(number)
      return .appended(number)
    }
    if log.suffix(rules.remembered).contains(number) || rules.acceptsGaps {
      world.covers(.isDuplicate)
      return .appended(number)
    }
    world.covers(.isOutOfOrder)
    return .outOfOrder(number)
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    switch timer {
    case .isReady:
      if producer.again.isEmpty {
        let oldest = producer.underWay.first ?? producer.next
        guard producer.next < oldest + mostUnderWay else {
          world.covers(.waitsForOldest)
          return
        }
        producer.underWay.append(producer.next)
        world.send(.batch(producer.next), to: .broker)
        producer.next += 1
      } else {
        world.send(.batch(producer.again.removeFirst()), to: .broker)
      }
      world.set(.retry, after: .milliseconds(50))
      prepareNext(in: &world)
    case .retry:
      world.covers(.retries)
      producer.again = producer.underWay
      prepareNext(in: &world)
    }
  }

  /// Batches leave one after the other.
  private func prepareNext(in world: inout some Context<Self>) {
    if !producer.again.isEmpty || producer.next < batches {
      world.set(.isReady, after: .milliseconds(1))
    }
  }

  /// What must hold.
  func test() -> ProtocolTest<Self> {
    // A batch that is held up comes behind the others, and behind its own repetition. An answer is lost or not.
    let unruly = Transport.unruly(heldUpFor: [.milliseconds(65)])
    return ProtocolTest(self) { sender, _ in sender == .producer ? unruly : .lossy() }
      .always("the log is the beginning of what is sent, without gap or repetition") {
        $0.log == Array(0..<$0.log.count)
      }
      .eventually("everything is confirmed") {
        $0.producer.next == $0.batches && $0.producer.underWay.isEmpty
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
