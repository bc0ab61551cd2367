import Simulation

/// The handlers of the client: what it makes of an answer.
extension Client {
  /// Hears a response, unless it has stopped listening to it.
  ///
  /// - Parameter reservation: the number that the response names, 0 for none; `nil` where the server makes
  ///   no reservations.
  @inline(__always)
  func receive(
    _ response: Response, reservation: UInt32?, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    switch state.phase {
    case .decided, .crashed: return []
    case .awaitingResponse, .backingOff, .readingBack, .readingLast: break
    }
    let attempt = response.request.attempt
    if attempt <= state.crashedAttempt { return [] }
    if response.request.isRead {
      return receiveRead(response, reservation, &state, over: network, in: &world)
    }
    // A client that confirms is done with reserving.
    if response.request.kind != state.step { return [] }
    let isAwaited = state.awaits(attempt)
    if response.status.isSuccess || takesForDone(response.status) {
      if isAwaited || acceptsLateResponses {
        if isAwaited {
          noteSuccess(ofAttempt: attempt, &state, in: &world)
        } else {
          cancelRead(state, over: network, in: &world)
        }
        return stepSucceeds(reservation, &state, over: network, in: &world)
      }
    } else if isAwaited {
      return attemptFails(.error(response.status), attempt, &state, over: network, in: &world)
    }
    return []
  }

  /// Hears the answer to a read. Only the read that the client waits for can tell it anything.
  private func receiveRead(
    _ response: Response, _ reservation: UInt32?, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard state.isReading, response.request.attempt == state.attempt + 1 else { return [] }
    let isReserved = state.step == .write && response.reservation > 0
    if response.status.isSuccess && (response.isPresent || isReserved) {
      return stepSucceeds(reservation, &state, over: network, in: &world)
    }
    if response.status.isSuccess, state.phase == .readingLast {
      // The client takes for certain that nothing is stored, and will not be.
      return decide(.rejected, &state, over: network, in: &world)
    }
    return goOnWithoutData(&state, over: network, in: &world)
  }

  /// Goes on after a read that has not found the data: with an attempt, or the end of the operation.
  @inline(__always)
  func goOnWithoutData(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) -> Effects {
    if state.phase == .readingLast {
      return decide(belief(after: state.lastFailure), &state, over: network, in: &world)
    }
    return sendAttempt(&state, over: network, in: &world)
  }

  /// A step has succeeded: the client goes on to confirm what it has reserved, or has come to the end.
  @inline(__always)
  private func stepSucceeds(
    _ reservation: UInt32?, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard let reservation, state.reservation == nil else {
      return decide(.acknowledged, &state, over: network, in: &world)
    }
    // The retry policy begins anew, and nothing that the first step sent is awaited any more.
    stopWaiting(&state, over: network, in: &world)
    state.reservation = reservation
    state.attemptsBefore = state.attempt
    state.hedges = 0
    state.hedgesInRound = 0
    state.previousWait = .zero
    return sendAttempt(&state, over: network, in: &world)
  }

  /// Returns true if a response changes nothing any more.
  func ignores(_ response: Response, _ state: State) -> Bool {
    state.hasDecided || response.request.attempt <= state.crashedAttempt
      || !response.request.isRead && isUnheard(response, state)
  }

  /// Returns true if an answer to a write or a confirm comes too late to be heard.
  private func isUnheard(_ response: Response, _ state: State) -> Bool {
    // A client that confirms is done with reserving.
    if response.request.kind == .write, state.step == .confirm { return true }
    let isHeardLate =
      acceptsLateResponses && (response.status.isSuccess || takesForDone(response.status))
    return !isHeardLate && !state.awaits(response.request.attempt)
  }
}

extension Client.State {
  /// The reconciler tells the client that its data is stored.
  mutating func learns() { hasLearned = true }
}
