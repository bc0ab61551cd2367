import Simulation

/// What tells states apart, in a few words: an exploration hashes every state that it comes to, and the
/// hash of each member by itself would take a quarter of its time.
///
/// What most models leave as it is counts only where it is not. Equal states have equal hashes, whatever
/// is left out.
extension Scenario.State {
  public func hash(into hasher: inout Hasher) {
    client.hash(into: &hasher)
    server.hash(into: &hasher)
    hasher.combine(UInt64(copiesAtDecision) << 1 | (hasLearned ? 1 : 0))
    if !gateway.tasks.isEmpty { hasher.combine(gateway) }
  }
}

extension Client.State {
  public func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(attempt) << 32 | UInt64(awaited))
    hasher.combine(phase)
    hasher.combine(lastFailure)
    let rare = UInt64(crashedAttempt) << 32 | UInt64(attemptsBefore) | UInt64(submission) << 24
    if rare != 0 { hasher.combine(rare) }
    if previousWait != .zero { hasher.combine(previousWait) }
    if hedges > 0 { hasher.combine(UInt64(hedges) << 32 | UInt64(hedgesInRound)) }
    if let reservation { hasher.combine(reservation) }
    if shared.budget.tokens != .none { hasher.combine(shared.budget) }
    if shared.breaker.recent != 0 || shared.breaker.openings > 0 { hasher.combine(shared.breaker) }
  }
}

extension Server.State {
  public func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(requests) << 32 | UInt64(copies))
    hasher.combine(UInt64(writes) << 32 | UInt64(durableWrites))
    if let editedAfter { hasher.combine(UInt64(editedAfter) << 32 | UInt64(staleWrites)) }
    if settledWrites > 0 { hasher.combine(UInt64(settledWrites) << 32 | UInt64(settledCopies)) }
    if keysRecorded > 0 { hasher.combine(keysRecorded) }
    if let key { hasher.combine(key) }
    if let downtime { hasher.combine(downtime) }
    if !waiting.isEmpty { hasher.combine(waiting) }
    if !reservations.isEmpty { hasher.combine(reservations) }
    if !inService.isEmpty { hasher.combine(inService) }
    let flags: UInt8 =
      (keyIsHeld ? 1 : 0) | (hasAnsweredError ? 2 : 0) | (isPastDeadline ? 4 : 0)
    if flags != 0 { hasher.combine(flags) }
  }
}
