import Simulation

/// The handlers of the server: what it does with a request that it has served, and what it answers.
extension Server {
  /// Fails, refuses or stores; then fails or answers.
  @inline(__always)
  func execute(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if world.happens(failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request)) {
      saveFailureBeforeStoring(of: request, &state, in: &world)
      fail(request, &state, over: network, in: &world)
      return
    }
    if mayRefuseToStore, let status = refusalToStore(state) {
      abandonRecord(of: request, &state)
      if status == .conflict {
        // The constraint has stopped it: there is no "after storing" in which it may fail.
        answer(request, status, &state, over: network, in: &world)
      } else {
        answerUnlessItFails(request, status, &state, over: network, in: &world)
      }
      return
    }
    let isComplete = store(request, &state, in: &world)
    if !isComplete
      || world.happens(failsAfterStore, at: ChoicePoint(.server, .failsAfterStore, request))
    {
      saveFailureAfterStoring(of: request, isComplete: isComplete, &state, in: &world)
      fail(request, &state, over: network, in: &world)
    } else {
      saveSuccess(of: request, &state)
      let made = UInt32(state.reservations.count)
      answer(request, .success, reservation: made, &state, over: network, in: &world)
    }
  }

  /// Executes a request that was acknowledged on arrival. No answer tells of the result.
  ///
  /// A failure is in the server's log all the same, unless the server fails without a word.
  func executeUnheard(
    _ request: Request, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    if mayRefuseToStore, refusalToStore(state) != nil {
      abandonRecord(of: request, &state)
      return
    }
    if world.happens(failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request)) {
      // The key's own write, if it came first, has survived.
      if key?.recorded == .beforeData { recordKey(as: .inProgress, &state, in: &world) }
      saveFailureBeforeStoring(of: request, &state, in: &world)
      noteFailure(&state)
      return
    }
    if store(request, &state, in: &world) {
      saveSuccess(of: request, &state)
    } else {
      saveFailureAfterStoring(of: request, isComplete: false, &state, in: &world)
      noteFailure(&state)
    }
  }

  /// Answers a known key without storing.
  func answerAgain(
    _ request: Request, _ status: Status, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if world.happens(failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request)) {
      fail(request, &state, over: network, in: &world)
      return
    }
    answerUnlessItFails(
      request, status, reservation: state.key?.reservation ?? 0, &state, over: network, in: &world)
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

  /// Answers whether the data is there, and which reservation can be confirmed.
  func answerRead(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if world.happens(failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request))
      || world.happens(failsAfterStore, at: ChoicePoint(.server, .failsAfterStore, request))
    {
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

  /// Notes a failure that no answer tells of.
  private func noteFailure(_ state: inout State) {
    if case .status = failure { state.hasLoggedError = true }
  }

  /// Answers a request, and notes an error of the server, which its log shows. A 4xx is none.
  @inline(__always)
  func answer(
    _ request: Request, _ status: Status, reservation: UInt32 = 0, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if status.isServerError { state.hasLoggedError = true }
    reply(to: request, status, reservation: reservation, in: &world, over: network)
  }

  /// Sends an answer, which no log shows.
  @inline(__always)
  func reply(
    to request: Request, _ status: Status, reservation: UInt32 = 0,
    in world: inout some World<Scenario.Event>, over network: some Transport
  ) {
    let named = status.isSuccess ? reservation : 0
    network.send(Response(request: request, status: status, reservation: named), in: &world)
  }

  /// Returns true if a request is acknowledged as it arrives, before the work.
  @inline(__always)
  func isAnsweredOnArrival(_ request: Request) -> Bool {
    acknowledges == .beforeStore && request.kind == .write
  }

  /// Answers 200 on arrival, where the server does so.
  @inline(__always)
  func acknowledgeOnArrival(
    _ request: Request, over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if isAnsweredOnArrival(request) { reply(to: request, .success, in: &world, over: network) }
  }
}
