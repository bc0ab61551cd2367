import Simulation

/// What client and server do about a write in two steps.
extension Scenario {
  /// A step of the client has succeeded: it goes on to the next, or has come to the end.
  ///
  /// - Parameter reservation: the one that the answer names.
  func stepSucceeds(
    reservation: UInt32, _ state: inout State, in world: inout some World<Event>
  ) {
    guard self.reservation != nil, state.client.reservation == nil else {
      decide(.acknowledged, &state, in: &world)
      return
    }
    state.client.reservation = reservation
    // The retry policy begins anew, and nothing that the first step sent is awaited any more.
    state.client.attemptsBefore = state.client.attempt
    noteAbandoned(&state)
    state.client.awaited = 0
    state.client.hedges = 0
    state.client.hedgesInRound = 0
    state.client.previousWait = .zero
    sendAttempt(&state, in: &world)
  }

  /// Stores a reservation. Its number is that of the last one from now on.
  func reserve(
    _ reservation: Reservation, _ state: inout State, in world: inout some World<Event>
  ) {
    state.server.reservations.append(.init(write: state.server.writes))
    let number = UInt32(state.server.reservations.count)
    world.schedule(.reservationExpires(number), after: reservation.expires)
  }

  /// The server has worked on a confirm.
  func executeConfirm(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    if world.happens(server.failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request))
    {
      fail(request, &state, in: &world)
      return
    }
    // All confirms of an operation name the same reservation, so no request has to carry it. 0 is
    // none: the server crashed between the key of a reserve and its data, and then replayed it.
    let number = state.client.reservation ?? 0
    guard number > 0 else {
      answerUnlessItFails(request, .gone, &state, in: &world)
      return
    }
    confirmIfOpen(request, &state, in: &world)
    let isConfirmed = state.server.reservations[Int(number) - 1].isConfirmed
    answerUnlessItFails(request, isConfirmed ? .success : .gone, &state, in: &world)
  }

  /// Confirms what the client's confirms name, if there is such a reservation and it is open.
  func confirmIfOpen(
    _ request: Request, _ state: inout State, in world: inout some World<Event>
  ) {
    guard let number = state.client.reservation, number > 0,
      state.server.reservations[Int(number) - 1].isOpen
    else { return }
    state.server.writes += 1
    state.server.reservations[Int(number) - 1].confirmation = state.server.writes
    countCopies(&state)
    mayLoseWrite(of: request, state, in: &world)
  }

  func reservationExpires(_ number: UInt32, _ state: inout State) {
    state.server.reservations[Int(number) - 1].isPastExpiry = true
  }

  /// A failover loses the write that made a reservation, or that confirmed it.
  func loseReservation(writtenBy number: UInt32, _ state: inout State) {
    for index in state.server.reservations.indices {
      if state.server.reservations[index].write == number {
        state.server.reservations[index].isLost = true
      } else if state.server.reservations[index].confirmation == number {
        state.server.reservations[index].confirmation = 0
      }
    }
  }
}

extension Server.State {
  /// The number of the first reservation that can be confirmed; 0 if there is none.
  package var openReservation: UInt32 {
    guard let index = reservations.firstIndex(where: { $0.isOpen }) else { return 0 }
    return UInt32(index + 1)
  }

  /// How many reservations are confirmed.
  var confirmedReservations: UInt32 {
    var count: UInt32 = 0
    for record in reservations where record.isConfirmed { count += 1 }
    return count
  }
}
