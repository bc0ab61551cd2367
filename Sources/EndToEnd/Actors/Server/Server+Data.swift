import Simulation

/// The handlers of the server's data: what a write does to it, and what a failover takes away.
extension Server {
  /// Writes the data and the key, in the order of the protection.
  ///
  /// - Returns: true if both were written; otherwise the server crashed between them.
  @inline(__always)
  func store(
    _ request: Request, _ state: inout State, in world: inout some World<Scenario.Event>
  ) -> Bool {
    let between = ChoicePoint(.server, .failsBetween, request)
    switch key?.recorded {
    case nil:
      writeData(request, &state, in: &world)
    case .withData:
      writeData(request, &state, in: &world)
      recordKey(isWithData: true, &state, in: &world)
    case .beforeData:
      recordKey(as: .inProgress, &state, in: &world)
      if world.happens(key!.failsBetween, at: between) { return false }
      writeData(request, &state, in: &world)
      state.key?.phase = .done
    case .inProgress:
      // The record was written as the work began.
      if world.happens(key!.failsBetween, at: between) { return false }
      writeData(request, &state, in: &world)
    case .afterData:
      writeData(request, &state, in: &world)
      if world.happens(key!.failsBetween, at: between) { return false }
      recordKey(&state, in: &world)
    }
    if reservation != nil { saveReservation(&state) }
    return true
  }

  /// Stores one more copy, or a reservation of one, or the same one again where the client chose its id.
  @inline(__always)
  private func writeData(
    _ request: Request, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    state.writes += 1
    if let reservation {
      reserve(reservation, &state, in: &world)
    } else {
      state.durableWrites += 1
      if state.editedAfter != nil { state.staleWrites += 1 }
      countCopies(&state)
    }
    mayLoseWrite(of: request, state, in: &world)
  }

  /// Decides whether the last write is one that a failover loses.
  @inline(__always)
  func mayLoseWrite(
    of request: Request, _ state: State, in world: inout some World<Scenario.Event>
  ) {
    let point = ChoicePoint(.server, .writeIsNotReplicated, request)
    if world.happens(failover.loses, at: point) {
      world.schedule(.writeIsLost(number: state.writes), after: failover.after)
    }
  }

  /// Fails over to a replica that never saw a write, nor a key of the same transaction.
  func writeIsLost(_ number: UInt32, _ state: inout State) {
    if number <= state.settledWrites { return }
    if reservation != nil {
      loseReservation(writtenBy: number, &state)
    } else {
      state.durableWrites -= 1
    }
    if let edit = state.editedAfter, number > edit { state.staleWrites -= 1 }
    if state.key?.write == number { eraseRecord(&state) }
    countCopies(&state)
  }

  @inline(__always)
  func countCopies(_ state: inout State) {
    if reservation != nil {
      state.copies = state.confirmedReservations
      return
    }
    let writes = state.durableWrites + state.settledCopies
    state.copies = clientChosenID == nil ? writes : min(writes, 1)
  }

  /// Plans the next edit of the same thing, which the client makes after its decision.
  @inline(__always)
  func clientHasDecided(in world: inout some World<Scenario.Event>) {
    if let edits = clientChosenID?.edits { world.schedule(.editIsStored, after: edits) }
  }

  /// Stores the client's next edit of the same thing.
  func editIsStored(_ state: inout State) {
    state.editedAfter = state.writes
  }

  /// The status with which a write is refused because of what is stored already; `nil` if it is stored.
  ///
  /// 412 for a version that is no longer the present one, or for something that is there and was to be created. 409 for
  /// the second write of something that is unique.
  package func refusalToStore(_ state: State) -> Status? {
    if let id = clientChosenID, id.ifMatch || id.create, state.hasChanged {
      return .preconditionFailed
    }
    return isUnique && state.isStored ? .conflict : nil
  }
}

/// Repairs that the reconciler asks for.
extension Server {
  /// Stores again what was lost, or confirms again what was reserved.
  ///
  /// - Parameter reservation: the one that the client has on record; `nil` where there is none.
  func storeAgain(
    _ reservation: UInt32?, _ state: inout State, in world: inout some World<Scenario.Event>
  ) {
    state.writes += 1
    if let number = reservation, number > 0 {
      state.reservations[Int(number) - 1].isLost = false
      state.reservations[Int(number) - 1].confirmation = state.writes
      settle(&state)
      return
    }
    if key != nil {
      recordKey(&state, in: &world)
      state.key?.status = .success
      state.key?.phase = .done
      state.holds = []
    }
    state.settledCopies = 1
    settle(&state)
  }

  /// Voids all copies but one.
  func voidSurplus(_ state: inout State) {
    state.settledCopies = 1
    settle(&state)
  }

  /// Settles what is written so far: from now on no failover takes it away.
  private func settle(_ state: inout State) {
    state.settledWrites = state.writes
    state.durableWrites = 0
    countCopies(&state)
  }
}
