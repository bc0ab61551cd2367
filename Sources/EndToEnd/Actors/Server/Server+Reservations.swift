import Simulation

/// The handlers of the server's reservations, where the client writes in two steps.
extension Server {
  /// Stores a reservation. Its number is that of the last one from now on.
  func reserve(
    _ reservation: Reservation, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    state.reservations.append(.init(write: state.writes))
    let number = UInt32(state.reservations.count)
    world.schedule(.reservationExpires(number), after: reservation.expires)
  }

  /// Works on a confirm.
  ///
  /// - Parameter number: the reservation that it names. 0 is none: the server crashed between the key of
  ///   a reserve and its data, and then replayed it.
  func executeConfirm(
    _ request: Request, of number: UInt32, _ state: inout State, over network: some Transport,
    in world: inout some World<Scenario.Event>
  ) {
    if world.happens(failsBeforeStore, at: ChoicePoint(.server, .failsBeforeStore, request)) {
      fail(request, &state, over: network, in: &world)
      return
    }
    guard number > 0 else {
      answerUnlessItFails(request, .gone, &state, over: network, in: &world)
      return
    }
    confirmIfOpen(request, of: number, &state, in: &world)
    let isConfirmed = state.reservations[Int(number) - 1].isConfirmed
    answerUnlessItFails(
      request, isConfirmed ? .success : .gone, &state, over: network, in: &world)
  }

  /// Confirms what a confirm names, if there is such a reservation and it is open.
  func confirmIfOpen(
    _ request: Request, of number: UInt32, _ state: inout State,
    in world: inout some World<Scenario.Event>
  ) {
    guard number > 0, state.reservations[Int(number) - 1].isOpen else { return }
    state.writes += 1
    state.reservations[Int(number) - 1].confirmation = state.writes
    countCopies(&state)
    mayLoseWrite(of: request, state, in: &world)
  }

  /// Ends the time of a reservation.
  func reservationExpires(_ number: UInt32, _ state: inout State) {
    state.reservations[Int(number) - 1].isPastExpiry = true
  }

  /// Loses the write that made a reservation, or that confirmed it, in a failover.
  func loseReservation(writtenBy number: UInt32, _ state: inout State) {
    for index in state.reservations.indices {
      if state.reservations[index].write == number {
        state.reservations[index].isLost = true
      } else if state.reservations[index].confirmation == number {
        state.reservations[index].confirmation = 0
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

  /// The number of reservations that are confirmed.
  var confirmedReservations: UInt32 {
    var count: UInt32 = 0
    for record in reservations where record.isConfirmed { count += 1 }
    return count
  }
}
