import Simulation

/// What a write does to the data.
extension Scenario {
  /// Stores one more copy, or a reservation of one, or the same one again where the client chose its id.
  func writeData(_ request: Request, _ state: inout State, in world: inout some World<Event>) {
    state.server.writes += 1
    if let reservation {
      reserve(reservation, &state, in: &world)
    } else {
      state.server.durableWrites += 1
      if state.server.editedAfter != nil { state.server.staleWrites += 1 }
      countCopies(&state)
    }
    mayLoseWrite(of: request, state, in: &world)
  }

  /// The last write may be one that a failover loses.
  func mayLoseWrite(of request: Request, _ state: State, in world: inout some World<Event>) {
    let site = ChoicePoint(.server, .writeIsNotReplicated, request)
    if world.happens(server.failover.loses, at: site) {
      world.schedule(.writeIsLost(number: state.server.writes), after: server.failover.after)
    }
  }

  /// The server fails over to a replica that never saw a write, nor a key of the same transaction.
  func writeIsLost(_ number: UInt32, _ state: inout State) {
    if number <= state.server.settledWrites { return }
    if reservation != nil {
      loseReservation(writtenBy: number, &state)
    } else {
      state.server.durableWrites -= 1
    }
    if let edit = state.server.editedAfter, number > edit { state.server.staleWrites -= 1 }
    if state.server.key?.write == number { state.server.key = nil }
    countCopies(&state)
  }

  func countCopies(_ state: inout State) {
    if reservation != nil {
      state.server.copies = state.server.confirmedReservations
      return
    }
    let writes = state.server.durableWrites + state.server.settledCopies
    state.server.copies = clientChosenID == nil ? writes : min(writes, 1)
  }

  func editIsStored(_ state: inout State) {
    state.server.editedAfter = state.server.writes
  }

  /// Whether a request names a version that is no longer the present one.
  func isOutdated(_ state: State) -> Bool {
    clientChosenID?.ifMatch == true && state.server.hasChanged
  }
}
