import ProtocolTesting
import Simulation

/// A question that is asked until it is answered, or so often.
struct Asking: Participants {
  enum Name: CaseIterable { case asker, answerer }
  enum Message: Hashable { case question, answer }
  enum Timer: Hashable { case patience }

  /// How often it is asked at the most; `nil` for ever again.
  var most: Int?
  /// Whether the answerer is tired after the first question, and says nothing any more.
  var tires = false
  /// Whether the questions are counted even if they are asked for ever again.
  var counts = false
  var asked = 0
  var isTired = false
  var isAnswered = false

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    if name == .asker { ask(in: &world) }
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .question:
      if !isTired { world.send(.answer, to: .asker) }
      isTired = tires
    case .answer:
      isAnswered = true
      world.cancel(.patience)
    }
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    ask(in: &world)
  }

  private mutating func ask(in world: inout some Context<Self>) {
    if let most, asked == most { return }
    if most != nil || counts { asked += 1 }
    world.send(.question, to: .answerer)
    world.set(.patience, after: .milliseconds(30))
  }

  static func test(
    _ asking: Asking, over transport: Transport = .lossy(loss: 0.1)
  ) -> ProtocolTest<Asking> {
    ProtocolTest(asking, over: transport).eventually("it is answered") { $0.isAnswered }
  }
}
