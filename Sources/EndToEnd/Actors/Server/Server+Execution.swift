import Simulation

/// The handlers of the server: what it does with a request that it has served, and what it answers.
extension Server {
  /// Fails, replays or stores; then fails or answers.
  @inline(__always)
  func execute(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if world.happens(failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request)) {
      fail(request, &state, over: network, in: &world)
      return
    }
    if let record = state.key, !request.isRacing {
      replay(record, to: request, &state, over: network, in: &world)
      return
    }
    if isOutdated(state) {
      answerUnlessItFails(request, .preconditionFailed, &state, over: network, in: &world)
      return
    }
    let isComplete = store(request, &state, in: &world)
    if !isComplete
      || world.happens(failsAfterStore, at: ChoicePoint(.server, .failsAfterStore, request))
    {
      if key?.replays == .successOnly { forgetFailure(&state) }
      fail(request, &state, over: network, in: &world)
    } else {
      saveAnswer(.success, &state)
      let made = UInt32(state.reservations.count)
      answer(request, .success, reservation: made, &state, over: network, in: &world)
    }
  }

  /// Answers a known key without storing.
  private func replay(
    _ record: KeyRecord, to request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    let status = key?.replays == .original ? record.status : .success
    answerUnlessItFails(
      request, status, reservation: record.reservation, &state, over: network, in: &world)
  }

  /// Answers a request. The chance to fail after storing applies whether or not anything was stored.
  @inline(__always)
  func answerUnlessItFails(
    _ request: Request, _ status: Status, reservation: UInt32 = 0, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if world.happens(failsAfterStore, at: ChoicePoint(.server, .failsAfterStore, request)) {
      fail(request, &state, over: network, in: &world)
    } else {
      answer(request, status, reservation: reservation, &state, over: network, in: &world)
    }
  }

  /// Answers 200, then stores the data or loses it.
  func acknowledgeThenExecute(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    answer(request, .success, &state, over: network, in: &world)
    if state.key != nil, !request.isRacing { return }
    if isOutdated(state) { return }
    if world.happens(failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request)) {
      // The key's own write, if it came first, has survived.
      if key?.recorded == .beforeData {
        recordKey(&state, in: &world)
        saveAnswer(.success, &state)
      }
      return
    }
    _ = store(request, &state, in: &world)
    saveAnswer(.success, &state)
  }

  /// Answers whether the data is there, and which reservation can be confirmed.
  func answerRead(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if world.happens(failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request)) {
      fail(request, &state, over: network, in: &world)
    } else {
      let isPresent = state.copies > 0
      let found = Response(
        request: request, status: .success, isPresent: isPresent,
        reservation: state.openReservation)
      network.send(found, in: &world)
    }
  }

  /// Fails: with an answer, a broken connection, or nothing at all.
  @inline(__always)
  func fail(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if case .status(let status) = failure {
      answer(request, status, &state, over: network, in: &world)
    } else {
      leave(request, answered: failure.toWorkThatIsLost, &state, over: network, in: &world)
    }
  }

  /// Answers a request, and notes an error that the log may show.
  @inline(__always)
  func answer(
    _ request: Request, _ status: Status, reservation: UInt32 = 0, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if !status.isSuccess { state.hasAnsweredError = true }
    let named = status.isSuccess ? reservation : 0
    network.send(Response(request: request, status: status, reservation: named), in: &world)
  }
}
