import ProtocolTesting

/// Two armies that win only together, and messengers who may be caught: the first general sends a plan,
/// and each general acknowledges every message, until a number of acknowledgements have been sent.
///
/// A general attacks after the number of messages that its rule demands. No rule makes them agree for certain:
/// see Akkoyunlu, Ekanadham and Huber, *Some Constraints and Tradeoffs in the Design of Network
/// Communications* (SOSP 1975, p. 73), where they are gangsters, and Gray, *Notes on Data Base Operating
/// Systems* (1978, p. 465), who named them generals.
struct TwoGenerals: NodeProtocol {
  /// The first general has the plan.
  enum Name: CaseIterable { case first, second }
  /// The plan, and acknowledgements of the last message each.
  enum Message: Hashable {
    /// The plan, which the first general sends once.
    case plan
    /// Of the plan (1), of its acknowledgement (2), and so on.
    case acknowledgement(Int)
  }
  /// The branches that a test must have reached to be worth something.
  enum Branch: CaseIterable { case attacks, acknowledges, saysNoMore }

  /// The state of one general.
  struct NodeState: Hashable {
    /// The number of messages that the general must have heard before the attack.
    let demand: Int
    /// The number of messages that the general has heard.
    var heard = 0
    /// A Boolean value that indicates whether the general attacks. The decision is final.
    var attacks = false
  }

  /// The number of acknowledgements after which the exchange ends, if nothing is lost.
  let acknowledgements: Int
  /// The number of messages after which each general attacks.
  private let demands: (first: Int, second: Int)

  /// - Parameters:
  ///   - acknowledgements: the number of acknowledgements; 0 or more.
  ///   - demands: the number of messages that each general must have heard; by default all that are sent.
  init(acknowledgements: Int, demands: (first: Int, second: Int)? = nil) {
    self.acknowledgements = acknowledgements
    self.demands = demands ?? ((acknowledgements + 1) / 2, acknowledgements / 2 + 1)
  }

  /// Each general knows its own demand and has heard nothing.
  func initialState(of name: Name) -> NodeState {
    NodeState(demand: name == .first ? demands.first : demands.second)
  }

  /// Sends the plan. A general whose demand is 0 attacks without hearing anything.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    state.attacks = state.demand == 0
    if name == .first { context.send(.plan, to: .second) }
  }

  /// Counts a message, decides, and acknowledges until the last acknowledgement.
  ///
  /// The sender of the last message never knows if it arrived. More messages move that doubt to
  /// the other side, and do not remove it.
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    state.heard += 1
    if state.heard == state.demand {
      context.cover(.attacks)
      state.attacks = true
    }
    let number = if case .acknowledgement(let number) = message { number + 1 } else { 1 }
    if number > acknowledgements {
      context.cover(.saysNoMore)
    } else {
      context.cover(.acknowledges)
      context.send(.acknowledgement(number), to: sender)
    }
  }

  /// The agreement that every rule fails to reach.
  func agreement(over transport: Transport = .lossy()) -> ProtocolTest<Self> {
    ProtocolTest(self, over: transport)
      .atTheEnd("both attack or none does") { $0[.first].attacks == $0[.second].attacks }
  }

  /// The properties that do hold if each general demands all messages, and at least one acknowledgement is sent.
  func knowledge() -> ProtocolTest<Self> {
    let told = acknowledgements % 2 == 0 ? Name.second : .first
    let teller = told == .first ? Name.second : .first
    return ProtocolTest(self, over: .lossy())
      .always("who attacks knows that the other has the plan") {
        !$0[.first].attacks || $0[.second].heard > 0
      }
      .atTheEnd("who is told the last message does not attack alone") {
        !$0[told].attacks || $0[teller].attacks
      }
  }
}

extension WorkedProtocol {
  /// Three acknowledgements: what each general then knows does hold. The twin claims that both
  /// attack or none does, and one caught messenger refutes it.
  static let twoGenerals = WorkedProtocol(
    "Two Generals with three acknowledgements",
    mistake: "it is said that, with enough acknowledgements, both attack or none does",
    fewestFaults: 1,
    TwoGenerals(acknowledgements: 3).knowledge(),
    twin: TwoGenerals(acknowledgements: 3).agreement())
}
