import Simulation

/// The handlers of the server's table of idempotency keys.
extension Server {
  /// Decides whether the table forgets a recorded key before a retry, even if that never arrives.
  @inline(__always)
  func forgetsKey(
    before request: Request, in world: inout some World<Scenario.Event>
  ) -> Bool {
    guard let key, mayBeKnown(request, to: key) else { return false }
    return world.happens(key.forgets, at: ChoicePoint(.server, .keyIsForgotten, request))
  }

  /// Returns true if a request with the same key may have been sent before.
  @inline(__always)
  private func mayBeKnown(_ request: Request, to key: IdempotencyKey) -> Bool {
    request.attempt > 1 || request.hop > 1
      || request.submission > 0 && key.scope == .intention
  }

  /// Forgets the key: a restart, an eviction, another instance.
  func keyIsForgotten(_ state: inout State) {
    state.key = nil
  }

  /// Records the key unless it is known already. Its answer counts as a failure until one is saved.
  ///
  /// - Parameter isWithData: whether it shares the transaction of the last write.
  @inline(__always)
  func recordKey(
    isWithData: Bool = false, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    if state.key != nil { return }
    state.key = KeyRecord(status: .serverError, write: isWithData ? state.writes : 0)
    if let window = key?.window {
      state.keysRecorded += 1
      world.schedule(.keyExpires(record: state.keysRecorded), after: window)
    }
  }

  /// Saves the answer of the request that was executed.
  @inline(__always)
  func saveAnswer(_ status: Status, _ state: inout State) {
    state.key?.status = status
  }

  /// Forgets the key of the request that was executed and has failed, unless another has succeeded.
  @inline(__always)
  func forgetFailure(_ state: inout State) {
    if state.key?.status != .success { state.key = nil }
  }

  /// Saves the reservation that was just made, if the key's first request made it.
  @inline(__always)
  func saveReservation(_ state: inout State) {
    if state.key?.reservation == 0 {
      state.key?.reservation = UInt32(state.reservations.count)
    }
  }

  /// Forgets the key when its window has passed.
  func keyExpires(_ record: UInt32, _ state: inout State) {
    // A key that was forgotten and recorded again has a window of its own.
    if record == state.keysRecorded { state.key = nil }
  }
}
