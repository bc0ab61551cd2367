import Simulation

/// The queue of the server: requests wait for a worker and are served.
extension Fleet {
  func wantWorker(
    _ request: Request, _ name: Name, _ state: inout State, in world: inout some World<Event>
  ) {
    let slot = Int(name.slot)
    state.record.countRequest(at: world.now)
    // Its deadline may have passed as it came.
    if state.slots[slot].state.isPastDeadline(name.submission) { return }
    if let outage = state.outage {
      loseNewcomer(outage, request, name, &state, in: &world)
      return
    }
    state.record.note(state.station, at: world.now)
    switch state.station.receive(request, of: name, at: world.now, capacity) {
    case .served:
      state.record.countWait(.zero, at: world.now)
      serve(request, name, &state, in: &world)
    case .queued(let ticket):
      state.slots[slot].pending += 1
      if mayDrop { state.slots[slot].tickets.append(.init(request: request, ticket: ticket)) }
    case .turnedAway:
      state.record.countTurnedAway(at: world.now)
      play(name, &state, in: &world) { state, world in
        scenario.server.turnAway(request, &state.server, over: scenario, in: &world)
      }
    }
  }

  /// A Boolean value that indicates whether a request may have to be found in the queue.
  private var mayDrop: Bool {
    capacity.hearsCancellation || scenario.client.propagatesDeadline
  }

  private func serve(
    _ request: Request, _ name: Name, _ state: inout State, in world: inout some World<Event>
  ) {
    let inService = state.station.busy
    play(name, &state, in: &world) { state, world in
      scenario.server.startService(request, amid: inService, &state.server, in: &world)
    }
  }

  /// A worker is free again.
  func freeWorker(_ state: inout State, in world: inout some World<Event>) {
    state.record.note(state.station, at: world.now)
    state.station.release()
    state.record.countServed(at: world.now)
    guard let place = state.station.next(capacity.discipline) else { return }
    let slot = Int(place.name.slot)
    state.slots[slot].pending -= 1
    if mayDrop { state.slots[slot].tickets.removeAll { $0.request == place.request } }
    state.record.countWait(place.wait(until: world.now), at: world.now)
    serve(place.request, place.name, &state, in: &world)
  }

  /// The server learns that a request is no longer waited for.
  func cancel(
    _ request: Request, _ name: Name, _ state: inout State, in world: inout some World<Event>
  ) {
    let slot = Int(name.slot)
    guard
      let index = state.slots[slot].tickets.firstIndex(where: {
        $0.request.isSame(as: request)
      })
    else { return }
    let ticket = state.slots[slot].tickets.remove(at: index)
    drop(ticket, name, &state, in: &world)
  }

  /// Drops the requests that queue and carry a deadline that has passed.
  func dropQueued(_ name: Name, _ state: inout State, in world: inout some World<Event>) {
    guard scenario.client.propagatesDeadline else { return }
    let slot = Int(name.slot)
    var kept: [Ticket] = []
    var dropped: [Ticket] = []
    for ticket in state.slots[slot].tickets {
      let isPast = state.slots[slot].state.isPastDeadline(ticket.request.submission)
      if isPast { dropped.append(ticket) } else { kept.append(ticket) }
    }
    state.slots[slot].tickets = kept
    for ticket in dropped {
      let owner = name.with(submission: ticket.request.submission)
      drop(ticket, owner, &state, in: &world)
    }
  }

  private func drop(
    _ ticket: Ticket, _ name: Name, _ state: inout State, in world: inout some World<Event>
  ) {
    state.record.note(state.station, at: world.now)
    guard let place = state.station.drop(ticket: ticket.ticket) else { return }
    state.record.countDropped(after: place.wait(until: world.now), at: world.now)
    state.slots[Int(name.slot)].pending -= 1
    play(name, &state, in: &world) { state, world in
      scenario.server.forget(place.request, &state.server, over: scenario, in: &world)
    }
  }

  /// Runs a handler of the scenario on one operation.
  @inline(__always)
  func play<Base: World<Event>>(
    _ name: Name, _ state: inout State, in world: inout Base,
    _ body: (inout Scenario.State, inout SubmissionWorld<OperationWorld<Base>>) -> Void
  ) {
    if intention.hasPerson {
      handle(name, &state, in: &world) { state, world in
        intention.play(name.submission, &state, in: &world, body)
      }
    } else {
      operate(name, &state, in: &world, body)
    }
  }
}
