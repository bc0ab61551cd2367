import Simulation

/// What the client does.
extension Scenario {
  /// Starts the timer of the next attempt, then sends its request.
  func sendAttempt(_ state: inout State, in world: inout some World<Event>) {
    guard admits(&state) else {
      rejectAttempt(&state, in: &world)
      return
    }
    state.client.attempt += 1
    state.client.awaited = state.client.awaited << 1 | 1
    state.client.phase = .awaitingResponse
    let request = state.client.request(state.client.attempt, state.client.step)
    // Before the request: at the very instant of the timer, the timer comes first.
    let isConnected = connect(
      request, over: network, .network, timeout: client.timeout,
      timer: .attemptTimesOut(attempt: request.attempt), in: &world)
    if let hedge = client.hedge { plan(hedge, &state, in: &world) }
    if request.kind == .write { mayForgetKey(before: request, &state, in: &world) }
    if isConnected { sendFromClient(request, in: &world) }
    if world.happens(client.crashes.chance, at: ChoicePoint(.client, .clientCrashes, request)) {
      crash(&state, in: &world)
    }
  }

  /// The circuit breaker is open: the operation ends with what it saw last.
  private func rejectAttempt(_ state: inout State, in world: inout some World<Event>) {
    state.client.hasFailed = true
    let hasSent = state.client.attempt > 0
    decide(hasSent ? state.client.lastFailure.belief : .error, &state, in: &world)
  }

  /// Plans the next request of a round whose last one is about to be sent.
  private func plan(_ hedge: Hedge, _ state: inout State, in world: inout some World<Event>) {
    if hasRoom(hedge, state) {
      world.schedule(.hedgeIsDue(attempt: state.client.attempt + 1), after: hedge.after)
    }
  }

  /// Whether another request may follow in the present round.
  private func hasRoom(_ hedge: Hedge, _ state: State) -> Bool {
    state.client.hedgesInRound + 1 < hedge.attempts
      && client.retry.allows(state.client.numberInStep(state.client.attempt + 1))
  }

  func hedgeIsDue(_ attempt: UInt32, _ state: inout State, in world: inout some World<Event>) {
    guard state.client.phase == .awaitingResponse, state.client.attempt + 1 == attempt else {
      return
    }
    // A circuit breaker that is not closed, or an empty budget, keeps the hedge back.
    if state.client.shared.breaker.phase != .closed { return }
    if !pay(after: nil, &state, in: &world) { return }
    sendHedge(&state, in: &world)
  }

  private func sendHedge(_ state: inout State, in world: inout some World<Event>) {
    state.client.hedges += 1
    state.client.hedgesInRound += 1
    sendAttempt(&state, in: &world)
  }

  /// Sends the next request of a round whose last one has failed, if it need not wait any longer.
  ///
  /// - Returns: whether it was sent.
  private func hurry(
    after failure: Failure, _ state: inout State, in world: inout some World<Event>
  ) -> Bool {
    guard let hedge = client.hedge, hedge.hurries, hasRoom(hedge, state),
      state.client.shared.breaker.phase == .closed,
      pay(after: failure, &state, in: &world)
    else { return false }
    sendHedge(&state, in: &world)
    return true
  }

  /// Starts the timer of the read before the next attempt, then sends it.
  func sendRead(_ state: inout State, in world: inout some World<Event>) {
    state.client.phase = .readingBack
    let request = state.client.request(state.client.attempt + 1, .read)
    let isConnected = connect(
      request, over: network, .network, timeout: client.timeout,
      timer: .readTimesOut(attempt: request.attempt), in: &world)
    if isConnected { sendFromClient(request, in: &world) }
  }

  private func sendFromClient(_ request: Request, in world: inout some World<Event>) {
    let delay = network.request.carry(
      loss: ChoicePoint(.network, .requestIsLost, request),
      latency: ChoicePoint(.network, .requestLatency, request), in: &world)
    guard let delay else { return }
    if hasGateway {
      world.schedule(.requestReachesGateway(request), after: delay)
    } else {
      world.schedule(.requestReachesServer(request), after: delay)
    }
  }

  func attemptTimesOut(
    _ attempt: UInt32, _ state: inout State, in world: inout some World<Event>
  ) {
    guard state.client.awaits(attempt) else { return }
    if !hasGateway {
      let request = state.client.request(attempt, state.client.step)
      cancel(request, over: network, .network, in: &world)
    }
    attemptFails(.timeout, attempt, &state, in: &world)
  }

  func clientReceives(
    _ response: Response, _ state: inout State, in world: inout some World<Event>
  ) {
    switch state.client.phase {
    case .decided, .crashed: return
    case .awaitingResponse, .backingOff, .readingBack: break
    }
    if response.request.attempt <= state.client.crashedAttempt { return }
    if response.request.isRead {
      clientReceivesRead(response, &state, in: &world)
      return
    }
    // Who confirms is done with reserving, whatever is still said about it.
    if response.request.kind != state.client.step { return }
    let attempt = response.request.attempt
    let isAwaited = state.client.awaits(attempt)
    if response.status.isSuccess {
      if isAwaited || client.acceptsLateResponses {
        if isAwaited { noteSuccess(ofAttempt: attempt, &state) }
        stepSucceeds(reservation: response.reservation, &state, in: &world)
      }
    } else if isAwaited {
      attemptFails(.error(response.status), attempt, &state, in: &world)
    }
  }

  /// An answer to a read. Only the read that the client waits for can tell it anything.
  private func clientReceivesRead(
    _ response: Response, _ state: inout State, in world: inout some World<Event>
  ) {
    guard state.client.phase == .readingBack,
      response.request.attempt == state.client.attempt + 1
    else { return }
    let isReserved = state.client.step == .write && response.reservation > 0
    if response.status.isSuccess && (response.isPresent || isReserved) {
      stepSucceeds(reservation: response.reservation, &state, in: &world)
    } else {
      sendAttempt(&state, in: &world)
    }
  }

  func readTimesOut(_ attempt: UInt32, _ state: inout State, in world: inout some World<Event>) {
    if state.client.phase == .readingBack, state.client.attempt + 1 == attempt {
      sendAttempt(&state, in: &world)
    }
  }

  func attemptFails(
    _ failure: Failure, _ failed: UInt32, _ state: inout State,
    in world: inout some World<Event>
  ) {
    state.client.lastFailure = failure
    state.client.hasFailed = true
    noteFailure(&state, in: &world)
    let attempt = state.client.attempt
    let isRetried = client.retry.retries(failure)
    if isRetried { payForFailure(&state, in: &world) }
    state.client.awaited &= ~(1 << (attempt - failed))
    if isRetried, hurry(after: failure, &state, in: &world) { return }
    if state.client.awaited == 0 {
      state.client.hedgesInRound = 0
    } else if isRetried {
      // Another request of the round is still under way.
      return
    }
    let numberInStep = state.client.numberInStep(attempt)
    guard client.retry.retries(after: failure, ofAttempt: numberInStep),
      pay(after: failure, &state, in: &world)
    else {
      decide(failure.belief, &state, in: &world)
      return
    }
    if let wait = retryAfter(failure, for: client.retry) {
      state.client.phase = .backingOff
      world.schedule(.backoffEnds(attempt: attempt + 1), after: wait)
      return
    }
    let round = numberInStep - state.client.hedges
    let previous = state.client.previousWait
    guard let wait = client.retry.backoff.wait(beforeRetry: round, previous: previous) else {
      retry(&state, in: &world)
      return
    }
    let site = ChoicePoint(.client, .backoff, state.client.request(attempt + 1, state.client.step))
    let delay = world.delay(
      wait.distribution, atLeast: client.retry.backoff.least, atMost: wait.cap, at: site)
    if client.retry.backoff.jitter == .decorrelated { state.client.previousWait = delay }
    state.client.phase = .backingOff
    world.schedule(.backoffEnds(attempt: attempt + 1), after: delay)
  }

  func backoffEnds(_ attempt: UInt32, _ state: inout State, in world: inout some World<Event>) {
    if state.client.phase == .backingOff, state.client.attempt + 1 == attempt {
      retry(&state, in: &world)
    }
  }

  /// Sends again, after a read if the client reads back.
  func retry(_ state: inout State, in world: inout some World<Event>) {
    if client.readsBack {
      sendRead(&state, in: &world)
    } else {
      sendAttempt(&state, in: &world)
    }
  }

  func deadlinePasses(_ state: inout State, in world: inout some World<Event>) {
    if client.propagatesDeadline { dropWork(&state) }
    switch state.client.phase {
    case .awaitingResponse:
      state.client.hasFailed = true
      decide(.timeout, &state, in: &world)
    case .backingOff, .readingBack, .crashed:
      decide(state.client.lastFailure.belief, &state, in: &world)
    case .decided:
      break
    }
  }

  /// The client stops trying. From now on it hears nothing.
  func decide(
    _ belief: Belief, _ state: inout State, in world: inout some World<Event>
  ) {
    state.client.phase = .decided(belief)
    noteAbandoned(&state)
    state.client.awaited = 0
    if belief == .acknowledged { earnForSuccess(&state, in: &world) }
    state.copiesAtDecision = state.server.copies
    world.reach(.decision)
    if let reconciliation { planReconciliation(reconciliation, state, in: &world) }
    if let edits = clientChosenID?.edits { world.schedule(.editIsStored, after: edits) }
  }
}
