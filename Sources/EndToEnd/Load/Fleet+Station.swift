import Simulation

/// How requests wait for a worker, and how they are served.
extension Fleet {
  func wantWorker(
    _ request: Request, _ name: Name, _ state: inout State, in world: inout some World<Event>
  ) {
    let slot = Int(name.slot)
    state.record.countRequest(at: world.now)
    // Its deadline may have passed as it came.
    if state.slots[slot].state.server.isPastDeadline { return }
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
      handle(name, &state, in: &world) { scenario, state, world in
        scenario.turnAway(request, &state, in: &world)
      }
    }
  }

  /// Whether a request may have to be found in the queue.
  private var mayDrop: Bool {
    capacity.hearsCancellation || scenario.client.propagatesDeadline
  }

  private func serve(
    _ request: Request, _ name: Name, _ state: inout State, in world: inout some World<Event>
  ) {
    handle(name, &state, in: &world) { scenario, state, world in
      scenario.startService(request, &state, in: &world)
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

  /// The server learns that nobody waits for a request any more.
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

  /// The deadline has passed that an operation's requests carry.
  func dropQueued(_ name: Name, _ state: inout State, in world: inout some World<Event>) {
    let tickets = state.slots[Int(name.slot)].tickets
    state.slots[Int(name.slot)].tickets = []
    for ticket in tickets { drop(ticket, name, &state, in: &world) }
  }

  private func drop(
    _ ticket: Ticket, _ name: Name, _ state: inout State, in world: inout some World<Event>
  ) {
    state.record.note(state.station, at: world.now)
    guard let place = state.station.drop(ticket: ticket.ticket) else { return }
    state.record.countDropped(after: place.wait(until: world.now), at: world.now)
    state.slots[Int(name.slot)].pending -= 1
    handle(name, &state, in: &world) { scenario, state, world in
      scenario.forget(place.request, &state, in: &world)
    }
  }
}
