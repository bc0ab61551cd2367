import Simulation

/// The life of an operation: it begins, goes on and ends.
extension Fleet {
  func begin(_ client: UInt32, _ state: inout State, in world: inout some World<Event>) {
    if state.isClosed { return }
    let number = UInt32(truncatingIfNeeded: state.begun)
    state.begun += 1
    state.record.countBegun(at: world.now)
    let slot = Slot(
      number: number, client: client, isMeasured: state.isMeasuring, began: world.now)
    let index: UInt32
    if let free = state.freeSlots.popLast() {
      index = free
      state.slots[Int(free)] = slot
    } else {
      index = UInt32(state.slots.count)
      state.slots.append(slot)
    }
    let name = Name(slot: index, number: number)
    if intention.hasPerson {
      handle(name, &state, in: &world) { state, world in
        intention.begin(&state, in: &world)
      }
    } else {
      operate(name, &state, in: &world) { state, world in
        scenario.begin(&state, in: &world)
      }
    }
    endIfDone(index, &state)
  }

  func receive(
    _ event: Scenario.Event, of name: Name, _ state: inout State, in world: inout some World<Event>
  ) {
    let slot = Int(name.slot)
    // A key that expires after the operation has ended.
    guard state.slots[slot].number == name.number else { return }
    if event.keepsOperationAlive { state.slots[slot].pending -= 1 }
    switch event {
    case .requestReachesServer(let request):
      if let outage = state.outage, !state.slots[slot].state.isPastDeadline(name.submission) {
        meetOutage(outage, request, name, &state, in: &world)
      } else {
        receiveByScenario(event, name, &state, in: &world)
      }
    case .requestWantsWorker(let request):
      wantWorker(request, name, &state, in: &world)
    case .cancellationReachesServer(let request):
      cancel(request, name, &state, in: &world)
    case .serviceEnds(let request):
      let isServed = isStillServed(request, name, state)
      receiveByScenario(event, name, &state, in: &world)
      if isServed { endWork(&state, in: &world) }
    default:
      receiveByScenario(event, name, &state, in: &world)
    }
    endIfDone(name.slot, &state)
  }

  func receive(
    _ event: Intention.Event, byPersonOf name: Name, _ state: inout State,
    in world: inout some World<Event>
  ) {
    state.slots[Int(name.slot)].pending -= 1
    handle(name, &state, in: &world) { state, world in
      intention.receive(event, state: &state, in: &world)
    }
    endIfDone(name.slot, &state)
  }

  private func receiveByScenario(
    _ event: Scenario.Event, _ name: Name, _ state: inout State,
    in world: inout some World<Event>
  ) {
    // A fleet's server goes down as a whole, so no operation loses what is another's.
    play(name, &state, in: &world) { state, world in
      scenario.receive(event, state: &state, in: &world)
    }
  }

  /// Runs a handler of the scenario on an operation without a person, who would have to look on.
  @inline(__always)
  func operate<Base: World<Event>>(
    _ name: Name, _ state: inout State, in world: inout Base,
    _ body: (inout Scenario.State, inout SubmissionWorld<OperationWorld<Base>>) -> Void
  ) {
    handle(name, &state, in: &world) { state, world in
      let hasDecided = withUnsafeMutablePointer(to: &world) { base in
        var world = SubmissionWorld(base, 0, isMixed: false)
        body(&state.present, &world)
        return world.hasDecided
      }
      if hasDecided { state.finish(in: &world) }
    }
  }

  /// Runs a handler on an intention, with what its client shares.
  @inline(__always)
  func handle<Base: World<Event>>(
    _ name: Name, _ state: inout State, in world: inout Base,
    _ body: (inout Intention.State, inout OperationWorld<Base>) -> Void
  ) {
    let slot = Int(name.slot)
    let client = state.slots[slot].client
    let shares = !state.shared.isEmpty
    if shares { state.slots[slot].state.present.client.shared = state.shared[Int(client)] }
    let hasDecided = withUnsafeMutablePointer(to: &world) { base in
      var world = OperationWorld(base, name)
      body(&state.slots[slot].state, &world)
      let told = world.told()
      state.slots[slot].pending += told.scheduled
      return told.hasDecided
    }
    if shares { state.shared[Int(client)] = state.slots[slot].state.present.client.shared }
    if !state.slots[slot].tickets.isEmpty { dropQueued(name, &state, in: &world) }
    if hasDecided { decide(name, client, &state, in: &world) }
  }

  private func decide(
    _ name: Name, _ client: UInt32, _ state: inout State, in world: inout some World<Event>
  ) {
    let slot = Int(name.slot)
    let now = world.now.nanoseconds
    state.slots[slot].time = .nanoseconds(
      min(now - state.slots[slot].began.nanoseconds, Delay.longest.nanoseconds))
    state.record.countDecision(
      isAcknowledged: state.slots[slot].state.phase == .isSatisfied,
      at: world.now)
    think(client, &state, in: &world)
  }

  /// Frees the slot of an operation of which nothing is under way any more.
  func endIfDone(_ index: UInt32, _ state: inout State) {
    let slot = Int(index)
    guard state.slots[slot].pending == 0 else { return }
    if state.slots[slot].isMeasured {
      let outcome = intention.outcome(state.slots[slot].state, time: state.slots[slot].time)
      if state.slots[slot].number == state.watched { state.watchedOutcome = outcome }
      state.ended.append(outcome)
    }
    // No operation has this number, so that nothing is mistaken for an event of this one.
    state.slots[slot].number = .max
    state.freeSlots.append(index)
  }
}
