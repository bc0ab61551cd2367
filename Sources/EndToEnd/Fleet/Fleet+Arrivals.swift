import Simulation

/// The arrivals: the times at which operations begin.
extension Fleet {
  func startArrivals(_ state: inout State, in world: inout some World<Event>) {
    switch clients.arrivals {
    case .poisson, .constant:
      scheduleArrival(number: 0, phase: 0, in: &world)
    case .profile(let phases):
      for (index, phase) in phases.enumerated() {
        world.schedule(.phaseBegins(UInt32(index)), after: phase.from)
      }
    case .together:
      world.schedule(.allBegin, after: .zero)
    case .closed:
      state.thoughts = [UInt32](repeating: 0, count: Int(clients.count))
      for client in 0..<clients.count { think(client, &state, in: &world) }
    }
  }

  func beginPhase(_ phase: UInt32, _ state: inout State, in world: inout some World<Event>) {
    if state.isClosed { return }
    state.phase = phase
    // Poisson arrivals have no memory: the next one is drawn anew at the new rate.
    scheduleArrival(number: UInt32(state.begun), phase: phase, in: &world)
  }

  func arrive(_ phase: UInt32, _ state: inout State, in world: inout some World<Event>) {
    // One that was drawn at a rate which holds no more.
    if phase != state.phase || state.isClosed { return }
    let number = UInt32(state.begun)
    begin(chooseClient(number, in: &world), &state, in: &world)
    scheduleArrival(number: number + 1, phase: phase, in: &world)
  }

  private func scheduleArrival(number: UInt32, phase: UInt32, in world: inout some World<Event>) {
    let rate: Rate
    switch clients.arrivals {
    case .constant(let rate):
      if let period = rate.period { world.schedule(.arrival(phase: phase), after: period) }
      return
    case .poisson(let poisson): rate = poisson
    case .profile(let phases): rate = phases[Int(phase)].rate
    case .closed, .together: return
    }
    guard let mean = rate.period else { return }
    let point = ChoicePoint(.population, .interarrival, attempt: phase, operation: number)
    let delay = world.delay(.exponential(mean: mean), at: point)
    world.schedule(.arrival(phase: phase), after: delay)
  }

  /// Chooses the client of an operation: it matters only where operations share something.
  private func chooseClient(_ number: UInt32, in world: inout some World<Event>) -> UInt32 {
    guard scenario.client.sharesAnything, clients.count > 1 else { return 0 }
    // A whole number of nanoseconds is a whole number.
    let last = Delay.nanoseconds(Int64(clients.count) - 1)
    let point = ChoicePoint(.population, .whichClient, attempt: 0, operation: number)
    return UInt32(world.delay(.uniform(from: .zero, to: last), at: point).nanoseconds)
  }

  /// A client of a closed loop thinks, at first and after each decision.
  func think(_ client: UInt32, _ state: inout State, in world: inout some World<Event>) {
    guard case .closed(let thinkTime) = clients.arrivals, !state.isClosed else { return }
    let thought = state.thoughts[Int(client)]
    state.thoughts[Int(client)] = thought &+ 1
    let point = ChoicePoint(.population, .thinkTime, attempt: thought, operation: client)
    world.schedule(.clientHasThought(client), after: world.delay(thinkTime, at: point))
  }
}
