import Simulation

/// Events that call others, which take their time, until some have come; who is called, how long that takes and
/// what goes wrong are a matter of the seed.
struct Crowd: System {
  typealias Event = UInt8

  struct State: Hashable, Sendable {
    /// Who has come, in order.
    var come: [UInt8] = []
  }

  let seed: UInt64
  /// Whether delays are given value by value or as ranges.
  let isByValue: Bool

  private static var most: Int { 5 }

  /// Some number for some purpose, the same every time.
  private func number(_ purpose: UInt64, below bound: UInt64) -> UInt64 {
    var generator = SeededGenerator(seed: seed &* 1_000_003 &+ purpose)
    _ = generator.next()
    return generator.next() % bound
  }

  /// One to three nanoseconds, or some of them, or always as many.
  private func latency(_ call: UInt64) -> Latency {
    let from = Int64(number(call * 8 + 1, below: 3)) + 1
    let to = from + Int64(number(call * 8 + 2, below: 3))
    if isByValue {
      return .empirical(
        Weighted((from...to).map { .init(Delay.nanoseconds($0), weight: 1) })!)
    }
    if from == to { return .constant(.nanoseconds(from)) }
    return .uniform(from: .nanoseconds(from), to: .nanoseconds(to))
  }

  private func call(_ name: UInt8, in world: inout some World<Event>) {
    let call = UInt64(name)
    let choicePoint = ChoicePoint(actor: name, kind: 0)
    let mayFail = number(call * 8 + 3, below: 3) == 0
    if mayFail, world.happens(Probability(0.25), at: choicePoint) { return }
    let delay = world.delay(latency(call), at: ChoicePoint(actor: name, kind: 1))
    if number(call * 8 + 7, below: 4) == 0 {
      world.scheduleTimer(name, after: delay)
    } else {
      world.schedule(name, after: delay)
    }
  }

  func start(in world: inout some World<Event>) -> State {
    for name in 0..<(2 + UInt8(number(1, below: 2))) { call(name, in: &world) }
    return State()
  }

  func isInert(_ event: Event, in state: State) -> Bool { state.come.count >= Crowd.most }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    if state.come.count >= Crowd.most { return }
    state.come.append(event)
    let next = event &* 2 &+ 3
    if event < 8 {
      if number(UInt64(event) * 8 + 4, below: 3) > 0 { call(next, in: &world) }
      if number(UInt64(event) * 8 + 5, below: 4) == 0 { call(next &+ 1, in: &world) }
    }
    // Sometimes who has not come need not come any more.
    if number(UInt64(event) * 8 + 6, below: 3) == 0 { world.cancel(UInt8(number(2, below: 6))) }
  }
}
