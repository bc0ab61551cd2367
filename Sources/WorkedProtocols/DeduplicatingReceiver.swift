import ProtocolTesting
import Simulation

/// At-least-once delivery to a receiver that knows what it has met: each message is sent until it is
/// acknowledged, and has an effect once.
struct DeduplicatingReceiver: Participants {
  enum Name: CaseIterable { case sender, receiver }
  enum Message: Hashable {
    case item(Int)
    case acknowledgement(Int)
  }
  enum Timer: Hashable { case resend(Int) }
  enum Branch: CaseIterable { case meetsItAgain, givesUp }

  /// The twin's mistake: it notes a message before its effect, and a crash parts the two.
  var notesFirst = false
  /// How often each item is sent at the most.
  var mostSends = 3
  var sends = [0, 0]
  var isAcknowledged = [false, false]
  var known: Set<Int> = []
  var effects = [0, 0]

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    guard name == .sender else { return }
    for item in effects.indices { send(item, in: &world) }
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .item(let item):
      if known.contains(item) {
        world.covers(.meetsItAgain)
      } else if notesFirst {
        known.insert(item)
        if world.fails("crashes between note and effect") { return }
        effects[item] += 1
      } else {
        // One transaction.
        if world.fails("crashes before the transaction ends") { return }
        known.insert(item)
        effects[item] += 1
      }
      world.send(.acknowledgement(item), to: .sender)
    case .acknowledgement(let item):
      isAcknowledged[item] = true
      world.cancel(.resend(item))
    }
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    guard case .resend(let item) = timer else { return }
    if sends[item] < mostSends { send(item, in: &world) } else { world.covers(.givesUp) }
  }

  private mutating func send(_ item: Int, in world: inout some Context<Self>) {
    sends[item] += 1
    world.send(.item(item), to: .receiver)
    world.set(.resend(item), after: .milliseconds(50))
  }

  /// The protocol and what must hold of it.
  static func test(notesFirst: Bool) -> ProtocolTest<Self> {
    ProtocolTest(Self(notesFirst: notesFirst), over: .unruly())
      .never("an effect twice") { $0.effects.contains { $0 > 1 } }
      .atTheEnd("what is acknowledged has had its effect") { end in
        end.effects.indices.allSatisfy { !end.isAcknowledged[$0] || end.effects[$0] == 1 }
      }
  }
}

extension WorkedProtocol {
  static let deduplicatingReceiver = WorkedProtocol(
    "at-least-once with a deduplicating receiver",
    mistake: "it notes a message as known before its effect is durable", fewestFaults: 1,
    DeduplicatingReceiver.test(notesFirst: false),
    twin: DeduplicatingReceiver.test(notesFirst: true))
}
