import ProtocolTesting
import Simulation

/// Frames that carry one bit beside their item, and are sent again until an acknowledgement with the same
/// bit comes: over a line that loses and repeats, but keeps the order, every item is delivered once and in order.
///
/// See Bartlett, Scantlebury and Wilkinson, *A Note on Reliable Full-Duplex Transmission over Half-Duplex
/// Links* (Communications of the ACM 12:5, 1969, pp. 260–261).
struct AlternatingBit: Participants {
  enum Name: CaseIterable { case sender, receiver }
  enum Message: Hashable {
    case frame(bit: Bool, item: Int)
    case acknowledgement(bit: Bool)
  }
  enum Timer: Hashable { case resend }
  enum Branch: CaseIterable {
    case deliversNew, knowsFrame, sendsNext, ignoresAcknowledgement, sendsAgain
  }

  struct Sender: Hashable {
    /// The item that is being sent, counted from 0.
    var item = 0
    var bit = false
  }

  struct Receiver: Hashable {
    /// The bit of the next new frame.
    var expected = false
    var delivered: [Int] = []
  }

  /// The twin's mistake: an acknowledgement is one, whatever its bit.
  var takesAnyAcknowledgement = false
  var items = 3
  var sender = Sender()
  var receiver = Receiver()

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    if name == .sender { send(in: &world) }
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .frame(let bit, let item):
      if bit == receiver.expected {
        world.covers(.deliversNew)
        receiver.delivered.append(item)
        receiver.expected.toggle()
      } else {
        world.covers(.knowsFrame)
      }
      world.send(.acknowledgement(bit: bit), to: .sender)
    case .acknowledgement(let bit):
      guard self.sender.item < items, bit == self.sender.bit || takesAnyAcknowledgement else {
        world.covers(.ignoresAcknowledgement)
        return
      }
      world.covers(.sendsNext)
      self.sender.item += 1
      self.sender.bit.toggle()
      if self.sender.item < items { send(in: &world) } else { world.cancel(.resend) }
    }
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    world.covers(.sendsAgain)
    send(in: &world)
  }

  private func send(in world: inout some Context<Self>) {
    world.send(.frame(bit: sender.bit, item: sender.item), to: .receiver)
    // Nobody knows how long an answer takes: sometimes the patience is shorter.
    let patience = world.chooses("patience", among: [Delay.milliseconds(50), .milliseconds(15)])
    world.set(.resend, after: patience)
  }

  /// What must hold.
  func test(over transport: Transport = Self.line) -> ProtocolTest<Self> {
    ProtocolTest(self, over: transport)
      .always("what is delivered is the beginning of what is sent") {
        $0.receiver.delivered == Array(0..<$0.receiver.delivered.count)
      }
      .eventually("everything is delivered") { $0.receiver.delivered.count == $0.items }
      .eventually("the sender knows it") { $0.sender.item == $0.items }
  }

  /// It loses and repeats; with a constant latency nothing is overtaken.
  static var line: Transport {
    var line = Transport.lossy()
    line.duplication = line.link.loss
    return line
  }
}

extension WorkedProtocol {
  static let alternatingBit = WorkedProtocol(
    "alternating bit",
    mistake: "the sender takes any acknowledgement for that of its present frame", fewestFaults: 1,
    AlternatingBit().test(), twin: AlternatingBit(takesAnyAcknowledgement: true).test())
}
