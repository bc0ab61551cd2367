import Simulation

extension Scenario: LumpableSystem {
  func lump(_ state: inout State, _ detail: LumpingDetail, isEnding: Bool) -> Rewards {
    var rewards = forgetCounts(&state, detail)
    forgetNames(ofWaiting: &state.server) { isUnheard($0, state.client, state.gateway) }
    if case .decided(let belief) = state.client.phase, person == nil {
      rewards[.attempts] = forgetAttempts(&state.client, after: belief, detail)
    } else if !readsLastFailure(state.client) {
      state.client.lastFailure = .timeout
    }
    if isEnding, person == nil, case .measures(let copies, _) = detail {
      let most = min(state.server.copies, copies)
      rewards[.copies] += state.server.copies - most
      state = state.ending(withCopies: most)
    }
    return rewards
  }

  func isAimless(_ event: Event, in state: State) -> Bool {
    guard person == nil, state.client.hasDecided else { return false }
    switch event {
    case .keyExpires, .leaseIsRenewed, .leaseEnds:
      // They let those go on that wait for the key.
      return state.server.waiting.isEmpty
    case .outageEnds, .slowPeriodEnds, .editIsStored, .deadlinePasses: return true
    default: return false
    }
  }

  func isMoot(_ event: Event, in state: State) -> Bool {
    switch event {
    case .tokenArrives, .tokensAreForgotten, .breakerHalfOpens, .breakerForgets:
      // They are about what a client may still send.
      person == nil && state.client.hasDecided
    default: false
    }
  }

  func anonymous(_ event: Event, in state: State) -> Event? {
    anonymous(event) { isUnheard($0, state.client, state.gateway) }
  }

  func mayEnd(in outcomeClass: OutcomeClass, from state: State) -> Bool {
    if reconciliation != nil { return true }
    var belief: Belief?
    if case .decided(let decided) = state.client.phase { belief = decided }
    return mayEnd(in: outcomeClass, copies: state.server.copies, belief: belief)
  }
}

extension Intention: LumpableSystem {
  func lump(_ state: inout State, _ detail: LumpingDetail, isEnding: Bool) -> Rewards {
    var rewards = scenario.forgetCounts(&state.present, detail)
    for index in state.earlier.indices {
      rewards.add(scenario.forgetCounts(&state.earlier[index], detail))
    }
    return rewards
  }

  func isMoot(_ event: Event, in state: State) -> Bool { false }

  func isAimless(_ event: Event, in state: State) -> Bool { false }

  func anonymous(_ event: Event, in state: State) -> Event? {
    guard case .operation(let number, let event) = event else { return nil }
    let anonymous = scenario.anonymous(event) { request in
      let index = Int(request.submission)
      return index < state.earlier.count
        ? scenario.isUnheard(
          request, state.earlier[index].client, state.earlier[index].gateway)
        : scenario.isUnheard(request, state.present.client, state.present.gateway)
    }
    return anonymous.map { .operation(number, $0) }
  }

  func mayEnd(in outcomeClass: OutcomeClass, from state: State) -> Bool {
    if scenario.reconciliation != nil { return true }
    let copies = state.earlier.reduce(state.present.server.copies) { $0 + $1.server.copies }
    return scenario.mayEnd(in: outcomeClass, copies: copies, belief: nil)
  }
}

// MARK: What is forgotten

extension Scenario {
  /// Forgets counts, and evidence, that nothing depends on which is told apart.
  fileprivate func forgetCounts(_ state: inout State, _ detail: LumpingDetail) -> Rewards {
    var rewards = Rewards.none
    rewards[.requests] = state.server.requests
    state.server.requests = 0
    var copies: UInt32 = 2
    switch detail {
    case .everything: return rewards
    case .measures(let most, _):
      copies = most
      forgetEvidence(&state)
    case .classes:
      state.server.hasLoggedError = false
      state.gateway.hasAnsweredError = false
      state.client.isLogged = false
    }
    if keepsCopies {
      // Copies beyond those that are told apart, and a late one, make no difference. A person may have stopped before the
      // client does.
      let most = max(copies, state.copiesAtDecision + 1)
      rewards[.copies] = state.server.forgetCopies(beyond: most)
    }
    if failsOverSafely { state.server.key?.forgetWrite() }
    return rewards
  }

  /// Forgets what no log shows, and which actor's log on the server's side shows it.
  private func forgetEvidence(_ state: inout State) {
    state.server.hasLoggedError =
      logs.server && (state.server.hasLoggedError || state.gateway.hasAnsweredError)
    state.gateway.hasAnsweredError = false
    // Every failure is logged that the client ends with.
    if logs.client == .nothing { state.client.isLogged = false }
  }

  /// A Boolean value that indicates whether no failover loses a write.
  private var failsOverSafely: Bool { server.failover.loses == .never }

  /// Returns true if a client that has not decided may still end with the last failure that it saw.
  fileprivate func readsLastFailure(_ state: Client.State) -> Bool {
    switch state.phase {
    case .awaitingResponse: client.circuitBreaker != nil
    case .backingOff, .readingBack: client.circuitBreaker != nil || client.deadline != nil
    case .readingLast, .crashed, .decided: true
    }
  }

  /// Forgets how a client came to its decision. It hears nothing any more.
  ///
  /// - Returns: the attempts that are told apart no longer.
  fileprivate func forgetAttempts(
    _ state: inout Client.State, after belief: Belief, _ detail: LumpingDetail
  ) -> UInt32 {
    let sent = state.attempt
    state.forgetAttempts()
    state.shared = client.freshShared
    // The end itself is logged.
    if belief != .acknowledged, !state.isGone { state.isLogged = false }
    if case .measures(_, let most) = detail {
      state.attempt = min(sent, most)
    } else if belief == .error {
      state.phase = .decided(.timeout)
    }
    return sent - state.attempt
  }

  /// A Boolean value that indicates whether a copy, once stored, stays, and is told from others by nothing.
  private var keepsCopies: Bool {
    failsOverSafely && reservation == nil && clientChosenID == nil
      && reconciliation == nil
  }

  /// Returns true if the answer to a request is not awaited, now or later.
  fileprivate func isUnheard(
    _ request: Request, _ client: Client.State, _ gateway: Gateway.State
  ) -> Bool {
    if request.level > 0 { return self[gateway: request.level].isUnheard(request, gateway) }
    if client.hasDecided { return true }
    if request.isRead { return !(client.isReading && request.attempt == client.attempt + 1) }
    if client.awaits(request.attempt) { return false }
    // A late success of any attempt is heard, unless a crash has come between.
    return !self.client.acceptsLateResponses || self.client.crashes.chance == .never
  }

  /// A Boolean value that indicates whether the server tells requests apart by their names.
  private var serverKnowsNames: Bool {
    server.mayStop || key?.recorded == .inProgress || server.capacity != nil
  }

  /// The same event without the name of its request; `nil` if the name matters, or there is none.
  fileprivate func anonymous(_ event: Event, where isUnheard: (Request) -> Bool) -> Event? {
    if serverKnowsNames { return nil }
    func unnamed(_ request: Request) -> Request? {
      if !isUnheard(request) { return nil }
      let unnamed = request.withoutName
      return unnamed == request ? nil : unnamed
    }
    switch event {
    case .requestReachesServer(let request):
      return unnamed(request).map { .requestReachesServer($0) }
    case .serviceEnds(let request): return unnamed(request).map { .serviceEnds($0) }
    case .waitForKeyEnds(let request): return unnamed(request).map { .waitForKeyEnds($0) }
    case .responseReachesClient(var response):
      guard let request = unnamed(response.request) else { return nil }
      response.request = request
      return .responseReachesClient(response)
    case .endsUnanswered(let request, let failure):
      // One that goes on from a gateway has to find its task.
      return unnamed(request).map { .endsUnanswered($0, because: failure) }
    default: return nil
    }
  }

  private func forgetNames(
    ofWaiting server: inout Server.State, where isUnheard: (Request) -> Bool
  ) {
    if server.waiting.isEmpty || serverKnowsNames { return }
    for index in server.waiting.indices where isUnheard(server.waiting[index]) {
      server.waiting[index] = server.waiting[index].withoutName
    }
  }

  // MARK: What may still be

  /// - Parameter belief: the client's, if it has decided for good.
  fileprivate func mayEnd(in outcomeClass: OutcomeClass, copies: UInt32, belief: Belief?) -> Bool {
    let losesCopies = server.failover.loses != .never || reservation != nil
    switch outcomeClass {
    case .lost: return (belief == nil || belief == .acknowledged) && (copies == 0 || losesCopies)
    case .phantom: return belief?.isUnknown != false
    case .falseRejection: return belief.map { $0 == .rejected } ?? canBeRejected
    case .stale: return clientChosenID?.edits != nil
    case .disagree, .duplicate, .late, .unsure, .clean: return true
    }
  }
}

extension Scenario {
  /// The same scenario where no wait depends on the one before it: each may be as long as the longest that decorrelated
  /// jitter gives at that retry.
  var withIndependentWaits: Scenario {
    var relaxed = self
    relaxed.client.retry.backoff = client.retry.backoff.independent
    for index in relaxed.gateways.indices {
      relaxed.gateways[index].retry.backoff = gateways[index].retry.backoff.independent
    }
    return relaxed
  }
}

extension Backoff {
  fileprivate var independent: Backoff {
    guard jitter == .decorrelated, case .exponential(let base, let factor, let cap) = growth else {
      return self
    }
    var backoff = self
    let longest = Delay(rounding: Double(base.nanoseconds) * max(factor, 1))
    backoff.growth = .exponential(base: longest, factor: max(factor, 1), cap: max(cap, base))
    backoff.jitter = .full
    backoff.capsJitter = false
    backoff.least = max(least, min(base, cap))
    return backoff
  }
}

extension Scenario.State {
  /// The same end, with nothing but what its outcome shows.
  fileprivate func ending(withCopies copies: UInt32) -> Scenario.State {
    var end = Scenario.State()
    end.client = client.ending
    end.server.copies = copies
    end.server.hasLoggedError = server.hasLoggedError
    end.server.markStale(server.isStale)
    let isLate = server.copies > copiesAtDecision
    end.copiesAtDecision = isLate ? 0 : copies
    return end
  }
}

extension Client.State {
  /// The same end, with nothing but what an outcome shows.
  fileprivate var ending: Client.State {
    var end = Client.State()
    end.attempt = attempt
    end.phase = phase
    end.isLogged = isLogged
    end.isGone = isGone
    end.hasLearned = hasLearned
    return end
  }

  fileprivate mutating func forgetAttempts() {
    attempt = 0
    crashedAttempt = 0
    lastFailure = .timeout
    previousWait = .zero
    hedges = 0
    attemptsBefore = 0
    hasCrashedReading = false
    charge = .nothing
  }
}

extension Server.State {
  fileprivate mutating func markStale(_ isStale: Bool) { staleWrites = isStale ? 1 : 0 }

  /// - Returns: the copies that are there no longer.
  fileprivate mutating func forgetCopies(beyond most: UInt32) -> UInt32 {
    guard copies > most else { return 0 }
    let surplus = copies - most
    copies = most
    durableWrites = most
    writes = most
    return surplus
  }
}
