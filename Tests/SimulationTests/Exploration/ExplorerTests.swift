import Simulation
import Testing

/// Explorations of systems whose answers are known.
@Suite struct ExplorerTests {
  /// A coin that is thrown again until it shows heads, and forgets how often: a circle of one state.
  private struct Forgetful: System {
    enum Event: Hashable, Sendable { case lands }
    enum State: Hashable, Sendable { case inTheAir, heads }
    let heads: Probability

    func start(in world: inout some World<Event>) -> State {
      world.schedule(.lands, after: .seconds(1))
      return .inTheAir
    }

    func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
      if world.happens(heads, at: ChoicePoint(actor: 0, kind: 0)) {
        state = .heads
        world.reach(Milestone(0))
      } else {
        world.schedule(.lands, after: .seconds(1))
      }
    }
  }

  @Test(arguments: [0.5, 0.1, 0.01])
  func cyclesAreFollowedUntilNothingIsLeft(heads: Double) throws {
    let exploration = try Explorer(Forgetful(heads: Probability(heads)!)).explore()
    #expect(exploration.states == 2 && exploration.endings.count == 1)
    #expect(exploration.residual < 1e-17)
    #expect(abs(exploration.endings[0].probability - 1) < 1e-12)
    // A geometric number of seconds.
    let mean = try #require(exploration.meanTimes[0]) * 1e-9
    #expect(abs(mean * heads - 1) < 1e-12)
  }

  /// Coins that are thrown at once, each of which lands on its edge with a very small probability.
  private struct Coins: System {
    enum Event: Hashable, Sendable { case ends }
    let edge: [Probability]

    func start(in world: inout some World<Event>) -> Int {
      world.schedule(.ends, after: .seconds(1))
      var edges = 0
      for (index, chance) in edge.enumerated() {
        if world.happens(chance, at: ChoicePoint(actor: UInt8(index), kind: 0)) { edges += 1 }
      }
      return edges
    }

    func receive(_ event: Event, state: inout Int, in world: inout some World<Event>) {}
  }

  private static let least = Double.leastNonzeroMagnitude

  @Test(arguments: [[1e-165, 1e-165], [least], [least, least, 0.5], [0.3, 2000 * least]])
  func aProductThatIsTooSmallIsZero(edge: [Double]) throws {
    let exploration = try Explorer(Coins(edge: edge.map { Probability($0)! })).explore()
    #expect(exploration.states >= 2 && exploration.residual < 1e-300)
    let whole: Double = exploration.endings.map(\.probability).reduce(0, +)
    #expect(abs(whole - 1) < 1e-15)
    let chain = try Explorer(Coins(edge: edge.map { Probability($0)! })).chain { $0 }
    #expect(chain.states == exploration.states + 1)
  }

  @Test(arguments: [3, 7, 49, 199])
  func equalValuesMayAddUpToMoreThanOne(parts: Int) throws {
    // The sum of many times 1/n is rounded, to less than 1 or to more.
    let weights = (0..<parts).map { Weighted<Delay>.Pair(.seconds(1), weight: 1 / Double($0 + 3)) }
    let time = Latency.empirical(Weighted(weights)!)
    let exploration = try Explorer(Race(times: [time, time, time])).explore()
    let whole: Double = exploration.endings.map(\.probability).reduce(0, +)
    #expect(abs(whole - 1) < 1e-13)
  }

  /// A wait of many lengths, all of which a floor makes the same.
  private struct Floored: System {
    enum Event: Hashable, Sendable { case ends }
    let time: Latency

    func start(in world: inout some World<Event>) -> Int {
      let place = ChoicePoint(actor: 0, kind: 0)
      world.schedule(
        .ends, after: world.delay(time, atLeast: .seconds(1), atMost: .seconds(1), at: place))
      return 0
    }

    func receive(_ event: Event, state: inout Int, in world: inout some World<Event>) {}
  }

  /// Added up one by one, 53,209 times 1/53,209 is 1 + 1.4 · 10⁻¹²: that is no fault. The time is that of 53,209 values
  /// and not of their square.
  @Test func theRoundingOfManyPathsIsNoFault() throws {
    let values = (0..<53_209 as Range<Int64>).map {
      Weighted<Delay>.Pair(.nanoseconds(1 + $0), weight: 1)
    }
    let system = Floored(time: .empirical(Weighted(values)!))
    let exploration = try Explorer(system).explore()
    #expect(exploration.states == 2 && exploration.endings.count == 1)
    #expect(abs(exploration.endings[0].probability - 1) < 1e-11)
  }

  @Test func memoryIsLimited() throws {
    let values = (0..<100 as Range<Int64>).map {
      Weighted<Delay>.Pair(.milliseconds(1 + $0), weight: 1)
    }
    let time = Latency.empirical(Weighted(values)!)
    let race = Race(times: [time, time, time])
    var limits = ExplorationLimits()
    limits.bytes = 200_000
    #expect(throws: ExplorationError.memory(limit: 200_000)) {
      try Explorer(race, limits: limits).explore()
    }
    let survey = ModelChecker(race, mostFaults: nil, limits: limits).survey([0]) { _, _ in false }
    #expect(survey.problem == .memory(limit: 200_000) && survey.problem?.isLimit == true)
  }

  /// Two runners who start together, with some times each.
  private struct Race: System {
    enum Event: Hashable, Sendable { case arrives(Int) }
    struct State: Hashable, Sendable {
      var winner: Int?
      var arrived = 0
    }
    let times: [Latency]

    func start(in world: inout some World<Event>) -> State {
      for (runner, time) in times.enumerated() {
        let choicePoint = ChoicePoint(actor: UInt8(runner), kind: 0)
        world.schedule(.arrives(runner), after: world.delay(time, at: choicePoint))
      }
      return State()
    }

    func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {
      guard case .arrives(let runner) = event else { return }
      if state.winner == nil { state.winner = runner }
      state.arrived += 1
      if state.arrived == times.count { world.reach(Milestone(1)) }
    }
  }

  private static let dice = Latency.empirical(
    Weighted((1...6).map { .init(Delay.seconds($0), weight: 1) })!)

  /// Of 36 throws of two dice 15 are won by each, and of the 6 ties all by the one scheduled first.
  @Test func everyOrderOfEventsIsFollowed() throws {
    let exploration = try Explorer(Race(times: [Self.dice, Self.dice])).explore()
    var won = [0.0, 0.0]
    for ending in exploration.endings { won[ending.state.winner!] += ending.probability }
    #expect(abs(won[0] - 21.0 / 36) < 1e-15 && abs(won[1] - 15.0 / 36) < 1e-15)
    // The mean of the larger of two dice.
    let mean = try #require(exploration.meanTimes[1]) * 1e-9
    #expect(abs(mean - 161.0 / 36) < 1e-12)
  }

  @Test func racingDelaysMustHaveFinitelyManyValues() throws {
    let race = Race(times: [Self.dice, .exponential(mean: .seconds(2))])
    #expect(
      throws: ExplorationError.continuousDelay(
        ChoicePoint(actor: 1, kind: 0), .exponential(mean: .seconds(2)))
    ) { try Explorer(race).explore() }
    var limits = ExplorationLimits()
    limits.discretisation = 500
    let exploration = try Explorer(race, limits: limits).explore()
    #expect(exploration.isApproximate)
    // P(die < X): the mean of exp(−k / 2) over 1 ... 6.
    var expected = 0.0
    for seconds in 1...6 { expected += exponential(-Double(seconds) / 2) / 6 }
    let won = exploration.endings.reduce(0) {
      $0 + ($1.state.winner == 0 ? $1.probability : 0)
    }
    #expect(abs(won - expected) < 1e-3)
  }

  /// One runner only: the time shifts, and needs no branch.
  @Test func anOpenDrawWithoutARaceNeedsNoBranch() throws {
    let race = Race(times: [.uniform(from: .seconds(2), to: .seconds(4))])
    let exploration = try Explorer(race).explore()
    #expect(exploration.states == 2 && !exploration.isApproximate)
    #expect(exploration.meanTimes[1] == 3e9)
  }

  /// A runner who decides by the time that was drawn breaks the promise of a handler.
  private struct Peeking: System {
    enum Event: Hashable, Sendable { case arrives }
    struct State: Hashable, Sendable { var time = Delay.zero }

    func start(in world: inout some World<Event>) -> State {
      let time = world.delay(
        .exponential(mean: .seconds(1)), at: ChoicePoint(actor: 7, kind: 0))
      world.schedule(.arrives, after: time)
      return State(time: time)
    }

    func receive(_ event: Event, state: inout State, in world: inout some World<Event>) {}
  }

  @Test func aHandlerThatKeepsADrawnDelayIsDetected() {
    #expect(throws: ExplorationError.dependsOnDelay(ChoicePoint(actor: 7, kind: 0))) {
      try Explorer(Peeking()).explore()
    }
  }

  /// A state that hides a reference: what a handler does depends on how often it was run.
  private struct Hiding: System {
    final class Counter: Sendable {
      nonisolated(unsafe) var value: UInt32 = 0
    }
    struct State: Hashable, Sendable {
      let counter: Counter
      static func == (one: State, other: State) -> Bool { one.counter === other.counter }
      func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(counter)) }
    }
    /// Whether it is told by the place of what is asked for, or by there being nothing asked any more.
    let fallsSilent: Bool

    func start(in world: inout some World<Bool>) -> State {
      world.schedule(true, after: .seconds(1))
      return State(counter: Counter())
    }

    func receive(_ event: Bool, state: inout State, in world: inout some World<Bool>) {
      state.counter.value += 1
      if fallsSilent, state.counter.value > 1 { return }
      let attempt = fallsSilent ? 1 : state.counter.value
      _ = world.happens(Probability(0.5), at: ChoicePoint(actor: 3, kind: 0, attempt: attempt))
    }
  }

  @Test(arguments: [false, true])
  func aHandlerThatHidesAReferenceIsDetected(fallsSilent: Bool) {
    let attempt: UInt32 = fallsSilent ? 1 : 2
    let problem = ExplorationError.notRepeatable(ChoicePoint(actor: 3, kind: 0, attempt: attempt))
    let system = Hiding(fallsSilent: fallsSilent)
    #expect(throws: problem) { try Explorer(system).explore() }
    #expect(throws: problem) { try ModelChecker(system, mostFaults: nil).search { _ in false } }
  }

  @Test func statesAreLimited() {
    var limits = ExplorationLimits()
    limits.states = 5
    #expect(throws: ExplorationError.states(limit: 5)) {
      try Explorer(Race(times: [Self.dice, Self.dice]), limits: limits).explore()
    }
  }

  private func exponential(_ exponent: Double) -> Double { Elementary.exponential(of: exponent) }
}
