import Simulation

/// Many balls in the air at once, which now and then multiply: everything that a world offers, with
/// events that meet at one instant.
struct Juggling: System {
  struct Event: Hashable { var ball: UInt32 }
  struct State: Hashable {
    var landed: UInt32 = 0
    var balls: UInt32 = 0
    /// What shows the order of the landings.
    var digest: UInt64 = 0
  }

  static let firstLanding = Milestone(0)
  static let tenthLanding = Milestone(1)
  static let hundredthLanding = Milestone(2)
  static let never = Milestone(3)

  let flight = Latency.exponential(mean: .seconds(1))
  let pause = Latency.uniform(from: .zero, to: .nanoseconds(2))
  let multiplies = Probability(0.2)

  func start(in world: inout some World<Event>) -> State {
    let balls = 150 as UInt32
    for ball in 0..<balls {
      world.schedule(Event(ball: ball), after: world.delay(flight, at: choicePoint(1, ball)))
    }
    return State(balls: balls)
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    state.landed += 1
    state.digest = state.digest &* 31 &+ UInt64(event.ball)
    world.reach(Juggling.firstLanding)
    if state.landed == 10 { world.reach(Juggling.tenthLanding) }
    if state.landed == 100 { world.reach(Juggling.hundredthLanding) }
    if world.happens(multiplies, at: choicePoint(0, event.ball)) {
      for _ in 0..<2 {
        let ball = state.balls
        state.balls += 1
        let latency = ball % 2 == 0 ? flight : pause
        world.schedule(Event(ball: ball), after: world.delay(latency, at: choicePoint(1, ball)))
      }
    }
  }

  private func choicePoint(_ kind: UInt8, _ ball: UInt32) -> ChoicePoint {
    ChoicePoint(actor: 0, kind: kind, attempt: ball)
  }
}
