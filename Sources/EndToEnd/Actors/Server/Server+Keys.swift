import Simulation

/// The handlers of the server's table of idempotency keys: what it knows, and what it forgets.
extension Server {
  /// The answer of the table to a write that arrives.
  package enum LookUp {
    /// There is no record, or one whose lease has ended.
    case unknown
    /// Another request holds the key, or died and left it behind.
    case held
    /// The work is done, or its failure was saved.
    case known
  }

  /// Looks up the key.
  package func lookUp(_ state: State) -> LookUp {
    guard let record = state.key else { return state.keyIsHeld ? .held : .unknown }
    switch record.phase {
    case .inProgress: return .held
    case .lapsed: return .unknown
    case .done: return .known
    }
  }

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
  func keyIsForgotten(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    eraseRecord(&state)
    wake(&state, over: network, in: &world)
  }

  /// Forgets the key when its window has passed.
  func keyExpires(
    _ record: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    // A key that was forgotten and recorded again has a window of its own.
    guard record == state.keysRecorded else { return }
    eraseRecord(&state)
    wake(&state, over: network, in: &world)
  }

  func eraseRecord(_ state: inout State) {
    state.key = nil
    if !state.holds.isEmpty { state.holds = [] }
  }

  /// Lets the waiting requests go on, if the table knows the key or no request holds it any more.
  ///
  /// If it is known, all are answered at this very instant, each by an event of its own: an exploration then branches
  /// over the draws of one answer at a time. Otherwise the first takes the key, and the rest wait on.
  func wake(
    _ state: inout State, over network: some Transport, in world: inout some World<Scenario.Event>
  ) {
    if state.waiting.isEmpty { return }
    switch lookUp(state) {
    case .held:
      return
    case .unknown:
      takeKey(for: state.waiting.removeFirst(), &state, in: &world)
    case .known:
      let waiting = state.waiting
      state.waiting = []
      guard acknowledges == .afterStore else { return }
      let claim: Request.Claim =
        state.key?.status.isSuccess == false ? .replaysFailure : .none
      for var request in waiting {
        request.claim = claim
        world.schedule(.waitForKeyEnds(request), after: .zero)
      }
    }
  }

  /// Answers a request that waited until the work under its key was done.
  func waitForKeyEnds(
    _ request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    guard let status = replayedStatus(request) else { return }
    answerAgain(request, status, &state, over: network, in: &world)
  }

  /// Ends the execution of a request: the key is not held any more by it, and those that waited for it go on.
  func endExecution(
    of request: Request, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    guard request.claim == .holds else { return }
    if key?.recorded == .inProgress {
      if isHolder(request, state) { state.holds[0].isWorking = false }
    } else {
      state.keyIsHeld = false
    }
    wake(&state, over: network, in: &world)
  }
}

/// The entries that an execution writes into the table.
extension Server {
  /// Records the key unless it is known already.
  ///
  /// - Parameters:
  ///   - isWithData: whether it shares the transaction of the last write.
  ///   - phase: done, or in progress if the data is written afterwards.
  @inline(__always)
  func recordKey(
    isWithData: Bool = false, as phase: KeyRecord.Phase = .done, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    if state.key != nil { return }
    // Until a success is saved, the answer counts as a failure where failures are saved.
    let status = key?.saves == .success ? .success : savedFailure
    state.key = KeyRecord(status: status, phase: phase, write: isWithData ? state.writes : 0)
    if let window = key?.window {
      state.keysRecorded += 1
      world.schedule(.keyExpires(record: state.keysRecorded), after: window)
    }
  }

  /// Saves that the request that was executed has succeeded.
  @inline(__always)
  func saveSuccess(of request: Request, _ state: inout State) {
    if key?.recorded == .inProgress {
      completeRecord(of: request, .success, &state)
    } else {
      state.key?.status = .success
    }
  }

  /// Saves a failure before anything was stored. A server that fails without a word cannot save it.
  @inline(__always)
  func saveFailureBeforeStoring(
    of request: Request, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    guard let key else { return }
    switch key.saves {
    case .success, .stored:
      break
    case .all:
      if failure.status == nil { break }
      if key.recorded == .inProgress {
        completeRecord(of: request, savedFailure, &state)
      } else {
        recordKey(&state, in: &world)
        state.key?.phase = .done
      }
    case .successOnly:
      if failure.status != nil { abandonRecord(of: request, &state) }
    }
  }

  /// Saves a failure after the data was stored, or a restart or an answer that was never given then: to the table they
  /// are the same.
  ///
  /// - Parameter isComplete: false if the server crashed between its writes. Where the key's comes first, that is a failure
  ///   before storing.
  @inline(__always)
  func saveFailureAfterStoring(
    of request: Request, isComplete: Bool, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    guard let key else { return }
    if !isComplete, key.recorded != .afterData, key.saves != .successOnly {
      saveFailureBeforeStoring(of: request, &state, in: &world)
      return
    }
    guard key.recorded == .inProgress else {
      if key.saves == .successOnly, state.key?.status != .success { state.key = nil }
      return
    }
    // A crash leaves the record of the request that worked under it.
    if !isComplete { return }
    switch key.saves {
    // The record is completed after the data, and this request has not come so far.
    case .success: break
    case .stored, .all: completeRecord(of: request, savedFailure, &state)
    case .successOnly: abandonRecord(of: request, &state)
    }
  }

  /// The status that a saved failure is answered with again.
  var savedFailure: Status { failure.status ?? .serverError }

  /// Saves the reservation that was just made, if the key's first request made it.
  @inline(__always)
  func saveReservation(_ state: inout State) {
    if state.key?.reservation == 0 {
      state.key?.reservation = UInt32(state.reservations.count)
    }
  }
}

/// Records in progress, and their leases.
extension Server {
  /// Records that a request works under the key, until its lease ends.
  func recordInProgress(
    _ request: Request, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    guard let key else { return }
    state.keysRecorded += 1
    let record = state.keysRecorded
    state.key = KeyRecord(status: .serverError, phase: .inProgress, write: 0)
    state.holds = [Hold(request: request)]
    if let window = key.window { world.schedule(.keyExpires(record: record), after: window) }
    // The renewal first: a lease that is renewed at its last instant goes on.
    if let renews = key.renews, key.lease != nil {
      world.schedule(.leaseIsRenewed(record: record), after: renews)
    }
    if let lease = key.lease {
      world.schedule(.leaseEnds(record: record, renewal: 0), after: lease)
    }
  }

  /// Renews the lease of a request that still works.
  func leaseIsRenewed(
    _ record: UInt32, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    guard let key, let renews = key.renews, let lease = key.lease,
      isInProgress(record, state), state.holds[0].isWorking
    else { return }
    state.holds[0].renewals += 1
    let renewal = state.holds[0].renewals
    world.schedule(.leaseIsRenewed(record: record), after: renews)
    world.schedule(.leaseEnds(record: record, renewal: renewal), after: lease)
  }

  /// Ends a lease: the next request takes the key and does the work again, also while the holder still works.
  func leaseEnds(
    _ record: UInt32, renewal: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    guard isInProgress(record, state), state.holds[0].renewals == renewal else { return }
    state.key?.phase = .lapsed
    wake(&state, over: network, in: &world)
  }

  /// Returns true if a record of this number is in progress under a lease that has not ended.
  private func isInProgress(_ record: UInt32, _ state: State) -> Bool {
    record == state.keysRecorded && state.key?.phase == .inProgress && !state.holds.isEmpty
  }

  /// Returns true if the record in progress is this request's, and no other has taken it over.
  func isHolder(_ request: Request, _ state: State) -> Bool {
    guard let hold = state.holds.first else { return false }
    return hold.request.isSame(as: request)
  }

  /// Completes the record of the request that holds it. One that has lost its lease to another leaves that one's alone.
  private func completeRecord(of request: Request, _ status: Status, _ state: inout State) {
    guard isHolder(request, state) else { return }
    state.key?.status = status
    state.key?.phase = .done
    state.holds = []
  }

  /// Takes the record in progress away, if it is this request's: nothing was done under it.
  func abandonRecord(of request: Request, _ state: inout State) {
    if isHolder(request, state) { eraseRecord(&state) }
  }

  /// Returns true if the end of a lease changes nothing any more, whenever it comes.
  func ignoresLeaseEnd(_ record: UInt32, renewal: UInt32, _ state: State) -> Bool {
    !isInProgress(record, state) || state.holds[0].renewals != renewal
  }

  /// Returns true if the renewal of a lease changes nothing any more, whenever it comes.
  func ignoresRenewal(_ record: UInt32, _ state: State) -> Bool {
    !isInProgress(record, state) || !state.holds[0].isWorking
  }
}
