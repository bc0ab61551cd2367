import Simulation

/// The handlers of the server's downtime: how it goes down, and what becomes of requests meanwhile.
extension Server {
  /// Begins the operation, perhaps in an outage.
  func mayMeetOutage(_ state: inout State, in world: inout some World<Scenario.Event>) {
    guard let outage else { return }
    func point(_ decision: Decision) -> ChoicePoint {
      ChoicePoint(.server, decision, attempt: 0, operation: 0)
    }
    guard world.happens(outage.chance, at: point(.meetsOutage)) else { return }
    state.downtime = .outage
    let length = world.delay(outage.lasts, at: point(.outageLength))
    let rest = world.delay(.uniform(from: .zero, to: length), at: point(.outageRest))
    world.schedule(.outageEnds, after: rest)
  }

  /// Ends an outage or a restart.
  func outageEnds(_ state: inout State) {
    state.downtime = nil
  }

  /// The answer to requests while the server is down.
  package func answer(in downtime: Downtime) -> DownAnswer {
    switch downtime {
    case .outage: outage?.answers ?? .nothing
    case .restart: restarts?.answers ?? .nothing
    }
  }

  /// Takes in a request that arrives while the server is down for a known time.
  func receiveWhileDown(
    _ request: Request, answered answer: DownAnswer, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    state.requests += 1
    meetDowntime(request, answered: answer, &state, over: network, in: &world)
  }

  /// Answers a request that finds the server down, if anything does.
  func meetDowntime(
    _ request: Request, answered answer: DownAnswer, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if state.isPastDeadline { return }
    switch answer {
    case .nothing: break
    case .reset: network.breakConnection(of: request, in: &world)
    case .refused: network.refuseConnection(of: request, in: &world)
    case .status(let status):
      self.answer(request, status, &state, over: network, in: &world)
    }
  }

  /// Ends a request that the server had taken on. One that was acknowledged on arrival hears nothing more.
  func leave(
    _ request: Request, answered answer: DownAnswer, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if isAnsweredOnArrival(request) { return }
    meetDowntime(request, answered: answer, &state, over: network, in: &world)
  }

  /// Loses all that is served, or waits for a key.
  func loseRequests(
    answered answer: DownAnswer, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    let lost = state.inService + state.waiting
    state.inService = []
    state.waiting = []
    state.keyIsHeld = false
    // A record in progress outlives the one who worked under it.
    if !state.holds.isEmpty { state.holds[0].isWorking = false }
    for request in lost {
      leave(request, answered: answer.toWorkThatIsLost, &state, over: network, in: &world)
    }
  }

  /// Begins a service that may not come to its end.
  func startUncertainService(
    _ request: Request, _ length: Delay, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    state.inService.append(request)
    if let restarts,
      world.happens(restarts.chance, at: ChoicePoint(.server, .restarts, request))
    {
      let moment = world.delay(
        .uniform(from: .zero, to: length), at: ChoicePoint(.server, .restartMoment, request))
      world.schedule(.serverRestarts(request), after: moment)
    } else {
      world.schedule(.serviceEnds(request), after: length)
    }
  }

  /// Ends the service of a request.
  ///
  /// - Returns: false if it was lost before.
  func endService(of request: Request, _ state: inout State) -> Bool {
    guard let index = state.indexInService(of: request) else { return false }
    state.inService.remove(at: index)
    return true
  }

  /// Restarts while the server works on a request.
  ///
  /// - Parameter reservation: the number that a confirm names; `nil` where there is none.
  func restart(
    during request: Request, naming reservation: UInt32?, _ state: inout State,
    over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    guard let restarts, endService(of: request, &state) else { return }
    if state.isPastDeadline {
      forget(request, &state, over: network, in: &world)
      return
    }
    if request.kind != .read,
      world.happens(restarts.stores, at: ChoicePoint(.server, .storesBeforeRestart, request))
    {
      storeBeforeRestart(request, naming: reservation, &state, in: &world)
    }
    leave(request, answered: restarts.answers.toWorkThatIsLost, &state, over: network, in: &world)
    loseMemory(&state, over: network, in: &world)
    state.downtime = .restart
    let length = world.delay(restarts.lasts, at: ChoicePoint(.server, .restartLength, request))
    world.schedule(.outageEnds, after: length)
  }

  /// Loses what a restart takes from an operation that did not cause it.
  func loseMemory(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if restarts?.forgetsKeys == true { eraseRecord(&state) }
    loseRequests(answered: restarts?.answers ?? .nothing, &state, over: network, in: &world)
  }

  /// Does what a request asks for, and says nothing: as if it failed after storing.
  private func storeBeforeRestart(
    _ request: Request, naming reservation: UInt32?, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    if request.kind == .confirm {
      confirmIfOpen(request, of: reservation ?? 0, &state, in: &world)
      return
    }
    if isReplay(request) || mayRefuseToStore && refusalToStore(state) != nil { return }
    let isComplete = store(request, &state, in: &world)
    saveFailureAfterStoring(of: request, isComplete: isComplete, &state, in: &world)
  }
}

extension Server.State {
  /// The index of a request among those being served.
  package func indexInService(of request: Request) -> Int? {
    inService.firstIndex { $0.isSame(as: request) }
  }
}
