import ProtocolTesting

/// Frames that carry one bit beside their item, and are sent again until an acknowledgement with the same
/// bit comes: over a line that loses and repeats, but keeps the order, every item is delivered once and in order.
///
/// See Bartlett, Scantlebury and Wilkinson, *A Note on Reliable Full-Duplex Transmission over Half-Duplex
/// Links* (Communications of the ACM 12:5, 1969, pp. 260–261).
struct AlternatingBit: NodeProtocol {
  /// The two ends of the line. Only the sender has items.
  enum Name: CaseIterable { case sender, receiver }
  /// A frame with its bit and its item, and the answer to it, which repeats the bit and nothing
  /// else.
  enum Message: Hashable {
    case frame(bit: Bool, item: Int)
    case acknowledgement(bit: Bool)
  }
  /// The end of the sender's patience with its present frame.
  enum Timer: Hashable { case resend }
  /// The branches that a test must have reached to be worth something: a run that never meets a
  /// repeated frame says nothing about the bit.
  enum Branch: CaseIterable {
    case deliversNew, knowsFrame, sendsNext, ignoresAcknowledgement, sendsAgain
  }

  /// The state of either end. The sender uses the first two properties, the receiver the other
  /// two.
  struct NodeState: Hashable {
    /// The sender's item that is being sent, counted from 0.
    var item = 0
    /// The bit of the sender's frame.
    var bit = false
    /// The bit of the next new frame at the receiver.
    var expected = false
    /// The items that the receiver has delivered.
    var delivered: [Int] = []
  }

  /// The twin's mistake: the sender takes an acknowledgement with any bit.
  var takesAnyAcknowledgement = false
  /// The number of items to send. Three make the bit return to its first value, which is the case
  /// that a protocol with one bit must survive.
  var items = 3

  /// Both ends begin with bit 0 and expect bit 0.
  func initialState(of name: Name) -> NodeState { NodeState() }

  /// Sends the first frame. The receiver only ever answers.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .sender { send(state, in: &context) }
  }

  /// Delivers a frame whose bit is expected, acknowledges any frame with its own bit, and sends
  /// the next item on an acknowledgement with the present bit.
  ///
  /// A frame that is known is acknowledged as well: its first acknowledgement may have been lost,
  /// and without another the sender would never go on.
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .frame(let bit, let item):
      if bit == state.expected {
        context.cover(.deliversNew)
        state.delivered.append(item)
        state.expected.toggle()
      } else {
        context.cover(.knowsFrame)
      }
      context.send(.acknowledgement(bit: bit), to: .sender)
    case .acknowledgement(let bit):
      guard state.item < items, bit == state.bit || takesAnyAcknowledgement else {
        context.cover(.ignoresAcknowledgement)
        return
      }
      context.cover(.sendsNext)
      state.item += 1
      state.bit.toggle()
      if state.item < items { send(state, in: &context) } else { context.cancel(.resend) }
    }
  }

  /// Sends the present frame once more.
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    context.cover(.sendsAgain)
    send(state, in: &context)
  }

  /// Sends the present frame and starts its timer.
  ///
  /// The timer is one of two: 50 ms, longer than a round trip, or 15 ms, shorter. The short one
  /// makes the sender repeat a frame that has arrived, so that two acknowledgements with one bit
  /// are under way.
  private func send(_ state: NodeState, in context: inout some Context<Self>) {
    context.send(.frame(bit: state.bit, item: state.item), to: .receiver)
    // The sender does not know how long an answer takes: sometimes its timer is shorter.
    let patience = context.choose("patience", among: [Delay.milliseconds(50), .milliseconds(15)])
    context.set(.resend, after: patience)
  }

  /// The protocol and the properties that must hold.
  func test(over transport: Transport = Self.line) -> ProtocolTest<Self> {
    ProtocolTest(self, over: transport)
      .always("what is delivered is the beginning of what is sent") {
        $0[.receiver].delivered == Array(0..<$0[.receiver].delivered.count)
      }
      .eventually("everything is delivered") { $0[.receiver].delivered.count == items }
      .eventually("the sender knows it") { $0[.sender].item == items }
  }

  /// A line that loses and repeats frames. With a constant latency nothing is overtaken.
  static var line: Transport {
    var line = Transport.lossy()
    line.duplication = line.link.loss
    return line
  }
}

extension WorkedProtocol {
  /// The alternating bit over a line that loses and repeats but keeps the order. The twin goes on
  /// at any acknowledgement, so one repeated frame makes it skip an item.
  static let alternatingBit = WorkedProtocol(
    "alternating bit",
    mistake: "the sender takes any acknowledgement for that of its present frame", fewestFaults: 1,
    AlternatingBit().test(), twin: AlternatingBit(takesAnyAcknowledgement: true).test())
}
