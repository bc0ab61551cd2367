import Simulation

/// What becomes of an operation whose client crashes.
extension Scenario {
  func crash(_ state: inout State, in world: inout some World<Event>) {
    let attempt = state.client.attempt
    state.client.hasCrashedReading = state.client.phase == .readingBack
    noteAbandoned(&state)
    state.client.crashedAttempt = attempt
    state.client.awaited = 0
    state.client.hedgesInRound = 0
    state.client.lastFailure = .timeout
    if client.hasOutbox, client.retry.allows(state.client.numberInStep(attempt + 1)) {
      state.client.phase = .crashed
      world.schedule(.clientRestarts(attempt: attempt), after: client.crashes.restartsAfter)
    } else {
      decide(.timeout, &state, in: &world)
    }
  }

  func clientRestarts(_ attempt: UInt32, _ state: inout State, in world: inout some World<Event>) {
    guard state.client.phase == .crashed, state.client.attempt == attempt else { return }
    if state.client.hasCrashedReading {
      sendAttempt(&state, in: &world)
    } else {
      retry(&state, in: &world)
    }
  }
}
