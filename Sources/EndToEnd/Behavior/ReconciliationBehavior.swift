import Simulation

/// What the job does that compares both sides.
extension Scenario {
  /// The client has decided: the next pass comes within one interval.
  func planReconciliation(
    _ reconciliation: Reconciliation, _ state: State, in world: inout some World<Event>
  ) {
    let site = ChoicePoint(.firstPass, ofPass: 1, submission: state.client.submission)
    let delay = world.delay(.uniform(from: .zero, to: reconciliation.every), at: site)
    world.schedule(.reconciles(pass: 1), after: delay)
  }

  func reconcile(pass: UInt32, _ state: inout State, in world: inout some World<Event>) {
    guard let reconciliation else { return }
    if pass < reconciliation.passes {
      world.schedule(.reconciles(pass: pass + 1), after: reconciliation.every)
    }
    let facts = state.facts
    let isPhantom = reconciliation.repairsPhantoms && OutcomeClass.phantom.contains(facts)
    let isLost =
      reconciliation.repairsLost && OutcomeClass.lost.contains(facts)
      && state.server.editedAfter == nil
    let isDuplicate = reconciliation.repairsDuplicates && OutcomeClass.duplicate.contains(facts)
    guard isPhantom || isLost || isDuplicate else { return }
    let overlooks = reconciliation.sees.complement
    let site = ChoicePoint(.isOverlooked, ofPass: pass, submission: state.client.submission)
    if world.happens(overlooks, at: site) { return }
    if isPhantom { state.hasLearned = true }
    if isLost { storeAgain(&state, in: &world) }
    if isDuplicate { voidSurplus(&state) }
  }

  private func storeAgain(_ state: inout State, in world: inout some World<Event>) {
    state.server.writes += 1
    if let number = state.client.reservation, number > 0 {
      state.server.reservations[Int(number) - 1].isLost = false
      state.server.reservations[Int(number) - 1].confirmation = state.server.writes
      settle(&state)
      return
    }
    if key != nil {
      recordKey(&state, in: &world)
      saveAnswer(.success, &state)
    }
    state.server.settledCopies = 1
    settle(&state)
  }

  private func voidSurplus(_ state: inout State) {
    state.server.settledCopies = 1
    settle(&state)
    // Of the copies that the client left, no more than this one are there to compare with.
    state.copiesAtDecision = min(state.copiesAtDecision, 1)
  }

  /// From now on no failover takes away what is written so far.
  private func settle(_ state: inout State) {
    state.server.settledWrites = state.server.writes
    state.server.durableWrites = 0
    countCopies(&state)
  }
}

extension Scenario.State {
  /// The facts that the reconciler compares.
  fileprivate var facts: OutcomeFacts {
    OutcomeFacts(
      isAcknowledged: hasLearned || client.phase == .decided(.acknowledged), copies: server.copies)
  }
}
