import ProtocolTesting

/// At-least-once delivery to a receiver that knows what it has met: each message is sent until it is
/// acknowledged, and has an effect once.
struct DeduplicatingReceiver: NodeProtocol {
  /// One sender and one receiver.
  enum Name: CaseIterable { case sender, receiver }
  /// An item with its number, by which the receiver knows it, and the acknowledgement of that
  /// number.
  enum Message: Hashable {
    case item(Int)
    case acknowledgement(Int)
  }
  /// The wait before an item is sent once more; one timer for each item.
  enum Timer: Hashable { case resend(Int) }
  /// The branches that a test must have reached to be worth something: a repeated item, and an
  /// item that the sender gives up.
  enum Branch: CaseIterable { case meetsItAgain, givesUp }

  /// The state of either side. What the receiver knows is durable, and so are its effects.
  struct NodeState: Hashable {
    /// The number of times that the sender has sent each item.
    var sends = [0, 0]
    /// The items that the sender has seen acknowledged, by number.
    var isAcknowledged = [false, false]
    /// The items that the receiver knows.
    var known: Set<Int> = []
    /// The number of effects of each item at the receiver.
    var effects = [0, 0]
  }

  /// The twin's mistake: it notes a message before its effect, and a crash comes between the two.
  var notesFirst = false
  /// The largest number of times that an item is sent.
  var mostSends = 3

  /// Nothing is sent, and nothing is known.
  func initialState(of name: Name) -> NodeState { NodeState() }

  /// Sends all items at once: they do not wait for each other.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    guard name == .sender else { return }
    for item in state.sends.indices { send(item, &state, in: &context) }
  }

  /// Handles an item in one transaction, and acknowledges it in any case.
  ///
  /// The acknowledgement of a known item is needed as much as that of a new one: the first may
  /// have been lost.
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .item(let item):
      if state.known.contains(item) {
        context.cover(.meetsItAgain)
      } else if notesFirst {
        state.known.insert(item)
        if context.fails("crashes between note and effect") { return }
        state.effects[item] += 1
      } else {
        // One transaction.
        if context.fails("crashes before the transaction ends") { return }
        state.known.insert(item)
        state.effects[item] += 1
      }
      context.send(.acknowledgement(item), to: .sender)
    case .acknowledgement(let item):
      state.isAcknowledged[item] = true
      context.cancel(.resend(item))
    }
  }

  /// Sends an item once more, or gives it up after the largest number of times.
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    guard case .resend(let item) = timer else { return }
    if state.sends[item] < mostSends {
      send(item, &state, in: &context)
    } else {
      context.cover(.givesUp)
    }
  }

  /// Sends an item and starts its timer, 50 ms.
  private func send(
    _ item: Int, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    state.sends[item] += 1
    context.send(.item(item), to: .receiver)
    context.set(.resend(item), after: .milliseconds(50))
  }

  /// The protocol and the properties that must hold.
  static func test(notesFirst: Bool) -> ProtocolTest<Self> {
    ProtocolTest(Self(notesFirst: notesFirst), over: .faulty())
      .never("an effect twice") { $0[.receiver].effects.contains { $0 > 1 } }
      .atTheEnd("what is acknowledged has had its effect") { end in
        let effects = end[.receiver].effects
        return effects.indices.allSatisfy { !end[.sender].isAcknowledged[$0] || effects[$0] == 1 }
      }
  }
}

extension WorkedProtocol {
  /// At-least-once delivery made exactly-once by a receiver that remembers. The twin notes the
  /// message in a transaction of its own, so a crash between the two loses the effect for ever.
  static let deduplicatingReceiver = WorkedProtocol(
    "at-least-once with a deduplicating receiver",
    mistake: "it notes a message as known before its effect is durable", fewestFaults: 1,
    DeduplicatingReceiver.test(notesFirst: false),
    twin: DeduplicatingReceiver.test(notesFirst: true))
}
