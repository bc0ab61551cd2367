import Simulation

/// A ball that is thrown until it is caught: one second a throw.
struct Throwing: System {
  enum Event: Hashable { case lands }
  struct State: Hashable { var throwsSoFar = 0 }
  var caught = Probability(0.5)

  static let isCaught = Milestone(0)

  func start(in world: inout some World<Event>) -> State {
    world.schedule(.lands, after: .seconds(1))
    return State(throwsSoFar: 1)
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    let choicePoint = ChoicePoint(actor: 0, kind: 0, attempt: UInt32(state.throwsSoFar))
    if world.happens(caught, at: choicePoint) {
      world.reach(Throwing.isCaught)
    } else {
      state.throwsSoFar += 1
      world.schedule(.lands, after: .seconds(1))
    }
  }
}
