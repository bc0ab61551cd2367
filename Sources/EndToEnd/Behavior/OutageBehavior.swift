import Simulation

/// How a server goes down, and what becomes of requests meanwhile.
extension Scenario {
  /// The operation begins, perhaps in an outage.
  func mayMeetOutage(_ state: inout State, in world: inout some World<Event>) {
    guard let outage = server.outage else { return }
    func site(_ decision: Decision) -> ChoicePoint {
      ChoicePoint(.server, decision, attempt: 0, operation: 0)
    }
    guard world.happens(outage.chance, at: site(.meetsOutage)) else { return }
    state.server.downtime = .outage
    let length = world.delay(outage.lasts, at: site(.outageLength))
    let rest = world.delay(.uniform(from: .zero, to: length), at: site(.outageRest))
    world.schedule(.outageEnds, after: rest)
  }

  func outageEnds(_ state: inout State) {
    state.server.downtime = nil
  }

  /// The status that requests are answered while the server is down; `nil` if they are not.
  package func answer(in downtime: Downtime) -> Status? {
    switch downtime {
    case .outage: server.outage?.answers
    case .restart: server.restarts?.answers
    }
  }

  /// A request that the server does not serve ends here.
  func leave(
    _ request: Request, answered status: Status?, _ state: inout State,
    in world: inout some World<Event>
  ) {
    guard let status, !state.server.isPastDeadline else { return }
    answer(request, status, &state, in: &world)
  }

  /// All that is served, or waits for a key, is lost.
  func loseRequests(
    answered status: Status?, _ state: inout State, in world: inout some World<Event>
  ) {
    let lost = state.server.inService + state.server.waiting
    state.server.inService = []
    state.server.waiting = []
    state.server.keyIsHeld = false
    for request in lost { leave(request, answered: status, &state, in: &world) }
  }

  /// Begins a service that may not come to its end.
  func startUncertainService(
    _ request: Request, _ length: Delay, _ state: inout State, in world: inout some World<Event>
  ) {
    state.server.inService.append(request)
    if let restarts = server.restarts,
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
  /// - Returns: `false` if it was lost before.
  func endService(of request: Request, _ state: inout State) -> Bool {
    guard let index = state.server.indexInService(of: request) else { return false }
    state.server.inService.remove(at: index)
    return true
  }

  /// The server restarts while it works on a request.
  func serverRestarts(
    during request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let restarts = server.restarts, endService(of: request, &state) else { return }
    if state.server.isPastDeadline {
      forget(request, &state, in: &world)
      return
    }
    if request.kind != .read,
      world.happens(restarts.stores, at: ChoicePoint(.server, .storesBeforeRestart, request))
    {
      storeBeforeRestart(request, &state, in: &world)
    }
    leave(request, answered: restarts.answers, &state, in: &world)
    loseMemory(&state, in: &world)
    state.server.downtime = .restart
    let length = world.delay(restarts.lasts, at: ChoicePoint(.server, .restartLength, request))
    world.schedule(.outageEnds, after: length)
  }

  /// What a restart takes from an operation that did not cause it.
  func loseMemory(_ state: inout State, in world: inout some World<Event>) {
    if server.restarts?.forgetsKeys == true { state.server.key = nil }
    loseRequests(answered: server.restarts?.answers, &state, in: &world)
  }

  /// Does what a request asks for, and says nothing: as if it failed after storing.
  private func storeBeforeRestart(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    if request.kind == .confirm {
      confirmIfOpen(request, &state, in: &world)
      return
    }
    let isKnown = state.server.key != nil && !request.isRacing
    if isKnown || isOutdated(state) { return }
    _ = store(request, &state, in: &world)
    if key?.replays == .successOnly { forgetFailure(&state) }
  }
}

extension Server.State {
  /// Where a request stands among those being served.
  package func indexInService(of request: Request) -> Int? {
    inService.firstIndex { $0.isSame(as: request) }
  }
}
