import Simulation

/// Which pending events change nothing any more.
extension Scenario {
  public func isInert(_ event: Event, in state: State) -> Bool {
    switch event {
    case .attemptTimesOut(let attempt):
      // Once an attempt is not awaited, it never is again.
      return !state.client.awaits(attempt)
    case .readTimesOut(let attempt), .hedgeIsDue(let attempt), .backoffEnds(let attempt):
      return state.client.hasDecided || attempt <= state.client.attempt
    case .clientRestarts(let attempt):
      return state.client.hasDecided || attempt < state.client.attempt
    case .deadlinePasses:
      return state.client.hasDecided && !self.client.propagatesDeadline
    case .responseReachesClient(let response):
      return state.client.hasDecided || response.request.attempt <= state.client.crashedAttempt
        || !response.request.isRead && isUnheard(response, by: state.client)
    case .gatewayTimesOut(let request), .gatewayBackoffEnds(let request):
      return task(of: request, state).map { $0.request.hop > request.hop } ?? true
    case .responseReachesGateway(let response):
      return task(of: response.request, state) == nil
    case .keyExpires(let record):
      return record != state.server.keysRecorded || state.server.key == nil
    case .requestReachesGateway, .requestReachesServer, .serviceEnds, .writeIsLost, .editIsStored,
      .tokenArrives, .tokensAreForgotten, .breakerHalfOpens, .requestWantsWorker,
      .cancellationReachesServer, .reservationExpires, .reconciles, .serverRestarts, .outageEnds,
      .connectionFails, .connectionBreaks:
      return false
    }
  }

  /// Whether an answer to a write or a confirm comes too late to be heard.
  private func isUnheard(_ response: Response, by client: Client.State) -> Bool {
    // Who confirms is done with reserving.
    if response.request.kind == .write, client.step == .confirm { return true }
    let isHeardLate = response.status.isSuccess && self.client.acceptsLateResponses
    return !isHeardLate && !client.awaits(response.request.attempt)
  }

  /// What a gateway still does for a request that it sent; `nil` once it has answered.
  private func task(of request: Request, _ state: State) -> Gateway.Task? {
    let received = received(for: request)
    return state.gateway.tasks.first { $0.received == received }
  }
}
