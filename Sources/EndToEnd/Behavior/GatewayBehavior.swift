import Simulation

/// What a gateway does.
extension Scenario {
  func gatewayReceives(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    if state.server.isPastDeadline { return }
    let task = Gateway.Task(received: request, request: beforeFirst(for: request))
    state.gateway.tasks.append(task)
    sendOn(state.gateway.tasks.count - 1, &state, in: &world)
  }

  /// Starts the timer of the next attempt for a task, then sends its request to the next hop.
  private func sendOn(_ index: Int, _ state: inout State, in world: inout some World<Event>) {
    state.gateway.tasks[index].request.hop += 1
    state.gateway.tasks[index].isBackingOff = false
    let request = state.gateway.tasks[index].request
    let gateway = gateway(request.level)
    let isConnected = connect(
      request, over: gateway.network, .gatewayNetwork, timeout: gateway.timeout,
      timer: .gatewayTimesOut(request), in: &world)
    // Whoever retried what the gateway received has drawn already; this is a retry of its own.
    if attemptOfGateway(request) > 1, request.kind == .write {
      mayForgetKey(before: request, &state, in: &world)
    }
    guard isConnected else { return }
    let delay = gateway.network.request.carry(
      loss: ChoicePoint(.gatewayNetwork, .requestIsLost, request),
      latency: ChoicePoint(.gatewayNetwork, .requestLatency, request), in: &world)
    guard let delay else { return }
    if request.level < gateways.count {
      world.schedule(.requestReachesGateway(request), after: delay)
    } else {
      world.schedule(.requestReachesServer(request), after: delay)
    }
  }

  func gatewayTimesOut(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let index = task(awaiting: request, state) else { return }
    if request.level == gateways.count {
      cancel(request, over: gateway(request.level).network, .gatewayNetwork, in: &world)
    }
    gatewayAttemptFails(.timeout, index, &state, in: &world)
  }

  /// A gateway learns that what it sent on will not be answered.
  func gatewayHearsNothing(
    _ request: Request, _ failure: Failure, _ state: inout State,
    in world: inout some World<Event>
  ) {
    guard let index = task(awaiting: request, state) else { return }
    gatewayAttemptFails(failure, index, &state, in: &world)
  }

  func gatewayReceives(
    _ response: Response, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let index = task(servedBy: response.request, state) else { return }
    let task = state.gateway.tasks[index]
    let answersPresentAttempt = task.request.hop == response.request.hop && !task.isBackingOff
    if response.status.isSuccess {
      if answersPresentAttempt || gateway(task.request.level).acceptsLateResponses {
        answerFromGateway(index, response, &state, in: &world)
      }
    } else if answersPresentAttempt {
      gatewayAttemptFails(.error(response.status), index, &state, in: &world)
    }
  }

  private func gatewayAttemptFails(
    _ failure: Failure, _ index: Int, _ state: inout State, in world: inout some World<Event>
  ) {
    let task = state.gateway.tasks[index]
    let gateway = gateway(task.request.level)
    let attempt = attemptOfGateway(task.request)
    guard gateway.retry.retries(after: failure, ofAttempt: attempt) else {
      let answer = Response(request: task.received, status: gateway.answer(to: failure))
      answerFromGateway(index, answer, &state, in: &world)
      return
    }
    if let wait = retryAfter(failure, for: gateway.retry) {
      state.gateway.tasks[index].isBackingOff = true
      world.schedule(.gatewayBackoffEnds(task.request), after: wait)
      return
    }
    let backoff = gateway.retry.backoff
    guard let wait = backoff.wait(beforeRetry: attempt, previous: task.previousWait) else {
      sendOn(index, &state, in: &world)
      return
    }
    var next = task.request
    next.hop += 1
    let delay = world.delay(
      wait.distribution, atLeast: backoff.least, atMost: wait.cap,
      at: ChoicePoint(.gateway, .backoff, next))
    if backoff.jitter == .decorrelated { state.gateway.tasks[index].previousWait = delay }
    state.gateway.tasks[index].isBackingOff = true
    world.schedule(.gatewayBackoffEnds(task.request), after: delay)
  }

  func gatewayBackoffEnds(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let index = task(servedBy: request, state) else { return }
    let task = state.gateway.tasks[index]
    if task.isBackingOff, task.request.hop == request.hop {
      sendOn(index, &state, in: &world)
    }
  }

  /// Answers what a gateway received and forgets the task: what is still said about it is heard by
  /// nobody.
  private func answerFromGateway(
    _ index: Int, _ response: Response, _ state: inout State, in world: inout some World<Event>
  ) {
    var response = response
    response.request = state.gateway.tasks.remove(at: index).received
    if !response.status.isSuccess { state.gateway.hasAnsweredError = true }
    carryBack(response, in: &world)
  }

  /// The task that waits for the answer to a request.
  private func task(awaiting request: Request, _ state: State) -> Int? {
    guard let index = task(servedBy: request, state) else { return nil }
    let task = state.gateway.tasks[index]
    return task.request.hop == request.hop && !task.isBackingOff ? index : nil
  }

  /// The task, unless it is done, for which a gateway sent a request.
  private func task(servedBy request: Request, _ state: State) -> Int? {
    let received = received(for: request)
    return state.gateway.tasks.firstIndex { $0.received == received }
  }
}

extension Gateway {
  /// What is told of an attempt that has failed and that no other follows.
  func answer(to failure: Failure) -> Status {
    switch failure {
    case .timeout:
      return .gatewayTimeout
    case .notConnected, .reset:
      return .badGateway
    case .error(let status):
      // An error that it would have retried, had it any attempts left, means that it gave up.
      return retry.retriedStatuses.contains(status) ? .gatewayTimeout : status
    }
  }
}
