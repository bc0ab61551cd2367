import Simulation

/// The pending events that change nothing any more.
extension Scenario {
  /// Returns true if the event changes nothing in the state.
  public func isInert(_ event: Event, in state: State) -> Bool {
    switch event {
    case .attemptTimesOut(let attempt):
      // Once an attempt is not awaited, it never is again.
      return !state.client.awaits(attempt)
    case .readTimesOut(let attempt), .hedgeIsDue(let attempt), .backoffEnds(let attempt):
      return state.client.hasDecided || attempt <= state.client.attempt
    case .clientRestarts(let attempt):
      return state.client.hasDecided || attempt < state.client.attempt
    case .deadlinePasses:
      return state.client.hasDecided && !client.propagatesDeadline
    case .responseReachesClient(let response):
      return client.ignores(response, state.client)
    case .gatewayTimesOut(let request), .gatewayBackoffEnds(let request):
      return self[gateway: request.level].ignoresTimer(of: request, state.gateway)
    case .responseReachesGateway(let response):
      return self[gateway: response.request.level].hasAnswered(response.request, state.gateway)
    case .breakerForgets(let opening, _):
      // What was on record when the circuit breaker opened is forgotten already.
      return state.client.shared.breaker.openings != opening
    case .keyExpires(let record):
      return record != state.server.keysRecorded || state.server.key == nil
    case .leaseIsRenewed(let record): return server.ignoresRenewal(record, state.server)
    case .leaseEnds(let record, let renewal):
      return server.ignoresLeaseEnd(record, renewal: renewal, state.server)
    case .requestReachesGateway, .requestReachesServer, .serviceEnds, .writeIsLost, .editIsStored,
      .tokenArrives, .tokensAreForgotten, .breakerHalfOpens, .requestWantsWorker,
      .cancellationReachesServer, .reservationExpires, .reconciles, .serverRestarts, .outageEnds,
      .slowPeriodEnds, .waitForKeyEnds, .endsUnanswered:
      return false
    }
  }
}

/// The chances that are faults.
extension Scenario {
  /// Returns true if the choice at a point can go wrong.
  public func isFault(_ point: ChoicePoint) -> Bool { point.scenarioDecision.isFault }
}

extension Intention {
  /// Returns true if the choice counts as a fault.
  public func isFault(_ point: ChoicePoint) -> Bool { scenario.isFault(point) }
}

/// The hash of a state, in a few words: an exploration hashes every state that it comes to, and the hash
/// of each member by itself would take a quarter of its time.
///
/// A member that most models leave as it is counts only where it is not. Equal states have equal hashes,
/// also if members are left out.
extension Scenario.State {
  /// Hashes the parts that `==` compares.
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
  /// Returns a hash that takes little time, for tables of states.
  public static func quickHash(of state: State) -> UInt32 {
    UInt32(truncatingIfNeeded: state.word >> 32)
  }
}
