import Simulation

/// A watchdog that barks when no beat has come for three seconds; every beat may be lost.
///
/// The timer is set anew by every beat that comes: what was set before is taken back.
struct Watchdog: System {
  enum Event: Hashable, Sendable { case beat, barks }
  struct State: Hashable, Sendable {
    var beats: UInt32 = 0
    var barks: UInt32 = 0
  }

  let loss: Probability
  let beats: UInt32

  func start(in world: inout some World<Event>) -> State {
    world.schedule(.beat, after: .seconds(1))
    world.schedule(.barks, after: .seconds(3))
    return State()
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    switch event {
    case .barks: state.barks += 1
    case .beat:
      state.beats += 1
      let isLast = state.beats == beats
      if !isLast { world.schedule(.beat, after: .seconds(1)) }
      let isLost = world.happens(loss, at: ChoicePoint(actor: 0, kind: 0, attempt: state.beats))
      if isLast || !isLost { world.cancel(.barks) }
      if !isLast, !isLost { world.schedule(.barks, after: .seconds(3)) }
    }
  }

  /// The probability that it never barks: no two beats in a row are lost, of those before the last, which
  /// takes the timer back in any case.
  ///
  /// A timer that is set with a beat ends at the moment of the third beat after it, which is scheduled
  /// later and so comes later.
  var silence: Double {
    let (lost, comes) = (loss.value, 1 - loss.value)
    // The probabilities of silence so far, after a beat that came and after one that was lost.
    var (quiet, waiting) = (1.0, 0.0)
    for _ in 1..<beats { (quiet, waiting) = (comes * (quiet + waiting), lost * quiet) }
    return quiet + waiting
  }
}
