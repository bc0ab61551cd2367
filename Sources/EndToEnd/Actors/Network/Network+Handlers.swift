import Simulation

/// The handlers of the network, which has no state: a message is lost, breaks off, or arrives.
extension Network {
  /// Makes the connection for a request, or has its sender learn that there is none.
  ///
  /// - Parameters:
  ///   - actor: the actor that this network is in choice points.
  ///   - timeout: the time after which the sender waits no longer.
  /// - Returns: true if there is a connection to send over.
  @inline(__always)
  func connect(
    _ request: Request, as actor: ActorKind, timeout: Delay,
    in world: inout some World<Scenario.Event>
  ) -> Bool {
    if mayFailToConnect,
      world.happens(connect.fails, at: ChoicePoint(actor, .connectionFails, request))
    {
      world.schedule(
        .endsUnanswered(request, because: .notConnected), after: min(connect.after, timeout))
      return false
    }
    return true
  }

  /// Sends a request.
  ///
  /// - Returns: the time until it arrives, or `nil` if it is lost.
  @inline(__always)
  func carry(
    _ sent: Request, as actor: ActorKind, in world: inout some World<Scenario.Event>
  ) -> Delay? {
    request.carry(
      loss: ChoicePoint(actor, .requestIsLost, sent),
      latency: ChoicePoint(actor, .requestLatency, sent), in: &world)
  }

  /// Decides whether a request that was sent arrives a second time.
  ///
  /// - Returns: the time until then, or `nil` if it does not.
  func duplicate(
    _ sent: Request, as actor: ActorKind, in world: inout some World<Scenario.Event>
  ) -> Delay? {
    guard let duplication,
      world.happens(duplication.request, at: ChoicePoint(actor, .requestIsDuplicated, sent))
    else { return nil }
    return world.delay(
      request.latency, at: ChoicePoint(actor, .requestDuplicateLatency, sent))
  }

  /// Sends the word that a request is no longer waited for.
  ///
  /// - Returns: the time until it arrives, or `nil` if it is lost.
  @inline(__always)
  func carryCancellation(
    of canceled: Request, as actor: ActorKind, in world: inout some World<Scenario.Event>
  ) -> Delay? {
    request.carry(
      loss: ChoicePoint(actor, .cancellationIsLost, canceled),
      latency: ChoicePoint(actor, .cancellationLatency, canceled), in: &world)
  }

  /// Sends a response, or the news that it will never come, to the sender of the request.
  @inline(__always)
  func carry(
    _ sent: Response, as actor: ActorKind, arrival: Scenario.Event,
    in world: inout some World<Scenario.Event>
  ) {
    let delay = response.carry(
      loss: ChoicePoint(actor, .responseIsLost, sent.request),
      latency: ChoicePoint(actor, .responseLatency, sent.request), in: &world)
    guard let delay else { return }
    if mayBreak, world.happens(breaks, at: ChoicePoint(actor, .connectionBreaks, sent.request)) {
      world.schedule(.endsUnanswered(sent.request, because: .reset), after: delay)
    } else {
      world.schedule(arrival, after: delay)
      if duplication != nil { duplicate(sent, as: actor, arrival: arrival, in: &world) }
    }
  }

  /// Has the sender of a request learn, when an answer would have come, that none will.
  func breakConnection(
    of sent: Request, as actor: ActorKind, in world: inout some World<Scenario.Event>
  ) {
    let delay = response.carry(
      loss: ChoicePoint(actor, .responseIsLost, sent),
      latency: ChoicePoint(actor, .responseLatency, sent), in: &world)
    if let delay { world.schedule(.endsUnanswered(sent, because: .reset), after: delay) }
  }

  /// Has a response arrive a second time, by chance.
  private func duplicate(
    _ sent: Response, as actor: ActorKind, arrival: Scenario.Event,
    in world: inout some World<Scenario.Event>
  ) {
    let point = ChoicePoint(actor, .responseIsDuplicated, sent.request)
    guard world.happens(responseDuplicates, at: point) else { return }
    world.schedule(
      arrival,
      after: world.delay(
        response.latency, at: ChoicePoint(actor, .responseDuplicateLatency, sent.request)))
  }
}
