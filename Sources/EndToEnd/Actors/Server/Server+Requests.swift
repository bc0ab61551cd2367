import Simulation

/// The handlers of the server: how requests come in, are served and leave.
extension Server {
  /// Takes in a request that arrives: it is dropped, turned away, or admitted.
  @inline(__always)
  func receive(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    state.requests += 1
    if state.isPastDeadline { return }
    if let downtime = state.downtime {
      meetDowntime(request, answered: answer(in: downtime), &state, over: network, in: &world)
      return
    }
    if world.happens(refusal.chance, at: ChoicePoint(.server, .isRefused, request)) {
      state.hasLoggedError = true
      reply(to: request, refusal.status, in: &world, over: network)
      return
    }
    admit(request, &state, over: network, in: &world)
  }

  /// Drops a request for which the queue has no room, and says so unless it was acknowledged on arrival.
  func turnAway(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    state.hasLoggedError = true
    if !isAnsweredOnArrival(request) {
      reply(to: request, refusal.status, in: &world, over: network)
    }
    forget(request, &state, over: network, in: &world)
  }

  /// Serves a request, replays what is known, or lets it meet the one that holds its key.
  @inline(__always)
  private func admit(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    // A confirm needs no key: it names what it confirms.
    if let key, request.kind == .write {
      admit(request, under: key, &state, over: network, in: &world)
      return
    }
    acknowledgeOnArrival(request, over: network, in: &world)
    serve(request, &state, in: &world)
  }

  /// Looks up the key of a write that arrives.
  private func admit(
    _ request: Request, under key: IdempotencyKey, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    var request = request
    switch lookUp(state) {
    case .known:
      if isAnsweredOnArrival(request) {
        acknowledgeOnArrival(request, over: network, in: &world)
        return
      }
      request.claim = state.key?.status.isSuccess == false ? .replaysFailure : .none
      serve(request, &state, in: &world)
    case .unknown:
      acknowledgeOnArrival(request, over: network, in: &world)
      takeKey(for: request, &state, in: &world)
    case .held:
      switch key.inFlight {
      case .wait:
        acknowledgeOnArrival(request, over: network, in: &world)
        state.waiting.append(request)
      case .conflict:
        reply(to: request, .conflict, in: &world, over: network)
      case .race:
        acknowledgeOnArrival(request, over: network, in: &world)
        request.claim = .races
        serve(request, &state, in: &world)
      }
    }
  }

  /// Has a request take the key and begin its work.
  func takeKey(
    for request: Request, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    var request = request
    request.claim = .holds
    if key?.recorded == .inProgress {
      recordInProgress(request, &state, in: &world)
    } else {
      state.keyIsHeld = true
    }
    serve(request, &state, in: &world)
  }

  @inline(__always)
  private func serve(
    _ request: Request, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    if capacity == nil {
      startService(request, &state, in: &world)
    } else {
      world.schedule(.requestWantsWorker(request), after: .zero)
    }
  }

  /// Begins to serve a request: a worker takes it on for the time of its kind of work.
  ///
  /// - Parameter inService: the number of requests in service, this one included.
  @inline(__always)
  func startService(
    _ request: Request, amid inService: UInt32 = 1, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    let delay = workTime(of: request, amid: inService, &state, in: &world)
    if mayStop {
      startUncertainService(request, delay, &state, in: &world)
    } else {
      world.schedule(.serviceEnds(request), after: delay)
    }
  }

  /// Decides the time that a request takes on the server: to look, to answer again, or to execute.
  @inline(__always)
  private func workTime(
    of request: Request, amid inService: UInt32, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) -> Delay {
    let point = ChoicePoint(.server, .service, request)
    if request.kind == .read { return time(read, at: point, amid: inService, state, in: &world) }
    if isReplay(request) { return time(replay, at: point, amid: inService, state, in: &world) }
    if isServiceDrawnOnce {
      let drawn = serviceOfWrite(request, &state, in: &world)
      return time(.constant(drawn), at: point, amid: inService, state, in: &world)
    }
    return time(service, at: point, amid: inService, state, in: &world)
  }

  /// Decides how long a kind of work takes now.
  @inline(__always)
  private func time(
    _ latency: Latency, at point: ChoicePoint, amid inService: UInt32, _ state: State,
    in world: inout some World<Scenario.Event>
  ) -> Delay {
    mayStretch
      ? stretchedDelay(latency, at: point, amid: inService, state, in: &world)
      : world.delay(latency, at: point)
  }

  /// The service time that all executions of one write have in common, drawn at the first.
  private func serviceOfWrite(
    _ request: Request, _ state: inout State, in world: inout some World<Scenario.Event>
  ) -> Delay {
    if let drawn = state.serviceOfWrite { return drawn }
    let point = ChoicePoint(
      .server, .service, attempt: 0, operation: UInt32(request.submission))
    let drawn = world.delay(service, at: point)
    state.serviceOfWrite = drawn
    return drawn
  }

  /// The status that a request repeats which is served though its key was known; `nil` if it is executed.
  package func replayedStatus(_ request: Request) -> Status? {
    if !isReplay(request) { return nil }
    return request.claim == .replaysFailure ? .serverError : .success
  }

  /// Returns true if a request that is served only repeats an answer: its key was known when it arrived.
  @inline(__always)
  func isReplay(_ request: Request) -> Bool {
    key != nil && request.kind == .write
      && (request.claim == .none || request.claim == .replaysFailure)
  }

  /// Ends the service of a request: it is executed, unless it was lost or its deadline has passed.
  ///
  /// - Parameter reservation: the number that a confirm names; all confirms of an operation name the
  ///   same. `nil` where there is none.
  @inline(__always)
  func serviceEnds(
    _ request: Request, naming reservation: UInt32?, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if mayStop, !endService(of: request, &state) { return }
    if state.isPastDeadline {
      forget(request, &state, over: network, in: &world)
      return
    }
    switch request.kind {
    case .write: break
    case .confirm:
      executeConfirm(request, of: reservation ?? 0, &state, over: network, in: &world)
      return
    case .read:
      answerRead(request, &state, over: network, in: &world)
      return
    }
    if let status = replayedStatus(request) {
      answerAgain(request, status, &state, over: network, in: &world)
      return
    }
    switch acknowledges {
    case .afterStore: execute(request, &state, over: network, in: &world)
    case .beforeStore: executeUnheard(request, &state, in: &world)
    }
    if key != nil { endExecution(of: request, &state, over: network, in: &world) }
  }

  /// Gives up a request that will not be served: those that waited for its key go on.
  @inline(__always)
  func forget(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if key == nil { return }
    abandonRecord(of: request, &state)
    endExecution(of: request, &state, over: network, in: &world)
  }

  /// Drops all that waits, and all that comes: the deadline passes that the requests of an operation carry.
  func deadlinePasses(ofSubmission submission: UInt8, _ state: inout State) {
    state.isPastDeadline = true
    state.waiting.removeAll { $0.submission == submission }
  }
}
