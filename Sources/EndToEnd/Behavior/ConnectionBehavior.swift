import Simulation

/// What becomes of attempts whose connection is not made, or breaks.
extension Scenario {
  /// Starts what ends an attempt if no answer does: its timer or, without a connection, its failure.
  ///
  /// - Returns: whether there is a connection to send over.
  func connect(
    _ request: Request, over network: Network, _ actor: ActorKind, timeout: Delay,
    timer: Event, in world: inout some World<Event>
  ) -> Bool {
    if network.mayFailToConnect,
      world.happens(network.connect.fails, at: ChoicePoint(actor, .connectionFails, request))
    {
      world.schedule(.connectionFails(request), after: min(network.connect.after, timeout))
      return false
    }
    world.schedule(timer, after: timeout)
    return true
  }

  /// Sends a response, or the news that it will never come, to whoever sent the request.
  func carry(
    _ response: Response, over network: Network, _ actor: ActorKind, as arrival: Event,
    in world: inout some World<Event>
  ) {
    let delay = network.response.carry(
      loss: ChoicePoint(actor, .responseIsLost, response.request),
      latency: ChoicePoint(actor, .responseLatency, response.request), in: &world)
    guard let delay else { return }
    if network.mayBreak,
      world.happens(network.breaks, at: ChoicePoint(actor, .connectionBreaks, response.request))
    {
      world.schedule(.connectionBreaks(response.request), after: delay)
    } else {
      world.schedule(arrival, after: delay)
    }
  }

  /// The sender of a request learns that no answer will come.
  func endsUnanswered(
    _ request: Request, _ failure: Failure, _ state: inout State,
    in world: inout some World<Event>
  ) {
    if request.level > 0 {
      gatewayHearsNothing(request, failure, &state, in: &world)
    } else if request.isRead {
      readTimesOut(request.attempt, &state, in: &world)
    } else if state.client.awaits(request.attempt) {
      attemptFails(failure, request.attempt, &state, in: &world)
    }
  }
}
