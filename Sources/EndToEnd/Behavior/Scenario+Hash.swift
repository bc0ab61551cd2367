import Simulation

/// What tells states apart, in a few words: an exploration hashes every state that it comes to, and the
/// hash of each member by itself would take a quarter of its time.
///
/// What most models leave as it is counts only where it is not. Equal states have equal hashes, whatever
/// is left out.
extension Scenario.State {
  public func hash(into hasher: inout Hasher) { hasher.combine(word) }

  /// A word whose upper bits depend on all that tells states apart.
  var word: UInt64 {
    // Odd constants that have little to do with each other.
    let own = UInt64(copiesAtDecision) << 1 | (hasLearned ? 1 : 0)
    var word = client.word ^ server.word &* 0xc2b2_ae3d_27d4_eb4f ^ own &* 0x1656_67b1_9e37_79f9
    if client.hasRest || server.hasRest || !gateway.tasks.isEmpty {
      var hasher = Hasher()
      client.hashRest(into: &hasher)
      server.hashRest(into: &hasher)
      if !gateway.tasks.isEmpty { hasher.combine(gateway) }
      word ^= UInt64(bitPattern: Int64(hasher.finalize()))
    }
    // The finalizer of MurmurHash3 (Austin Appleby), its first half.
    word = (word ^ word >> 33) &* 0xff51_afd7_ed55_8ccd
    return word ^ word >> 29
  }
}

extension Scenario {
  public static func quickHash(of state: State) -> UInt32 {
    UInt32(truncatingIfNeeded: state.word >> 32)
  }
}

extension Client.State {
  /// What differs in most states.
  fileprivate var word: UInt64 {
    (UInt64(attempt) << 32 | UInt64(awaited)) &* 0x9e37_79b9_7f4a_7c15
      ^ (phase.number << 12 | lastFailure.number) &* 0x85eb_ca77_c2b2_ae63
  }

  private var rare: UInt64 {
    UInt64(crashedAttempt) << 32 | UInt64(attemptsBefore) | UInt64(submission) << 24
  }

  /// Whether there is anything that most models leave as it is.
  fileprivate var hasRest: Bool {
    rare != 0 || previousWait != .zero || hedges > 0 || reservation != nil
      || shared.budget.tokens != .none || shared.breaker.recent != 0
      || shared.breaker.openings > 0
  }

  fileprivate func hashRest(into hasher: inout Hasher) {
    if rare != 0 { hasher.combine(rare) }
    if previousWait != .zero { hasher.combine(previousWait) }
    if hedges > 0 { hasher.combine(UInt64(hedges) << 32 | UInt64(hedgesInRound)) }
    if let reservation { hasher.combine(reservation) }
    if shared.budget.tokens != .none { hasher.combine(shared.budget) }
    if shared.breaker.recent != 0 || shared.breaker.openings > 0 { hasher.combine(shared.breaker) }
  }
}

extension Server.State {
  /// What differs in most states.
  fileprivate var word: UInt64 {
    (UInt64(requests) << 32 | UInt64(copies)) &* 0x9e37_79b9_7f4a_7c15
      ^ (UInt64(writes) << 32 | UInt64(durableWrites) << 3 | UInt64(flags)) &* 0x27d4_eb2f_1656_67c5
  }

  /// Whether there is anything that most models leave as it is.
  fileprivate var hasRest: Bool {
    editedAfter != nil || settledWrites > 0 || keysRecorded > 0 || key != nil || downtime != nil
      || !waiting.isEmpty || !reservations.isEmpty || !inService.isEmpty
  }

  private var flags: UInt8 {
    (keyIsHeld ? 1 : 0) | (hasAnsweredError ? 2 : 0) | (isPastDeadline ? 4 : 0)
  }

  fileprivate func hashRest(into hasher: inout Hasher) {
    if let editedAfter { hasher.combine(UInt64(editedAfter) << 32 | UInt64(staleWrites)) }
    if settledWrites > 0 { hasher.combine(UInt64(settledWrites) << 32 | UInt64(settledCopies)) }
    if keysRecorded > 0 { hasher.combine(keysRecorded) }
    if let key { hasher.combine(key) }
    if let downtime { hasher.combine(downtime) }
    if !waiting.isEmpty { hasher.combine(waiting) }
    if !reservations.isEmpty { hasher.combine(reservations) }
    if !inService.isEmpty { hasher.combine(inService) }
  }
}

extension Client.Phase {
  fileprivate var number: UInt64 {
    switch self {
    case .awaitingResponse: 0
    case .backingOff: 1
    case .readingBack: 2
    case .crashed: 3
    case .decided(let belief): 4 + UInt64(belief.rawValue)
    }
  }
}

extension Failure {
  fileprivate var number: UInt64 {
    switch self {
    case .timeout: 0
    case .notConnected: 1
    case .reset: 2
    case .error(let status): UInt64(truncatingIfNeeded: status.code)
    }
  }
}
