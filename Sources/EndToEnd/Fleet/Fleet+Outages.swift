import Simulation

/// The outages of the server, for all operations.
extension Fleet {
  /// Schedules the outages of the run.
  func planOutages(in world: inout some World<Event>) {
    for (index, outage) in scenario.server.outages.enumerated() {
      world.schedule(.outageBegins(UInt32(index)), after: outage.from)
      world.schedule(.outageEnds, after: outage.end)
    }
  }

  func beginOutage(_ index: UInt32, _ state: inout State, in world: inout some World<Event>) {
    state.outage = index
    let answer = scenario.server.outages[Int(index)].answers
    state.record.note(state.station, at: world.now)
    let (inService, waiting) = state.station.stop()
    state.record.countLost(inService, at: world.now)
    for place in waiting {
      let slot = Int(place.name.slot)
      state.slots[slot].pending -= 1
      state.slots[slot].tickets = []
      state.record.countDropped(after: place.wait(until: world.now), at: world.now)
      play(place.name, &state, in: &world) { state, world in
        scenario.server.leave(
          place.request, answered: answer.toWorkThatIsLost, &state.server, over: scenario, in: &world)
      }
    }
    for slot in state.slots.indices where state.slots[slot].number != .max {
      let name = Name(slot: UInt32(slot), number: state.slots[slot].number)
      for submission in 0..<UInt8(state.slots[slot].state.submissions) {
        play(name.with(submission: submission), &state, in: &world) { state, world in
          scenario.server.loseRequests(
            answered: answer, &state.server, over: scenario, in: &world)
        }
      }
      endIfDone(name.slot, &state)
    }
  }

  func endOutage(_ state: inout State) {
    state.outage = nil
  }

  /// A request comes while the server is down.
  func meetOutage(
    _ index: UInt32, _ request: Request, _ name: Name, _ state: inout State,
    in world: inout some World<Event>
  ) {
    state.record.countRequest(at: world.now)
    state.record.countTurnedAway(at: world.now)
    let answer = scenario.server.outages[Int(index)].answers
    play(name, &state, in: &world) { state, world in
      scenario.server.receiveWhileDown(
        request, answered: answer, &state.server, over: scenario, in: &world)
    }
  }

  /// A request came just before the server went down, and wants a worker just after.
  func loseNewcomer(
    _ index: UInt32, _ request: Request, _ name: Name, _ state: inout State,
    in world: inout some World<Event>
  ) {
    state.record.countTurnedAway(at: world.now)
    let answer = scenario.server.outages[Int(index)].answers
    play(name, &state, in: &world) { state, world in
      let server = scenario.server
      server.leave(request, answered: answer, &state.server, over: scenario, in: &world)
      server.loseRequests(answered: answer, &state.server, over: scenario, in: &world)
    }
  }

  /// Returns true if a service that ends now was not cut short before.
  func isStillServed(_ request: Request, _ name: Name, _ state: State) -> Bool {
    if !scenario.server.mayStop { return true }
    let state = state.slots[Int(name.slot)].state
    let operation = intention.operation(name.submission, in: state)
    return operation.server.indexInService(of: request) != nil
  }
}
