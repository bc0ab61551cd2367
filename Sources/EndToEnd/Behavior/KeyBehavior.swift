import Simulation

/// How the server's table of idempotency keys remembers and forgets.
extension Scenario {
  /// Before a retry, whether or not it arrives, the server may have forgotten a recorded key.
  func mayForgetKey(
    before request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let key, mayBeKnown(request, to: key) else { return }
    if world.happens(key.forgets, at: ChoicePoint(.server, .keyIsForgotten, request)) {
      state.server.key = nil
    }
  }

  /// Whether a request with the same key was sent before.
  private func mayBeKnown(_ request: Request, to key: IdempotencyKey) -> Bool {
    request.attempt > 1 || request.hop > 1
      || request.submission > 0 && key.scope == .intention
  }

  /// Records the key unless it is known already. Its answer counts as a failure until one is saved.
  ///
  /// - Parameter isWithData: whether it shares the transaction of the last write.
  func recordKey(
    isWithData: Bool = false, _ state: inout State, in world: inout some World<Event>
  ) {
    if state.server.key != nil { return }
    state.server.key = Server.KeyRecord(
      status: .serverError, write: isWithData ? state.server.writes : 0)
    if let window = key?.window {
      state.server.keysRecorded += 1
      world.schedule(.keyExpires(record: state.server.keysRecorded), after: window)
    }
  }

  /// Saves the answer of the request that was executed.
  func saveAnswer(_ status: Status, _ state: inout State) {
    state.server.key?.status = status
  }

  /// The request that was executed has failed: nothing is known of its key, unless another has
  /// succeeded.
  func forgetFailure(_ state: inout State) {
    if state.server.key?.status != .success { state.server.key = nil }
  }

  /// Saves the reservation that was just made, if the key's first request made it.
  func saveReservation(_ state: inout State) {
    if state.server.key?.reservation == 0 {
      state.server.key?.reservation = UInt32(state.server.reservations.count)
    }
  }

  func keyExpires(_ record: UInt32, _ state: inout State) {
    // A key that was forgotten and recorded again has a window of its own.
    if record == state.server.keysRecorded { state.server.key = nil }
  }

  /// A request that held the key has been served: those that waited for it go on.
  func releaseKey(_ state: inout State, in world: inout some World<Event>) {
    state.server.keyIsHeld = false
    if state.server.waiting.isEmpty { return }
    if state.server.key == nil {
      // The first takes the key, and the rest wait on: looking at all of them again would take
      // quadratic time where many wait.
      admit(state.server.waiting.removeFirst(), &state, in: &world)
      return
    }
    let waiting = state.server.waiting
    state.server.waiting = []
    for request in waiting { admit(request, &state, in: &world) }
  }
}
