import ProtocolTesting
import Testing

/// A leader is elected in a ring (Chang, Roberts, *An Improved Algorithm for Decentralized Extrema-Finding in
/// Circular Configurations of Processes*, 1979). Over a network that loses messages it is not enough that only the
/// nodes that began send again.
struct Ring: NodeProtocol {
  enum Message: Hashable {
    case candidate(Int)
    case elected(Int)
  }
  enum Timer: Hashable { case patience }

  struct NodeState: Hashable {
    var takesPart = false
    var leader: Int?
    var isAllRound = false
  }

  let names = [1, 2, 3]
  var swallows = true

  func initialState(of name: Int) -> NodeState { NodeState() }

  func started(_ name: Int, state: inout NodeState, in context: inout some Context<Self>) {
    if name == 1 { send(.candidate(name), name, &state, in: &context) }
  }

  func received(
    _ message: Message, from sender: Int, at name: Int, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .candidate(name),
      .elected(name) where state.leader == nil:
      state.leader = name
      send(.elected(name), name, &state, in: &context)
    case .candidate(let other) where other > name || !swallows || !state.takesPart:
      state.takesPart = true
      context.send(.candidate(max(other, name)), to: name % 3 + 1)
    case .candidate: break  // Swallowed, as the paper has it.
    case .elected(name): state.isAllRound = true
    case .elected(let leader):
      state.leader = leader
      context.send(message, to: name % 3 + 1)
    }
  }

  func timerFired(
    _ timer: Timer, at name: Int, state: inout NodeState, in context: inout some Context<Self>
  ) {
    if state.isAllRound || state.leader ?? name != name { return }
    send(state.leader == nil ? .candidate(name) : .elected(name), name, &state, in: &context)
  }

  private func send(
    _ message: Message, _ name: Int, _ state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    state.takesPart = true
    context.send(message, to: name % 3 + 1)
    context.set(.patience, after: .milliseconds(100))
  }
}

@Suite struct RingTests {
  @Test(arguments: [true, false])
  func aSwallowedCandidateIsNeverSentAgain(swallows: Bool) throws {
    let test = ProtocolTest(Ring(swallows: swallows), over: .lossy())
      .never("two leaders") { Set($0.states.compactMap(\.leader)).count > 1 }
      .eventually("all know the leader") { $0.states.allSatisfy { $0.leader != nil } }
    if !swallows {
      _ = try test.check(.anyFaults)
      return
    }
    #expect(throws: Counterexample.self) { try test.check(.faults(1)) }
  }
}
