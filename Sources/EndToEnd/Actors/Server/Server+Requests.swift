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
      leave(request, answered: answer(in: downtime), &state, over: network, in: &world)
      return
    }
    if world.happens(refusal.chance, at: ChoicePoint(.server, .isRefused, request)) {
      turnAway(request, &state, over: network, in: &world)
      return
    }
    admit(request, &state, over: network, in: &world)
  }

  /// Answers a request that there is no room for.
  func turnAway(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    answer(request, refusal.status, &state, over: network, in: &world)
    forget(request, &state, over: network, in: &world)
  }

  /// Serves a request, or lets it meet the one that holds its key.
  @inline(__always)
  private func admit(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    // A confirm needs no key: it names what it confirms.
    guard let key, request.kind == .write, state.key == nil else {
      serve(request, &state, in: &world)
      return
    }
    var request = request
    if !state.keyIsHeld {
      state.keyIsHeld = true
      request.claim = key.inFlight == .race ? .holdsRacing : .holds
      serve(request, &state, in: &world)
      return
    }
    switch key.inFlight {
    case .wait:
      state.waiting.append(request)
    case .conflict:
      answer(request, .conflict, &state, over: network, in: &world)
    case .race:
      request.claim = .races
      serve(request, &state, in: &world)
    }
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

  /// Begins to serve a request: a worker takes it on.
  ///
  /// - Parameter inService: the number of requests in service, this one included.
  @inline(__always)
  func startService(
    _ request: Request, amid inService: UInt32 = 1, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    let point = ChoicePoint(.server, .service, request)
    let delay =
      mayStretch
      ? stretchedDelay(service, at: point, amid: inService, state, in: &world)
      : world.delay(service, at: point)
    if mayStop {
      startUncertainService(request, delay, &state, in: &world)
    } else {
      world.schedule(.serviceEnds(request), after: delay)
    }
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
    switch acknowledges {
    case .afterStore: execute(request, &state, over: network, in: &world)
    case .beforeStore: acknowledgeThenExecute(request, &state, over: network, in: &world)
    }
    if request.holdsKey { releaseKey(&state, over: network, in: &world) }
  }

  /// Gives up a request that will not be served: those that waited for its key go on.
  @inline(__always)
  func forget(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if request.holdsKey { releaseKey(&state, over: network, in: &world) }
  }

  /// Releases the key when the request that held it has been served: those that waited for it go on.
  private func releaseKey(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    state.keyIsHeld = false
    if state.waiting.isEmpty { return }
    if state.key == nil {
      // The first takes the key, and the rest wait on: looking at all of them again would take
      // quadratic time where many wait.
      admit(state.waiting.removeFirst(), &state, over: network, in: &world)
      return
    }
    let waiting = state.waiting
    state.waiting = []
    for request in waiting { admit(request, &state, over: network, in: &world) }
  }

  /// Drops all that waits, and all that comes: the deadline passes that the requests of an operation carry.
  func deadlinePasses(ofSubmission submission: UInt8, _ state: inout State) {
    state.isPastDeadline = true
    state.waiting.removeAll { $0.submission == submission }
  }
}
