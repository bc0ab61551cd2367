import Simulation

/// A courier who sends a letter again when nothing comes back: faults, a choice that is none, and a
/// latency that races with a timer.
struct Courier: System {
  enum Event: Hashable {
    case arrives(UInt32)
    case timesOut(UInt32)
  }
  struct State: Hashable {
    var attempts: UInt32 = 0
    var copies: UInt32 = 0
    var isDone = false
  }

  enum Kind: UInt8 { case loss, latency, copying, silence }

  var latency = Latency.empirical(
    Weighted([
      .init(.milliseconds(10), weight: 9), .init(.milliseconds(30), weight: 1),
    ])!)
  let loss = Probability(0.1)
  let silence = Probability(0.05)
  let copying = Probability(0.3)

  func start(in world: inout some World<Event>) -> State {
    var state = State()
    send(&state, in: &world)
    return state
  }

  private func send(_ state: inout State, in world: inout some World<Event>) {
    state.attempts += 1
    if !world.happens(loss, at: choicePoint(.loss, state.attempts)) {
      world.schedule(
        .arrives(state.attempts),
        after: world.delay(latency, at: choicePoint(.latency, state.attempts)))
    }
    if state.attempts < 3 {
      world.schedule(.timesOut(state.attempts), after: .milliseconds(20))
    }
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    switch event {
    case .arrives(let attempt):
      state.copies += world.happens(copying, at: choicePoint(.copying, attempt)) ? 2 : 1
      if !world.happens(silence, at: choicePoint(.silence, attempt)) { state.isDone = true }
    case .timesOut:
      if !state.isDone { send(&state, in: &world) }
    }
  }

  func isInert(_ event: Event, in state: State) -> Bool {
    if case .timesOut = event { state.isDone } else { false }
  }

  func isFault(_ choicePoint: ChoicePoint) -> Bool { choicePoint.kind != Kind.copying.rawValue }

  private func choicePoint(_ kind: Kind, _ attempt: UInt32) -> ChoicePoint {
    ChoicePoint(actor: 0, kind: kind.rawValue, attempt: attempt)
  }
}
