import Simulation

/// The ways between the actors, as a handler has them at hand.
///
/// A handler sends through a transport and learns neither who receives nor what becomes of the message.
/// It is a generic parameter, so that sending costs no more than a call.
protocol Transport {
  /// Makes the connection for a request, or has its sender learn that there is none.
  ///
  /// - Returns: true if there is a connection to send over.
  @inline(__always)
  func connect(
    _ request: Request, timeout: Delay, in world: inout some World<Scenario.Event>
  ) -> Bool

  /// Sends a request to the next hop.
  ///
  /// - Parameters:
  ///   - isRetry: whether its sender may have sent another for the same write before: then the server may
  ///     have forgotten its key, even if this request never arrives.
  ///   - isConnected: whether there is a connection. Without one only the time goes by that a retry
  ///     gives the server to forget.
  /// - Returns: the effects on other actors, for the handler to return.
  func send(
    _ request: Request, isRetry: Bool, isConnected: Bool, in world: inout some World<Scenario.Event>
  ) -> Effects

  /// Tells the server that the sender of a request has stopped waiting for it, where the server listens
  /// and the sender is next to it: at the timer, or when another answer has decided.
  func cancel(_ request: Request, in world: inout some World<Scenario.Event>)

  /// Sends a response to the sender of its request.
  func send(_ response: Response, in world: inout some World<Scenario.Event>)

  /// Returns true if the client's log shows the failure of an attempt, even of an operation that succeeds.
  @inline(__always)
  func isLogged(_ failure: Failure) -> Bool

  /// Breaks the connection of a request instead of answering it.
  func breakConnection(of request: Request, in world: inout some World<Scenario.Event>)

  /// Has the sender of a request that has just arrived learn that no connection was made.
  func refuseConnection(of request: Request, in world: inout some World<Scenario.Event>)

  /// The wait that an answer with a status asks for (Retry-After). It goes with the status, so no
  /// response has to carry it.
  @inline(__always)
  func retryAfter(_ status: Status) -> Delay?
}

/// The news for other actors that a handler leaves behind, for the same instant.
///
/// A handler cannot change the state of another actor. It returns these, and `Scenario` hands them on.
struct Effects: OptionSet {
  let rawValue: UInt8

  /// The server's table has forgotten the operation's key.
  static let keyIsForgotten = Effects(rawValue: 1)
  /// The client has stopped trying.
  static let decision = Effects(rawValue: 2)
}

extension Transport {
  /// The wait that a failed attempt's answer asks for, if a policy honors it.
  @inline(__always)
  func retryAfter(_ failure: Failure, for policy: RetryPolicy) -> Delay? {
    guard policy.honorsRetryAfter, case .error(let status) = failure,
      let wait = retryAfter(status)
    else { return nil }
    return min(wait, policy.retryAfterCap)
  }
}

extension Scenario: Transport {
  @inline(__always)
  func connect(
    _ request: Request, timeout: Delay, in world: inout some World<Event>
  ) -> Bool {
    if request.level == 0 {
      return network.connect(request, as: .network, timeout: timeout, in: &world)
    }
    return self[gateway: request.level].network
      .connect(request, as: .gatewayNetwork, timeout: timeout, in: &world)
  }

  func send(
    _ request: Request, isRetry: Bool, isConnected: Bool, in world: inout some World<Event>
  ) -> Effects {
    var effects: Effects = []
    if isRetry, request.kind == .write, server.forgetsKey(before: request, in: &world) {
      effects = .keyIsForgotten
    }
    guard isConnected else { return effects }
    let delay: Delay? =
      request.level == 0
      ? network.carry(request, as: .network, in: &world)
      : self[gateway: request.level].network.carry(request, as: .gatewayNetwork, in: &world)
    guard let delay else { return effects }
    deliver(request, after: delay, in: &world)
    let mayDuplicate =
      request.level == 0
      ? network.duplication != nil : self[gateway: request.level].network.duplication != nil
    if mayDuplicate { duplicate(request, in: &world) }
    return effects
  }

  /// Has a request arrive at the next hop.
  @inline(__always)
  private func deliver(
    _ request: Request, after delay: Delay, in world: inout some World<Event>
  ) {
    if isSentToServer(request) {
      world.schedule(.requestReachesServer(request), after: delay)
    } else {
      world.schedule(.requestReachesGateway(request), after: delay)
    }
  }

  /// Has a request arrive a second time, by chance.
  @inline(never)
  private func duplicate(_ request: Request, in world: inout some World<Event>) {
    let delay: Delay? =
      request.level == 0
      ? network.duplicate(request, as: .network, in: &world)
      : self[gateway: request.level].network.duplicate(request, as: .gatewayNetwork, in: &world)
    if let delay { deliver(duplicate(of: request), after: delay, in: &world) }
  }

  func cancel(_ request: Request, in world: inout some World<Event>) {
    guard isSentToServer(request), server.capacity?.hearsCancellation == true else { return }
    let delay =
      request.level == 0
      ? network.carryCancellation(of: request, as: .network, in: &world)
      : self[gateway: request.level].network
        .carryCancellation(of: request, as: .gatewayNetwork, in: &world)
    if let delay { world.schedule(.cancellationReachesServer(request), after: delay) }
  }

  func send(_ response: Response, in world: inout some World<Event>) {
    let level = response.request.level
    if level == 0 {
      network.carry(
        response, as: .network, arrival: .responseReachesClient(response), in: &world)
    } else {
      self[gateway: level].network.carry(
        response, as: .gatewayNetwork, arrival: .responseReachesGateway(response), in: &world)
    }
  }

  func breakConnection(of request: Request, in world: inout some World<Event>) {
    if request.level == 0 {
      network.breakConnection(of: request, as: .network, in: &world)
    } else {
      self[gateway: request.level].network
        .breakConnection(of: request, as: .gatewayNetwork, in: &world)
    }
  }

  func refuseConnection(of request: Request, in world: inout some World<Event>) {
    let network = request.level == 0 ? network : self[gateway: request.level].network
    world.schedule(.endsUnanswered(request, because: .notConnected), after: network.connect.after)
  }

  @inline(__always)
  func isLogged(_ failure: Failure) -> Bool { logs.client.shows(failure) }

  @inline(__always)
  func retryAfter(_ status: Status) -> Delay? {
    status == server.refusal.status ? server.refusal.retryAfter : nil
  }

  /// Returns true if no gateway stands between the sender of a request and the server.
  private func isSentToServer(_ request: Request) -> Bool {
    hasGateway ? Int(request.level) == gateways.count : true
  }
}
