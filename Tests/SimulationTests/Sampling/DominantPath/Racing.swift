import Simulation

/// Two runners and a bell: who is first depends on delays, and what follows on who was first.
struct Racing: HasDominantPath {
  enum Event: Hashable { case left, right, bell, echo }
  struct State: Hashable {
    var order: [Event] = []
    var stumbles = 0
    var kept = Delay.zero
  }

  static let bell = Milestone(0)
  static let end = Milestone(2)

  /// Whole microseconds: ties are common, and the few nanoseconds of a recorded dominant path break none.
  var left = Racing.microseconds(0...6)
  var right = Racing.microseconds(1...11)
  /// The shortest and the longest that the right runner takes.
  var floor = Delay.zero
  var cap = Delay.longest
  var bell = Delay.microseconds(4)
  var stumbles = Probability(0.1)
  /// Whether the state remembers how long something took.
  var keepsDelay = false

  static func microseconds(_ range: ClosedRange<Int64>) -> Latency {
    .empirical(Weighted(range.map { .init(.microseconds($0), weight: 1) })!)
  }

  func start(in world: inout some World<Event>) -> State {
    var state = State()
    let delay = world.delay(left, at: ChoicePoint(actor: 0, kind: 0))
    if keepsDelay { state.kept = delay }
    world.schedule(.left, after: delay)
    world.schedule(.bell, after: bell)
    let rightSite = ChoicePoint(actor: 0, kind: 1)
    world.schedule(
      .right, after: world.delay(right, atLeast: floor, atMost: cap, at: rightSite))
    return state
  }

  func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
    state.order.append(event)
    if state.order.count == 4 { world.reach(Racing.end) }
    switch event {
    case .bell:
      world.reach(Racing.bell)
      world.schedule(.echo, after: .zero)
    case .left, .right:
      let choicePoint = ChoicePoint(actor: 1, kind: event == .left ? 0 : 1)
      if world.happens(stumbles, at: choicePoint) { state.stumbles += 1 }
    case .echo: break
    }
  }
}
