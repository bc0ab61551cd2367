import Simulation

extension Scenario: HasDominantPath {
  public func start(in world: inout some World<Event>) -> State {
    var state = State()
    state.client.shared = client.freshShared
    mayMeetOutage(&state, in: &world)
    begin(&state, in: &world)
    return state
  }

  /// Begins the operation, with what its client shares already in the state.
  func begin(_ state: inout State, in world: inout some World<Event>) {
    earnForRequest(&state, in: &world)
    if let deadline = client.deadline { world.schedule(.deadlinePasses, after: deadline) }
    sendAttempt(&state, in: &world)
  }

  public func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    switch event {
    case .attemptTimesOut(let attempt): attemptTimesOut(attempt, &state, in: &world)
    case .readTimesOut(let attempt): readTimesOut(attempt, &state, in: &world)
    case .hedgeIsDue(let attempt): hedgeIsDue(attempt, &state, in: &world)
    case .backoffEnds(let attempt): backoffEnds(attempt, &state, in: &world)
    case .clientRestarts(let attempt): clientRestarts(attempt, &state, in: &world)
    case .tokenArrives: tokenArrives(&state, in: &world)
    case .tokensAreForgotten(let amount): tokensAreForgotten(amount, &state)
    case .breakerHalfOpens(let opening): breakerHalfOpens(opening, &state)
    case .deadlinePasses: deadlinePasses(&state, in: &world)
    case .responseReachesClient(let response): clientReceives(response, &state, in: &world)

    case .requestReachesGateway(let request): gatewayReceives(request, &state, in: &world)
    case .responseReachesGateway(let response): gatewayReceives(response, &state, in: &world)
    case .gatewayTimesOut(let request): gatewayTimesOut(request, &state, in: &world)
    case .gatewayBackoffEnds(let request): gatewayBackoffEnds(request, &state, in: &world)

    case .requestReachesServer(let request): serverReceives(request, &state, in: &world)
    case .requestWantsWorker(let request): startService(request, &state, in: &world)
    case .cancellationReachesServer: break
    case .serviceEnds(let request): serviceEnds(request, &state, in: &world)
    case .writeIsLost(let number): writeIsLost(number, &state)
    case .editIsStored: editIsStored(&state)
    case .keyExpires(let record): keyExpires(record, &state)
    case .reconciles(let pass): reconcile(pass: pass, &state, in: &world)
    case .reservationExpires(let number): reservationExpires(number, &state)
    case .serverRestarts(let request): serverRestarts(during: request, &state, in: &world)
    case .outageEnds: outageEnds(&state)

    case .connectionFails(let request):
      endsUnanswered(request, .notConnected, &state, in: &world)
    case .connectionBreaks(let request): endsUnanswered(request, .reset, &state, in: &world)
    }
  }
}
