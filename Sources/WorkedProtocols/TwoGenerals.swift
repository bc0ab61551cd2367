import ProtocolTesting
import Simulation

/// Two armies that win only together, and messengers who may be caught: the first general sends a plan,
/// and each acknowledges what comes, until so many acknowledgements have been sent.
///
/// A general attacks as soon as he has heard as much as his rule demands. No rule makes them agree for certain:
/// see Akkoyunlu, Ekanadham and Huber, *Some Constraints and Tradeoffs in the Design of Network
/// Communications* (SOSP 1975, p. 73), where they are gangsters, and Gray, *Notes on Data Base Operating
/// Systems* (1978, p. 465), who named them generals.
struct TwoGenerals: Participants {
  enum Name: CaseIterable { case first, second }
  enum Message: Hashable {
    case plan
    /// Of the plan (1), of its acknowledgement (2), and so on.
    case acknowledgement(Int)
  }
  enum Branch: CaseIterable { case attacks, acknowledges, saysNoMore }

  /// What one of them knows.
  struct General: Hashable {
    /// How many messages he must have heard before he attacks.
    let demand: Int
    var heard = 0
    var attacks = false
  }

  let acknowledgements: Int
  var first: General
  var second: General

  /// - Parameters:
  ///   - acknowledgements: how many there are; 0 or more.
  ///   - demands: how many messages each must have heard; by default all that he is sent.
  init(acknowledgements: Int, demands: (first: Int, second: Int)? = nil) {
    self.acknowledgements = acknowledgements
    first = General(demand: demands?.first ?? (acknowledgements + 1) / 2)
    second = General(demand: demands?.second ?? acknowledgements / 2 + 1)
  }

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    self[name].attacks = self[name].demand == 0
    if name == .first { world.send(.plan, to: .second) }
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    self[name].heard += 1
    if self[name].heard == self[name].demand {
      world.covers(.attacks)
      self[name].attacks = true
    }
    let number = if case .acknowledgement(let number) = message { number + 1 } else { 1 }
    if number > acknowledgements {
      world.covers(.saysNoMore)
    } else {
      world.covers(.acknowledges)
      world.send(.acknowledgement(number), to: sender)
    }
  }

  private subscript(name: Name) -> General {
    get { name == .first ? first : second }
    set { if name == .first { first = newValue } else { second = newValue } }
  }

  /// What everybody would like to hold, and does not.
  func agreement(over transport: Transport = .lossy()) -> ProtocolTest<Self> {
    ProtocolTest(self, over: transport)
      .atTheEnd("both attack or none does") { $0.first.attacks == $0.second.attacks }
  }

  /// What does hold if each demands all that he is sent, and at least one acknowledgement is.
  func knowledge() -> ProtocolTest<Self> {
    let hearsLast = acknowledgements % 2 == 0 ? Name.second : .first
    return ProtocolTest(self, over: .lossy())
      .always("who attacks knows that the other has the plan") {
        !$0.first.attacks || $0.second.heard > 0
      }
      .atTheEnd("who is told the last message does not attack alone") { end in
        let (told, teller) =
          hearsLast == .first ? (end.first, end.second) : (end.second, end.first)
        return !told.attacks || teller.attacks
      }
  }
}

extension WorkedProtocol {
  static let twoGenerals = WorkedProtocol(
    "Two Generals with three acknowledgements",
    mistake: "it is said that, with enough acknowledgements, both attack or none does",
    fewestFaults: 1,
    TwoGenerals(acknowledgements: 3).knowledge(),
    twin: TwoGenerals(acknowledgements: 3).agreement())
}
