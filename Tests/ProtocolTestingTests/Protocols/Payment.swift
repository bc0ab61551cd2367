import ProtocolTesting

/// A payment that is requested once more when no receipt comes.
struct Payment: NodeProtocol {
  enum Name: CaseIterable { case customer, bank }
  enum Message: Hashable { case pay, paid }
  enum Timer: Hashable { case patience }
  enum Branch: CaseIterable { case keyIsKnown }

  struct NodeState: Hashable {
    var isConfirmed = false
    var charges = 0
  }

  /// Whether the bank knows a request that it has met before.
  var hasKey = false

  func initialState(of name: Name) -> NodeState { NodeState() }

  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    guard name == .customer else { return }
    context.send(.pay, to: .bank)
    context.set(.patience, after: .milliseconds(200))
  }

  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .pay:
      if hasKey, state.charges > 0 { context.cover(.keyIsKnown) } else { state.charges += 1 }
      context.send(.paid, to: .customer)
    case .paid: state.isConfirmed = true
    }
  }

  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    if !state.isConfirmed { context.send(.pay, to: .bank) }
  }
}
