import Simulation

/// The handlers of a gateway.
extension Gateway {
  /// Takes on a request, unless the deadline has passed that it carries.
  @inline(__always)
  func receive(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    if state.isPastDeadline { return [] }
    state.tasks.append(Task(received: request, request: beforeFirst(for: request)))
    return sendOn(state.tasks.count - 1, &state, over: network, in: &world)
  }

  /// Starts the timer of the next attempt for a task, then sends its request to the next hop.
  @inline(__always)
  private func sendOn(
    _ index: Int, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    state.tasks[index].request.hop += 1
    state.tasks[index].isBackingOff = false
    let request = state.tasks[index].request
    let isConnected = network.connect(request, timeout: timeout, in: &world)
    if isConnected { world.scheduleTimer(.gatewayTimesOut(request), after: timeout) }
    // A sender that retried what the gateway received has drawn already. This is a retry of its own.
    return network.send(
      request, isRetry: attempt(of: request) > 1, isConnected: isConnected, in: &world)
  }

  /// Ends an attempt whose timer runs out.
  @inline(__always)
  func timesOut(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard let index = task(awaiting: request, state) else { return [] }
    network.cancel(request, in: &world)
    return attemptFails(.timeout, index, &state, over: network, in: &world)
  }

  /// Ends an attempt that will not be answered.
  func hearsNothing(
    of request: Request, _ failure: Failure, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard let index = task(awaiting: request, state) else { return [] }
    return attemptFails(failure, index, &state, over: network, in: &world)
  }

  /// Passes a success on, and counts an error to the attempt that it answers.
  @inline(__always)
  func receive(
    _ response: Response, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard let index = task(servedBy: response.request, state) else { return [] }
    let task = state.tasks[index]
    let answersPresentAttempt =
      task.request.hop == original(of: response.request).hop && !task.isBackingOff
    if response.status.isSuccess {
      if answersPresentAttempt || acceptsLateResponses {
        let hasAnotherUnderWay = !answersPresentAttempt && !task.isBackingOff
        if hasAnotherUnderWay { network.cancel(task.request, in: &world) }
        answer(index, response, &state, over: network, in: &world)
      }
    } else if answersPresentAttempt {
      return attemptFails(.error(response.status), index, &state, over: network, in: &world)
    }
    return []
  }

  @inline(__always)
  private func attemptFails(
    _ failure: Failure, _ index: Int, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    let task = state.tasks[index]
    let attempt = attempt(of: task.request)
    guard retry.retries(after: failure, ofAttempt: attempt) else {
      let response = Response(request: task.received, status: status(after: failure))
      answer(index, response, &state, over: network, in: &world)
      return []
    }
    if let wait = network.retryAfter(failure, for: retry) {
      state.tasks[index].isBackingOff = true
      world.schedule(.gatewayBackoffEnds(task.request), after: wait)
      return []
    }
    guard let wait = retry.backoff.wait(beforeRetry: attempt, previous: task.previousWait) else {
      return sendOn(index, &state, over: network, in: &world)
    }
    var next = task.request
    next.hop += 1
    let delay = world.delay(
      wait.distribution, atLeast: retry.backoff.least, atMost: wait.cap,
      at: ChoicePoint(.gateway, .backoff, next))
    if retry.backoff.jitter == .decorrelated { state.tasks[index].previousWait = delay }
    state.tasks[index].isBackingOff = true
    world.schedule(.gatewayBackoffEnds(task.request), after: delay)
    return []
  }

  /// Sends again after the wait that followed a request.
  func backoffEnds(
    after request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) -> Effects {
    guard let index = task(servedBy: request, state) else { return [] }
    let task = state.tasks[index]
    guard task.isBackingOff, task.request.hop == request.hop else { return [] }
    return sendOn(index, &state, over: network, in: &world)
  }

  /// Answers the request of a task and forgets the task. Later messages about it find none.
  @inline(__always)
  private func answer(
    _ index: Int, _ response: Response, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    var response = response
    response.request = state.tasks.remove(at: index).received
    // A 4xx, for example 409, is not an entry of an error log.
    if response.status.isServerError { state.hasAnsweredError = true }
    network.send(response, in: &world)
  }

  /// The status that answers a request when its last attempt has failed.
  private func status(after failure: Failure) -> Status {
    switch failure {
    case .timeout:
      return .gatewayTimeout
    case .unanswered:
      return .badGateway
    case .error(let status):
      return status
    }
  }

  /// The index of the task that waits for the answer to a request.
  private func task(awaiting request: Request, _ state: State) -> Int? {
    guard let index = task(servedBy: request, state) else { return nil }
    let task = state.tasks[index]
    return task.request.hop == original(of: request).hop && !task.isBackingOff ? index : nil
  }

  /// The index of the task, unless it is done, for which the gateway sent a request.
  private func task(servedBy request: Request, _ state: State) -> Int? {
    let received = received(for: request)
    return state.tasks.firstIndex { $0.received == received }
  }

  /// Returns true if a timer of a request that it sent changes nothing any more.
  func ignoresTimer(of request: Request, _ state: State) -> Bool {
    guard let index = task(servedBy: request, state) else { return true }
    return state.tasks[index].request.hop > request.hop
  }

  /// Returns true if it will not hear the answer to a request that it sent, whenever it comes.
  func isUnheard(_ request: Request, _ state: State) -> Bool {
    guard let index = task(servedBy: request, state) else { return true }
    let task = state.tasks[index]
    return !acceptsLateResponses && (task.request.hop != request.hop || task.isBackingOff)
  }

  /// Returns true if it has answered what it sent a request for.
  func hasAnswered(_ request: Request, _ state: State) -> Bool {
    task(servedBy: request, state) == nil
  }
}

extension Gateway.State {
  /// The deadline passes that the requests carry: all tasks are dropped, and so is all that comes.
  ///
  /// The timers of these tasks and the server's answers find no task that they belong to.
  mutating func deadlinePasses() {
    isPastDeadline = true
    tasks = []
  }
}
