import Simulation

/// W2: the hold model. A number of events is pending; each one that is handled schedules one more, an
/// exponential time later.
struct HoldWorkload: System {
  /// The number of events that are pending at any time.
  let pending: UInt32
  /// The number of events that are handled in all.
  let events: UInt32

  struct Event: Hashable {
    /// The number of the event, which keys its random word.
    let number: UInt32
  }

  struct State: Hashable {
    /// The number of events that were handled.
    var handled: UInt32 = 0
    /// A digest of the events and of the order in which they were handled.
    var digest: UInt64 = 0
  }

  /// The time until an event comes again. An exponential one keeps the number of events per unit
  /// of time the same from begin to end.
  private static let wait = Latency.exponential(mean: .seconds(1))

  /// Schedules the first events.
  func start(in world: inout some World<Event>) -> State {
    for number in 0..<pending {
      let point = ChoicePoint(actor: 0, kind: 0, attempt: number)
      world.schedule(Event(number: number), after: world.delay(HoldWorkload.wait, at: point))
    }
    return State()
  }

  /// Handles an event and schedules it again.
  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    state.handled += 1
    state.digest = state.digest &* 31 &+ UInt64(event.number)
    // The last events find nothing to do: they are not counted as work.
    if state.handled > events - pending { return }
    let point = ChoicePoint(actor: 0, kind: 1, attempt: state.handled)
    world.schedule(event, after: world.delay(HoldWorkload.wait, at: point))
  }

  /// Handles ten million events with a number of them pending.
  ///
  /// The hold model is the usual benchmark of event queues: Jones, *An Empirical Comparison of
  /// Priority-Queue and Event-Set Implementations* (Communications of the ACM 29:4, 1986).
  static func run(pending: UInt32) -> Measured {
    let workload = HoldWorkload(pending: pending, events: 10_000_000)
    var sampler = Sampler(workload, seed: 1, eventLimit: .max)
    var state = State()
    let clock = ContinuousClock()
    let time = clock.measure {
      do {
        state = try sampler.run(trial: 0)
      } catch {
        preconditionFailure("the workload ends: \(error)")
      }
    }
    return Measured(
      workload: "W2 hold", variant: "pending \(pending)", amount: UInt64(state.handled),
      unit: "events", time: time, counts: "digest \(String(state.digest, radix: 16))")
  }
}
