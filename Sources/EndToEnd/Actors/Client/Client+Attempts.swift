import Simulation

/// The handlers of the client: how it sends, waits and sends again.
///
/// Each of them sends at most one request, and decides at most once, as the last thing that it does.
extension Client {
  /// Begins the operation, with what its client shares already in the state.
  @inline(__always)
  func begin(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    earnForRequest(&state, in: &world)
    if let deadline { world.scheduleTimer(.deadlinePasses, after: deadline) }
    return sendAttempt(&state, over: network, in: &world)
  }

  /// Starts the timer of the next attempt, then sends its request.
  @inline(__always)
  func sendAttempt(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard admits(&state) else { return rejectAttempt(&state, over: network, in: &world) }
    state.attempt += 1
    state.awaited = state.awaited << 1 | 1
    state.phase = .awaitingResponse
    let request = state.request(state.attempt, state.step)
    let isConnected = network.connect(request, timeout: timeout, in: &world)
    if isConnected {
      world.scheduleTimer(.attemptTimesOut(attempt: request.attempt), after: timeout)
    }
    if let hedge { plan(hedge, state, in: &world) }
    let effects = network.send(
      request, isRetry: request.attempt > 1 || request.submission > 0, isConnected: isConnected,
      in: &world)
    if world.happens(crashes.chance, at: ChoicePoint(.client, .clientCrashes, request)) {
      return effects.union(crash(&state, over: network, in: &world))
    }
    return effects
  }

  /// Ends the operation with the last failure that it saw: the circuit breaker is open.
  private func rejectAttempt(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    let hasSent = state.attempt > 0
    return decide(
      hasSent ? belief(after: state.lastFailure) : .error, &state, over: network, in: &world)
  }

  /// Starts the timer of a read, then sends it.
  ///
  /// - Parameter phase: `readingBack` before the next attempt, `readingLast` if there is none. The read
  ///   has the number of that attempt in both cases, so its draws are the same.
  private func sendRead(
    _ phase: Phase, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    state.phase = phase
    let request = state.request(state.attempt + 1, .read)
    let isConnected = network.connect(request, timeout: timeout, in: &world)
    if isConnected { world.scheduleTimer(.readTimesOut(attempt: request.attempt), after: timeout) }
    return network.send(request, isRetry: false, isConnected: isConnected, in: &world)
  }

  /// Ends an attempt whose timer runs out.
  @inline(__always)
  func attemptTimesOut(
    _ attempt: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard state.awaits(attempt) else { return [] }
    network.cancel(state.request(attempt, state.step), in: &world)
    return attemptFails(.timeout, attempt, &state, over: network, in: &world)
  }

  /// Goes on without the answer to a read that has not come in time.
  @inline(__always)
  func readTimesOut(
    _ attempt: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard state.isReading, state.attempt + 1 == attempt else { return [] }
    cancelRead(state, over: network, in: &world)
    return goOnWithoutData(&state, over: network, in: &world)
  }

  /// Ends an attempt or a read that will not be answered.
  @inline(__always)
  func hearsNothing(
    of request: Request, _ failure: Failure, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    if request.isRead {
      guard state.isReading, state.attempt + 1 == request.attempt else { return [] }
      return goOnWithoutData(&state, over: network, in: &world)
    }
    guard state.awaits(request.attempt) else { return [] }
    return attemptFails(failure, request.attempt, &state, over: network, in: &world)
  }

  /// Ends an attempt without success: with another request, a wait, or the end of the operation.
  @inline(__always)
  func attemptFails(
    _ failure: Failure, _ failed: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    state.lastFailure = failure
    if network.isLogged(failure) { state.isLogged = true }
    noteFailure(&state, in: &world)
    let attempt = state.attempt
    let isRetried = retry.retries(failure)
    if isRetried { payForFailure(&state, in: &world) }
    state.awaited &= ~(1 << (attempt - failed))
    if isRetried, mayHurry(after: failure, &state, in: &world) {
      return sendHedge(&state, over: network, in: &world)
    }
    if state.awaited == 0 {
      state.hedgesInRound = 0
    } else if isRetried {
      // Another request of the round is still under way.
      return []
    }
    let numberInStep = state.numberInStep(attempt)
    guard retry.retries(after: failure, ofAttempt: numberInStep),
      pay(after: failure, &state, in: &world)
    else { return giveUp(&state, over: network, in: &world) }
    if let wait = network.retryAfter(failure, for: retry) {
      state.phase = .backingOff
      world.schedule(.backoffEnds(attempt: attempt + 1), after: wait)
      return []
    }
    let round = numberInStep - state.hedges
    guard let wait = retry.backoff.wait(beforeRetry: round, previous: state.previousWait) else {
      return sendAgain(&state, over: network, in: &world)
    }
    let point = ChoicePoint(.client, .backoff, state.request(attempt + 1, state.step))
    let delay = world.delay(
      wait.distribution, atLeast: retry.backoff.least, atMost: wait.cap, at: point)
    if retry.backoff.jitter == .decorrelated { state.previousWait = delay }
    state.phase = .backingOff
    world.schedule(.backoffEnds(attempt: attempt + 1), after: delay)
    return []
  }

  /// Ends the operation after its last failure, or asks first if the data is there.
  @inline(__always)
  private func giveUp(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard readBack.followsLastAttempt else {
      return decide(belief(after: state.lastFailure), &state, over: network, in: &world)
    }
    // An attempt of this round that fails now would begin another one.
    stopWaiting(&state, over: network, in: &world)
    return sendRead(.readingLast, &state, over: network, in: &world)
  }

  /// Sends again after a wait.
  @inline(__always)
  func backoffEnds(
    _ attempt: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard state.phase == .backingOff, state.attempt + 1 == attempt else { return [] }
    return sendAgain(&state, over: network, in: &world)
  }

  /// Sends again, after a read if the client reads back.
  @inline(__always)
  private func sendAgain(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    readBack.precedesRetries
      ? sendRead(.readingBack, &state, over: network, in: &world)
      : sendAttempt(&state, over: network, in: &world)
  }

  /// Ends the operation, unless it has ended: its time is over.
  @inline(__always)
  func deadlinePasses(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    switch state.phase {
    case .awaitingResponse:
      return decide(.timeout, &state, over: network, in: &world)
    case .backingOff, .readingBack, .readingLast, .crashed:
      cancelRead(state, over: network, in: &world)
      return decide(belief(after: state.lastFailure), &state, over: network, in: &world)
    case .decided:
      return []
    }
  }

  /// Stops trying. From now on the client hears nothing.
  @inline(__always)
  func decide(
    _ belief: Belief, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    stopWaiting(&state, over: network, in: &world)
    state.phase = .decided(belief)
    if belief == .acknowledged { earnForSuccess(&state, in: &world) }
    return .decision
  }

  /// Waits no longer for what is under way, and tells the server so.
  @inline(__always)
  func stopWaiting(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    noteAbandoned(&state)
    if state.awaited != 0 { cancelAwaited(state, over: network, in: &world) }
    state.awaited = 0
    state.hedgesInRound = 0
  }

  /// Tells the server that the client no longer waits for the read that it has sent, if it has.
  func cancelRead(
    _ state: State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    guard state.isReading else { return }
    network.cancel(state.request(state.attempt + 1, .read), in: &world)
  }

  /// Tells the server of every attempt that the client still waits for that it will not any longer.
  @inline(never)
  private func cancelAwaited(
    _ state: State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    var rest = state.awaited
    while rest != 0 {
      // The earliest first: the attempts have consecutive numbers, and the last has the lowest bit.
      let bit = UInt32(31 - rest.leadingZeroBitCount)
      network.cancel(state.request(state.attempt - bit, state.step), in: &world)
      rest &= ~(1 << bit)
    }
  }

  /// Ends the client's process, and with it the operation unless an outbox keeps it.
  func crash(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    let attempt = state.attempt
    state.hasCrashedReading = state.isReading
    noteAbandoned(&state)
    // A process that has ended sends no cancellation.
    state.crashedAttempt = attempt
    state.awaited = 0
    state.hedgesInRound = 0
    state.lastFailure = .timeout
    state.phase = .crashed
    let mayAsk = readBack.followsLastAttempt && !state.hasCrashedReading
    guard hasOutbox, retry.allows(state.numberInStep(attempt + 1)) || mayAsk else {
      state.isGone = !hasOutbox
      return decide(.timeout, &state, over: network, in: &world)
    }
    world.schedule(.clientRestarts(attempt: attempt), after: crashes.restartsAfter)
    return []
  }

  /// Goes on after a crash, from the outbox.
  @inline(__always)
  func restarts(
    _ attempt: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard state.phase == .crashed, state.attempt == attempt else { return [] }
    if !retry.allows(state.numberInStep(attempt + 1)) {
      return sendRead(.readingLast, &state, over: network, in: &world)
    }
    return state.hasCrashedReading
      ? sendAttempt(&state, over: network, in: &world)
      : sendAgain(&state, over: network, in: &world)
  }
}

/// Hedges: requests that do not wait for those before them to fail.
extension Client {
  /// Plans the next request of a round whose last one is about to be sent.
  @inline(__always)
  private func plan(
    _ hedge: Hedge, _ state: State, in world: inout some World<Scenario.Event>
  ) {
    if hasRoom(hedge, state) {
      world.schedule(.hedgeIsDue(attempt: state.attempt + 1), after: hedge.after)
    }
  }

  /// Returns true if another request may follow in the present round.
  @inline(__always)
  private func hasRoom(_ hedge: Hedge, _ state: State) -> Bool {
    state.hedgesInRound + 1 < hedge.attempts
      && retry.allows(state.numberInStep(state.attempt + 1))
  }

  /// Sends the next request of a round whose time has come.
  @inline(__always)
  func hedgeIsDue(
    _ attempt: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard state.phase == .awaitingResponse, state.attempt + 1 == attempt else { return [] }
    // A circuit breaker that is not closed, or an empty budget, keeps the hedge back.
    if state.shared.breaker.phase != .closed { return [] }
    if !pay(after: nil, &state, in: &world) { return [] }
    return sendHedge(&state, over: network, in: &world)
  }

  private func sendHedge(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    state.hedges += 1
    state.hedgesInRound += 1
    return sendAttempt(&state, over: network, in: &world)
  }

  /// Pays for the next request of a round whose last one has failed, if it need not wait any longer.
  ///
  /// - Returns: false if it is not sent now.
  @inline(__always)
  private func mayHurry(
    after failure: Failure, _ state: inout State, in world: inout some World<Scenario.Event>
  ) -> Bool {
    guard let hedge, hedge.hurries, hasRoom(hedge, state), state.shared.breaker.phase == .closed
    else { return false }
    return pay(after: failure, &state, in: &world)
  }
}
