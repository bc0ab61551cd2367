import ProtocolTesting

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
