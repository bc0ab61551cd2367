import ProtocolTesting
import Simulation

/// A transaction that two workers commit or abort together, as their coordinator decides: it asks whether they
/// are prepared, and logs its decision before it tells anybody.
///
/// The coordinator may crash and come back with its log; what was decided nowhere is aborted. The workers do not
/// crash here: what they have promised would be in logs of their own. See Gray, *Notes on
/// Data Base Operating Systems* (1978), and Bernstein, Hadzilacos and Goodman, *Concurrency Control and
/// Recovery in Database Systems* (1987), chapter 7.
struct TwoPhaseCommit: Participants {
  enum Name: CaseIterable { case coordinator, one, two }
  enum Message: Hashable {
    case prepare
    case vote(isYes: Bool)
    case whatNow
    case decision(Decision)
  }
  enum Decision { case commit, abort }
  enum Timer: Hashable { case votesAreLate, restart, isLeftAlone }
  enum Branch: CaseIterable {
    case decidesToCommit, decidesToAbort, isDown, findsDecision, findsNoDecision
    case abortsBeforeItsVote, asksWhatNow
  }

  struct Coordinator: Hashable {
    var isUp = true
    /// Who has voted yes: gone after a crash.
    var yes: Set<Name> = []
    /// What outlives a crash.
    var log: Decision?
  }

  struct Worker: Hashable {
    /// Whether it has promised to do what is decided.
    var isPrepared = false
    var outcome: Decision?
  }

  enum Mistake {
    /// Who is prepared and hears nothing aborts on his own.
    case abortsAlone
    /// The coordinator logs its decision after it has told it.
    case logsLate
  }

  var mistake: Mistake?
  /// Whether the coordinator comes back from a crash.
  var comesBack = true
  var coordinator = Coordinator()
  var one = Worker()
  var two = Worker()

  mutating func start(_ name: Name, in world: inout some Context<Self>) {
    if name == .coordinator {
      world.send(.prepare, to: .one)
      world.send(.prepare, to: .two)
      world.set(.votesAreLate, after: .milliseconds(50))
    } else {
      world.set(.isLeftAlone, after: .milliseconds(100))
    }
  }

  mutating func receive(
    _ message: Message, from sender: Name, at name: Name, in world: inout some Context<Self>
  ) {
    switch message {
    case .prepare: vote(as: name, in: &world)
    case .vote, .whatNow:
      if !coordinator.isUp {
        world.covers(.isDown)
      } else if let decision = coordinator.log {
        world.send(.decision(decision), to: sender)
      } else if case .vote(let isYes) = message {
        count(isYes, of: sender, in: &world)
      }
    case .decision(let decision): finish(decision, as: name, in: &world)
    }
  }

  mutating func fires(_ timer: Timer, at name: Name, in world: inout some Context<Self>) {
    switch timer {
    case .votesAreLate: decide(.abort, in: &world)
    case .restart:
      coordinator.isUp = true
      if let decision = coordinator.log {
        world.covers(.findsDecision)
        tell(decision, in: &world)
      } else {
        world.covers(.findsNoDecision)
        decide(.abort, in: &world)
      }
    case .isLeftAlone:
      if !self[name].isPrepared {
        world.covers(.abortsBeforeItsVote)
        finish(.abort, as: name, in: &world)
      } else if mistake == .abortsAlone {
        finish(.abort, as: name, in: &world)
      } else {
        world.covers(.asksWhatNow)
        world.send(.whatNow, to: .coordinator)
        world.set(.isLeftAlone, after: .milliseconds(100))
      }
    }
  }

  var workers: [Worker] { [one, two] }

  subscript(name: Name) -> Worker {
    get { name == .one ? one : two }
    set { if name == .one { one = newValue } else { two = newValue } }
  }

  /// All or nothing.
  func atomicity(over transport: Transport = .lossy()) -> ProtocolTest<Self> {
    ProtocolTest(self, over: transport)
      .never("one commits and the other aborts") { now in
        let outcomes = now.workers.map(\.outcome)
        return outcomes.contains(.commit) && outcomes.contains(.abort)
      }
  }

  /// All that must hold.
  func test() -> ProtocolTest<Self> {
    atomicity()
      .always("who is prepared does only what the coordinator has logged") { now in
        now.workers.allSatisfy {
          !$0.isPrepared || $0.outcome == nil || $0.outcome == now.coordinator.log
        }
      }
      .eventually("everybody has done one or the other") { now in
        now.workers.allSatisfy { $0.outcome != nil }
      }
  }
}

extension WorkedProtocol {
  static let twoPhaseCommit = WorkedProtocol(
    "two-phase commit with a coordinator that crashes",
    mistake: "a worker that is prepared and hears nothing aborts on its own", fewestFaults: 1,
    TwoPhaseCommit().test(), twin: TwoPhaseCommit(mistake: .abortsAlone).test())
}
