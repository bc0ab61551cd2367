import Simulation

/// What the server does.
extension Scenario {
  /// The deadline passes that the requests carry: what waits is dropped, and so is all that comes.
  func dropWork(_ state: inout State) {
    state.server.isPastDeadline = true
    let submission = state.client.submission
    state.server.waiting.removeAll { $0.submission == submission }
    // Its timers and the server's answers find no task that they belong to.
    state.gateway.tasks = []
  }

  func serverReceives(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    state.server.requests += 1
    if state.server.isPastDeadline { return }
    if let downtime = state.server.downtime {
      leave(request, answered: answer(in: downtime), &state, in: &world)
      return
    }
    if world.happens(server.refusal.chance, at: ChoicePoint(.server, .isRefused, request)) {
      turnAway(request, &state, in: &world)
      return
    }
    admit(request, &state, in: &world)
  }

  /// Answers a request that there is no room for.
  func turnAway(_ request: Request, _ state: inout State, in world: inout some World<Event>) {
    answer(request, server.refusal.status, &state, in: &world)
    forget(request, &state, in: &world)
  }

  /// Serves a request, or lets it meet the one that holds its key.
  func admit(_ request: Request, _ state: inout State, in world: inout some World<Event>) {
    // A confirm needs no key: it names what it confirms.
    guard let key, request.kind == .write, state.server.key == nil else {
      serve(request, &state, in: &world)
      return
    }
    var request = request
    if !state.server.keyIsHeld {
      state.server.keyIsHeld = true
      request.claim = key.inFlight == .race ? .holdsRacing : .holds
      serve(request, &state, in: &world)
      return
    }
    switch key.inFlight {
    case .wait:
      state.server.waiting.append(request)
    case .conflict:
      answer(request, .conflict, &state, in: &world)
    case .race:
      request.claim = .races
      serve(request, &state, in: &world)
    }
  }

  private func serve(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    if server.capacity == nil {
      startService(request, &state, in: &world)
    } else {
      world.schedule(.requestWantsWorker(request), after: .zero)
    }
  }

  /// A worker begins to serve a request.
  func startService(_ request: Request, _ state: inout State, in world: inout some World<Event>) {
    let delay = world.delay(server.service, at: ChoicePoint(.server, .service, request))
    if server.mayStop {
      startUncertainService(request, delay, &state, in: &world)
    } else {
      world.schedule(.serviceEnds(request), after: delay)
    }
  }

  /// Tells the server that nobody waits for a request any more, where it listens to that.
  func cancel(
    _ request: Request, over network: Network, _ actor: ActorKind, in world: inout some World<Event>
  ) {
    guard server.capacity?.hearsCancellation == true else { return }
    let delay = network.request.carry(
      loss: ChoicePoint(actor, .cancellationIsLost, request),
      latency: ChoicePoint(actor, .cancellationLatency, request), in: &world)
    if let delay { world.schedule(.cancellationReachesServer(request), after: delay) }
  }

  /// A request will not be served: those that waited for its key go on.
  func forget(_ request: Request, _ state: inout State, in world: inout some World<Event>) {
    if request.holdsKey { releaseKey(&state, in: &world) }
  }

  func serviceEnds(_ request: Request, _ state: inout State, in world: inout some World<Event>) {
    if server.mayStop, !endService(of: request, &state) { return }
    if state.server.isPastDeadline {
      forget(request, &state, in: &world)
      return
    }
    switch request.kind {
    case .write: break
    case .confirm: return executeConfirm(request, &state, in: &world)
    case .read: return answerRead(request, &state, in: &world)
    }
    switch server.acknowledges {
    case .afterStore: execute(request, &state, in: &world)
    case .beforeStore: acknowledgeThenExecute(request, &state, in: &world)
    }
    if request.holdsKey { releaseKey(&state, in: &world) }
  }

  /// Fails, replays or stores; then fails or answers.
  private func execute(_ request: Request, _ state: inout State, in world: inout some World<Event>)
  {
    if world.happens(server.failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request))
    {
      fail(request, &state, in: &world)
      return
    }
    if let record = state.server.key, !request.isRacing {
      replay(record, to: request, &state, in: &world)
      return
    }
    if isOutdated(state) {
      answerUnlessItFails(request, .preconditionFailed, &state, in: &world)
      return
    }
    let isComplete = store(request, &state, in: &world)
    if !isComplete
      || world.happens(server.failsAfterStore, at: ChoicePoint(.server, .failsAfterStore, request))
    {
      if key?.replays == .successOnly { forgetFailure(&state) }
      fail(request, &state, in: &world)
    } else {
      saveAnswer(.success, &state)
      let made = UInt32(state.server.reservations.count)
      answer(request, .success, reservation: made, &state, in: &world)
    }
  }

  /// Answers a known key without storing.
  private func replay(
    _ record: Server.KeyRecord, to request: Request, _ state: inout State,
    in world: inout some World<Event>
  ) {
    let status = key?.replays == .original ? record.status : .success
    answerUnlessItFails(request, status, reservation: record.reservation, &state, in: &world)
  }

  /// Answers a request; the chance to fail after storing applies whether or not anything was stored.
  func answerUnlessItFails(
    _ request: Request, _ status: Status, reservation: UInt32 = 0, _ state: inout State,
    in world: inout some World<Event>
  ) {
    if world.happens(server.failsAfterStore, at: ChoicePoint(.server, .failsAfterStore, request)) {
      fail(request, &state, in: &world)
    } else {
      answer(request, status, reservation: reservation, &state, in: &world)
    }
  }

  /// Answers 200 whatever happens to the data, then stores it or not.
  private func acknowledgeThenExecute(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    answer(request, .success, &state, in: &world)
    if state.server.key != nil, !request.isRacing { return }
    if isOutdated(state) { return }
    if world.happens(server.failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request))
    {
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

  /// Writes the data and the key, in the order of the protection.
  ///
  /// - Returns: whether both were written; otherwise the server crashed between them.
  func store(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) -> Bool {
    let between = ChoicePoint(.server, .failsBetween, request)
    switch key?.recorded {
    case nil:
      writeData(request, &state, in: &world)
    case .withData:
      writeData(request, &state, in: &world)
      recordKey(isWithData: true, &state, in: &world)
    case .beforeData:
      recordKey(&state, in: &world)
      if world.happens(key!.failsBetween, at: between) { return false }
      writeData(request, &state, in: &world)
    case .afterData:
      writeData(request, &state, in: &world)
      if world.happens(key!.failsBetween, at: between) { return false }
      recordKey(&state, in: &world)
    }
    if reservation != nil { saveReservation(&state) }
    return true
  }

  private func answerRead(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    if world.happens(server.failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request))
    {
      fail(request, &state, in: &world)
    } else {
      let isPresent = state.server.copies > 0
      let found = Response(
        request: request, status: .success, isPresent: isPresent,
        reservation: state.server.openReservation)
      carryBack(found, in: &world)
    }
  }

  /// The wait that a failure asks for, if a policy honors it.
  func retryAfter(_ failure: Failure, for policy: RetryPolicy) -> Delay? {
    guard policy.honorsRetryAfter, failure == .error(server.refusal.status) else { return nil }
    return server.refusal.retryAfter
  }

  /// The server fails: a 500, or nothing at all.
  func fail(_ request: Request, _ state: inout State, in world: inout some World<Event>) {
    switch server.failure {
    case .answered: answer(request, .serverError, &state, in: &world)
    case .silent: break
    }
  }

  func answer(
    _ request: Request, _ status: Status, reservation: UInt32 = 0, _ state: inout State,
    in world: inout some World<Event>
  ) {
    if !status.isSuccess { state.server.hasAnsweredError = true }
    let named = status.isSuccess ? reservation : 0
    carryBack(Response(request: request, status: status, reservation: named), in: &world)
  }

  /// Sends a response to whoever sent the request: a gateway or the client.
  func carryBack(_ response: Response, in world: inout some World<Event>) {
    let level = response.request.level
    if level == 0 {
      carry(response, over: network, .network, as: .responseReachesClient(response), in: &world)
    } else {
      carry(
        response, over: gateway(level).network, .gatewayNetwork,
        as: .responseReachesGateway(response), in: &world)
    }
  }
}
