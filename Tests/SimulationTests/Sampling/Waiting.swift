import Simulation

/// Waits, and then waits again.
struct Waiting: HasDominantPath {
  struct Event: Hashable {}
  struct State: Hashable { var waits = 0 }
  let wait: Delay
  /// How often; `nil` for ever.
  let times: Int?

  func start(in world: inout some World<Event>) -> State {
    world.schedule(Event(), after: wait)
    return State()
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    state.waits += 1
    world.reach(Milestone(0))
    if state.waits != times { world.schedule(event, after: wait) }
  }
}
