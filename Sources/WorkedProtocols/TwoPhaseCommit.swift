import ProtocolTesting

/// A transaction that two workers commit or abort together, as their coordinator decides: it asks whether they
/// are prepared, and logs its decision before it sends it.
///
/// The coordinator may crash and come back with its log; what was decided nowhere is aborted. The workers do not
/// crash here: what they have promised would be in logs of their own. See Gray, *Notes on
/// Data Base Operating Systems* (1978), and Bernstein, Hadzilacos and Goodman, *Concurrency Control and
/// Recovery in Database Systems* (1987), chapter 7.
struct TwoPhaseCommit: NodeProtocol {
  /// One coordinator and two workers.
  enum Name: CaseIterable {
    case coordinator, one, two

    /// The participants that commit or abort.
    static let workers = [Name.one, .two]
  }
  /// The messages of both phases, and the question of a worker that was left alone.
  enum Message: Hashable {
    /// The first phase: the question whether a worker can commit.
    case prepare
    /// The answer to it. After a yes the worker may not decide for itself any more.
    case vote(isYes: Bool)
    /// The question of a worker that has voted yes and heard nothing since.
    case whatNow
    /// The second phase: the decision, from the coordinator's log.
    case decision(Decision)
  }
  /// The two outcomes of the transaction.
  enum Decision { case commit, abort }
  /// The coordinator's wait for votes, 50 ms; its time to come back, 200 ms; and a worker's wait
  /// for a decision, 100 ms.
  enum Timer: Hashable { case votesAreLate, restart, isLeftAlone }
  /// The branches that a test must have reached to be worth something.
  enum Branch: CaseIterable {
    case decidesToCommit, decidesToAbort, isDown, findsDecision, findsNoDecision
    case abortsBeforeItsVote, asksWhatNow
  }

  /// The state of the coordinator or of a worker. Of the coordinator's only the log is durable.
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

  /// The mistakes of the twins.
  enum Mistake {
    /// A worker that is prepared and hears nothing aborts on its own.
    case abortsAlone
    /// The coordinator logs its decision after it has told it.
    case logsLate
  }

  /// The twin's mistake; `nil` for the protocol as it should be.
  var mistake: Mistake?
  /// A Boolean value that indicates whether the coordinator comes back from a crash.
  var comesBack = true

  /// Nothing is asked, voted or decided.
  func initialState(of name: Name) -> NodeState { NodeState() }

  /// Asks for the votes, and starts the waits.
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name == .coordinator {
      context.send(.prepare, to: .one)
      context.send(.prepare, to: .two)
      context.set(.votesAreLate, after: .milliseconds(50))
    } else {
      context.set(.isLeftAlone, after: .milliseconds(100))
    }
  }

  /// Votes and finishes at a worker; counts votes and answers questions at the coordinator.
  ///
  /// A coordinator that has no decision in its log answers no question: the worker stays blocked,
  /// which is the price of two phases.
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

  /// Ends a wait. A worker that has not voted may abort by itself; one that has voted yes may
  /// only ask.
  ///
  /// A coordinator that finds no decision in its log aborts: since it logs before it tells, no
  /// worker can have heard of a commit ("presumed abort").
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
  /// Two-phase commit with a coordinator that crashes. The twin's worker ends its own uncertainty
  /// by an abort, while the other one commits.
  static let twoPhaseCommit = WorkedProtocol(
    "two-phase commit with a coordinator that crashes",
    mistake: "a worker that is prepared and hears nothing aborts on its own", fewestFaults: 1,
    TwoPhaseCommit().test(), twin: TwoPhaseCommit(mistake: .abortsAlone).test())
}

/// The handlers of a decision at a worker.
extension TwoPhaseCommit {
  /// Votes. A repeated question gets the vote that was given before.
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

  /// Ends the transaction at a worker. A second decision changes nothing.
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
  /// Counts a vote. The first no decides, and so does the last yes.
  func count(
    _ isYes: Bool, of name: Name, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    guard isYes else { return decide(.abort, &state, in: &context) }
    state.yes.insert(name)
    if state.yes == [.one, .two] { decide(.commit, &state, in: &context) }
  }

  /// Logs the decision and tells it. The order is the protocol: a decision that was told and not
  /// logged is forgotten in a crash, and decided otherwise afterwards.
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

  /// Tells both workers. A crash between the two messages leaves one of them to ask.
  func tell(
    _ decision: Decision, _ state: inout NodeState, in context: inout some Context<Self>
  ) {
    for name in [Name.one, .two] {
      if crashes("crashes before it tells the decision", &state, in: &context) { return }
      context.send(.decision(decision), to: name)
    }
  }

  /// Crashes the coordinator at this moment, if that is chosen: it forgets the votes and its
  /// timer, and may come back after 200 ms.
  ///
  /// - Returns: True if it has crashed, so that its handler must not go on.
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
