import Simulation

/// What the gateway does.
extension Scenario {
  func gatewayReceives(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let gateway, !state.server.isPastDeadline else { return }
    let task = Gateway.Task(request: request)
    state.gateway.tasks.append(task)
    sendOn(gateway, state.gateway.tasks.count - 1, &state, in: &world)
  }

  /// Starts the timer of the next attempt for a task, then sends its request to the server.
  private func sendOn(
    _ gateway: Gateway, _ index: Int, _ state: inout State, in world: inout some World<Event>
  ) {
    state.gateway.tasks[index].request.hop += 1
    state.gateway.tasks[index].isBackingOff = false
    let request = state.gateway.tasks[index].request
    world.schedule(.gatewayTimesOut(request), after: gateway.timeout)
    // The client's retry has drawn already; this is one of the gateway's own.
    if request.hop > 1, request.kind == .write { mayForgetKey(before: request, &state, in: &world) }
    let delay = gateway.network.request.carry(
      loss: Site(.gatewayNetwork, .requestIsLost, request),
      latency: Site(.gatewayNetwork, .requestLatency, request), in: &world)
    if let delay { world.schedule(.requestReachesServer(request), after: delay) }
  }

  func gatewayTimesOut(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let gateway, let index = state.gateway.index(of: request) else { return }
    let task = state.gateway.tasks[index]
    if task.request.hop == request.hop, !task.isBackingOff {
      gatewayAttemptFails(gateway, .timeout, index, &state, in: &world)
    }
  }

  func gatewayReceives(
    _ response: Response, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let gateway, let index = state.gateway.index(of: response.request) else { return }
    let task = state.gateway.tasks[index]
    let answersPresentAttempt = task.request.hop == response.request.hop && !task.isBackingOff
    if response.status.isSuccess {
      if answersPresentAttempt || gateway.acceptsLateResponses {
        answerClient(index, response, &state, in: &world)
      }
    } else if answersPresentAttempt {
      gatewayAttemptFails(gateway, .error(response.status), index, &state, in: &world)
    }
  }

  private func gatewayAttemptFails(
    _ gateway: Gateway, _ failure: Failure, _ index: Int, _ state: inout State,
    in world: inout some World<Event>
  ) {
    let task = state.gateway.tasks[index]
    let attempt = UInt32(task.request.hop)
    guard gateway.retry.retries(after: failure, ofAttempt: attempt) else {
      let status = gateway.answer(to: failure, ofAttempt: attempt)
      answerClient(
        index, Response(request: task.request, status: status), &state, in: &world)
      return
    }
    if let wait = retryAfter(failure, for: gateway.retry) {
      state.gateway.tasks[index].isBackingOff = true
      world.schedule(.gatewayBackoffEnds(task.request), after: wait)
      return
    }
    let backoff = gateway.retry.backoff
    guard let wait = backoff.wait(beforeRetry: attempt, previous: task.previousWait) else {
      sendOn(gateway, index, &state, in: &world)
      return
    }
    var next = task.request
    next.hop += 1
    let delay = world.delay(
      wait.distribution, atLeast: backoff.least, atMost: wait.cap,
      at: Site(.gateway, .backoff, next))
    if backoff.jitter == .decorrelated { state.gateway.tasks[index].previousWait = delay }
    state.gateway.tasks[index].isBackingOff = true
    world.schedule(.gatewayBackoffEnds(task.request), after: delay)
  }

  func gatewayBackoffEnds(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let gateway, let index = state.gateway.index(of: request) else { return }
    let task = state.gateway.tasks[index]
    if task.isBackingOff, task.request.hop == request.hop {
      sendOn(gateway, index, &state, in: &world)
    }
  }

  /// Answers the client and forgets the task: what the server still says is heard by nobody.
  private func answerClient(
    _ index: Int, _ response: Response, _ state: inout State, in world: inout some World<Event>
  ) {
    var response = response
    response.request = state.gateway.tasks.remove(at: index).request
    response.request.hop = 0
    if !response.status.isSuccess { state.gateway.hasAnsweredError = true }
    carryToClient(response, in: &world)
  }
}

extension Gateway {
  /// What the client is told when an attempt has failed and no other follows.
  func answer(to failure: Failure, ofAttempt attempt: UInt32) -> Status {
    switch failure {
    case .timeout:
      return .gatewayTimeout
    case .error(let status):
      // An error that it would have retried, had it any attempts left, means that it gave up.
      return retry.retriedStatuses.contains(status) ? .gatewayTimeout : status
    }
  }
}

extension Gateway.State {
  /// The task that a request to or from the server belongs to.
  fileprivate func index(of request: Request) -> Int? {
    tasks.firstIndex {
      $0.request.attempt == request.attempt && $0.request.kind == request.kind
    }
  }
}
