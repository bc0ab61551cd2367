import ProtocolTesting

/// A question that is asked until it is answered, or a number of times.
struct Asking: NodeProtocol {
  enum Name: CaseIterable { case asker, answerer }
  enum Message: Hashable { case question, answer }
  enum Timer: Hashable { case patience }

  struct NodeState: Hashable {
    var asked = 0
    var isTired = false
    var isAnswered = false
  }

  /// The largest number of questions; `nil` for no limit.
  var most: Int?
  /// Whether the answerer is silent after the first question.
  var tires = false
  /// Whether the questions are counted even if there is no limit.
  var counts = false

  func initialState(of name: Name) -> NodeState { NodeState() }

  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .asker { ask(&state, in: &context) }
  }

  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .question:
      if !state.isTired { context.send(.answer, to: .asker) }
      state.isTired = tires
    case .answer:
      state.isAnswered = true
      context.cancel(.patience)
    }
  }

  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    ask(&state, in: &context)
  }

  private func ask(_ state: inout NodeState, in context: inout some Context<Self>) {
    if let most, state.asked == most { return }
    if most != nil || counts { state.asked += 1 }
    context.send(.question, to: .answerer)
    context.set(.patience, after: .milliseconds(30))
  }

  static func test(
    _ asking: Asking, over transport: Transport = .lossy(loss: 0.1)
  ) -> ProtocolTest<Asking> {
    ProtocolTest(asking, over: transport).eventually("it is answered") { $0[.asker].isAnswered }
  }
}
