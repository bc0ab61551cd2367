import ProtocolTesting

/// A question that is asked until it is answered, by a server that may get stuck. Some executions end, others do not.
struct SomeEnd: NodeProtocol {
  enum Name: CaseIterable { case client, server }
  enum Message: Hashable { case ask, answer }
  enum Timer: Hashable { case again }

  struct NodeState: Hashable {
    var isStuck = false
    var isDone = false
  }

  func initialState(of name: Name) -> NodeState { NodeState() }

  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .client { ask(in: &context) }
  }

  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .ask:
      if state.isStuck || context.fails("gets stuck") {
        state.isStuck = true
        return
      }
      context.send(.answer, to: sender)
    case .answer: state.isDone = true
    }
  }

  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    if !state.isDone { ask(in: &context) }
  }

  private func ask(in context: inout some Context<Self>) {
    context.send(.ask, to: .server)
    context.set(.again, after: .milliseconds(100))
  }

  /// One question gets stuck with 0.01, is lost with 0.01 or its answer is, and is asked again. P(stuck before the
  /// question is answered) = s / (1 − r), where s = 0.99 · 0.01, and r is the chance that nothing is decided.
  static let stuckProbability: Double = {
    let (arrives, stuck) = (0.99, 0.01)
    let answered = arrives * (1 - stuck) * 0.99
    let isStuck = arrives * stuck
    return isStuck / (isStuck + answered)
  }()
}

/// Two nodes that send a message to and fro for ever.
struct PingPong: NodeProtocol {
  enum Name: CaseIterable { case one, other }
  enum Message: Hashable { case ping }

  func initialState(of name: Name) -> Int { 0 }

  func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
    if name == .one { context.send(.ping, to: .other) }
  }

  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout Int,
    in context: inout some Context<Self>
  ) {
    context.send(.ping, to: sender)
  }
}
