import ProtocolTesting

/// A transaction that two workers commit or abort together, as their coordinator decides: it asks whether they
/// are prepared, and logs its decision before it sends it.
///
/// The coordinator may crash and come back with its log; what was decided nowhere is aborted. The workers do not
/// crash here: what they have promised would be in logs of their own. See Gray, *Notes on
/// Data Base Operating Systems* (1978), and Bernstein, Hadzilacos and Goodman, *Concurrency Control and
/// Recovery in Database Systems* (1987), chapter 7.
struct TwoPhaseCommit: NodeProtocol {
  enum Name: CaseIterable {
    case coordinator, one, two

    static let workers = [Name.one, .two]
  }
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

  struct NodeState: Hashable {
    /// A Boolean value that indicates whether the coordinator is up.
    var isUp = true
    /// The workers that have voted yes, as the coordinator knows until a crash.
    var yes: Set<Name> = []
    /// The coordinator's log, which outlives a crash.
    var log: Decision?
    /// A Boolean value that indicates whether a worker has promised to do what is decided.
    var isPrepared = false
    /// The outcome at a worker.
    var outcome: Decision?
  }

  enum Mistake {
    /// A worker that is prepared and hears nothing aborts on its own.
    case abortsAlone
    /// The coordinator logs its decision after it has told it.
    case logsLate
  }

  var mistake: Mistake?
  /// A Boolean value that indicates whether the coordinator comes back from a crash.
  var comesBack = true

  func initialState(of name: Name) -> NodeState { NodeState() }

  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .coordinator {
      context.send(.prepare, to: .one)
      context.send(.prepare, to: .two)
      context.set(.votesAreLate, after: .milliseconds(50))
    } else {
      context.set(.isLeftAlone, after: .milliseconds(100))
    }
  }

  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .prepare: vote(&state, in: &context)
    case .vote, .whatNow:
      if !state.isUp {
        context.cover(.isDown)
      } else if let decision = state.log {
        context.send(.decision(decision), to: sender)
      } else if case .vote(let isYes) = message {
        count(isYes, of: sender, &state, in: &context)
      }
    case .decision(let decision): finish(decision, &state, in: &context)
    }
  }

  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .votesAreLate: decide(.abort, &state, in: &context)
    case .restart:
      state.isUp = true
      if let decision = state.log {
        context.cover(.findsDecision)
        tell(decision, &state, in: &context)
      } else {
        context.cover(.findsNoDecision)
        decide(.abort, &state, in: &context)
      }
    case .isLeftAlone:
      if !state.isPrepared {
        context.cover(.abortsBeforeItsVote)
        finish(.abort, &state, in: &context)
      } else if mistake == .abortsAlone {
        finish(.abort, &state, in: &context)
      } else {
        context.cover(.asksWhatNow)
        context.send(.whatNow, to: .coordinator)
        context.set(.isLeftAlone, after: .milliseconds(100))
      }
    }
  }

  /// All or nothing.
  func atomicity(over transport: Transport = .lossy()) -> ProtocolTest<Self> {
    ProtocolTest(self, over: transport)
      .never("one commits and the other aborts") { now in
        let outcomes = Name.workers.map { now[$0].outcome }
        return outcomes.contains(.commit) && outcomes.contains(.abort)
      }
  }

  /// The protocol and the properties that must hold.
  func test() -> ProtocolTest<Self> {
    atomicity()
      .always("who is prepared does only what the coordinator has logged") { now in
        let log = now[.coordinator].log
        return Name.workers.allSatisfy {
          let worker = now[$0]
          return !worker.isPrepared || worker.outcome == nil || worker.outcome == log
        }
      }
      .eventually("every participant has committed or aborted") { now in
        Name.workers.allSatisfy { now[$0].outcome != nil }
      }
  }
}

extension WorkedProtocol {
  static let twoPhaseCommit = WorkedProtocol(
    "two-phase commit with a coordinator that crashes",
    mistake: "a worker that is prepared and hears nothing aborts on its own", fewestFaults: 1,
    TwoPhaseCommit().test(), twin: TwoPhaseCommit(mistake: .abortsAlone).test())
}

/// The handlers of a decision at a worker.
extension TwoPhaseCommit {
  func vote(_ state: inout NodeState, in context: inout some Context<Self>) {
    if state.outcome == nil {
      if context.fails("cannot prepare") {
        finish(.abort, &state, in: &context)
      } else {
        state.isPrepared = true
      }
    }
    context.send(.vote(isYes: state.isPrepared), to: .coordinator)
  }

  func finish(
    _ decision: Decision, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    context.cancel(.isLeftAlone)
    // An outcome is final.
    if state.outcome == nil { state.outcome = decision }
  }
}

/// The coordinator's way to its decision, with the moments at which it may crash.
extension TwoPhaseCommit {
  func count(
    _ isYes: Bool, of name: Name, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    guard isYes else { return decide(.abort, &state, in: &context) }
    state.yes.insert(name)
    if state.yes == [.one, .two] { decide(.commit, &state, in: &context) }
  }

  func decide(
    _ decision: Decision, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    context.cover(decision == .commit ? .decidesToCommit : .decidesToAbort)
    context.cancel(.votesAreLate)
    if mistake == .logsLate { tell(decision, &state, in: &context) }
    if !state.isUp || crashes("crashes before it logs a decision", &state, in: &context) { return }
    state.log = decision
    if mistake != .logsLate { tell(decision, &state, in: &context) }
  }

  func tell(
    _ decision: Decision, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    for name in [Name.one, .two] {
      if crashes("crashes before it tells the decision", &state, in: &context) { return }
      context.send(.decision(decision), to: name)
    }
  }

  private func crashes(
    _ when: StaticString, _ state: inout NodeState, in context: inout some Context<Self>
  ) -> Bool {
    guard context.fails(when) else { return false }
    state.isUp = false
    state.yes = []
    context.cancel(.votesAreLate)
    if comesBack { context.set(.restart, after: .milliseconds(200)) }
    return true
  }
}
