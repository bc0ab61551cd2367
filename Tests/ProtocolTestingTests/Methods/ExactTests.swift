import ProtocolTesting
import Testing

/// Exact probabilities where executions never end.
@Suite struct ExactTests {
  private var stuck: ProtocolTest<SomeEnd> {
    ProtocolTest(SomeEnd()).never("the server is stuck") { $0[.server].isStuck }
  }

  /// The server is stuck on executions that never end, and they count.
  @Test func aBreakCountsWhenItHappens() throws {
    let report = try stuck.check(.exactly(atMost: 0.02))
    // The answer to a stuck server's predecessor may be lost, and the question then comes again: the same ratio.
    #expect(abs(report.probabilities[0] - SomeEnd.stuckProbability) < 1e-12)
    #expect(abs(SomeEnd.stuckProbability - 0.0101) < 1e-4)
    #expect(
      report.residual < 1e-15
        && report.description.hasPrefix("holds: broken with probability 0.0101"))
    let found = try #require(throws: Counterexample.self) {
      try stuck.check(.exactly(atMost: 0.01))
    }
    #expect(found.faults == ["server gets stuck"])
    #expect(found.notes.joined().contains("with probability 0.0101"), "\(found.notes)")
  }

  /// A trial without an end shows what it breaks before.
  @Test func aTrialWithoutAnEndMayBreak() throws {
    var test = stuck
    test.limits.events = 1_000
    let found = try #require(throws: Counterexample.self) { try test.check(.samples(2_000)) }
    #expect(found.faults == ["server gets stuck"])
  }

  @Test func anEndlessExecutionNeverSatisfies() throws {
    let test = ProtocolTest(SomeEnd()).eventually("it is done") { $0[.client].isDone }
    let report = try test.check(.exactly(atMost: 0.02))
    #expect(abs(report.probabilities[0] - SomeEnd.stuckProbability) < 1e-12)
    let round = ProtocolTest(PingPong(), over: .reliable()).eventually("it ends") { _ in false }
    #expect(try round.check(.exactly(atMost: 1)).probabilities == [1])
  }

  @Test func aPropertyAtTheEndSaysNothingOfEndlessExecutions() throws {
    let test = ProtocolTest(SomeEnd()).atTheEnd("it is done") { $0[.client].isDone }
    #expect(try test.check(.exactly(atMost: 0.02)).probabilities == [0])
    let problem = try #require(throws: ProtocolTestError.self) {
      try test.check(.exactly(atMost: 0.01))
    }
    #expect(problem.description.contains("some executions never end, with probability 0.0101"))
    #expect(problem.description.contains("1. server gets stuck"))
    let report = try test.ignoringEndlessExecutions().check(.exactly(atMost: 0.001))
    #expect(abs(report.endlessProbability - SomeEnd.stuckProbability) < 1e-12)
  }

  /// A long loop is left with a small chance in each round: the rounds are summed, not iterated.
  @Test func aLongLoopIsSummed() throws {
    let test = ProtocolTest(Circling(steps: 2_000, chance: 1e-4))
      .never("broken") { $0[.one].isBroken }
    let report = try test.check(.exactly(atMost: 1))
    #expect(abs(report.probabilities[0] - 1) < 1e-9 && (report.states ?? 0) > 2_000)
  }

  /// A closed loop is found, however long it is.
  @Test func aLongClosedLoopIsFound() throws {
    let test = ProtocolTest(Circling(steps: 3_000, chance: 0))
      .never("broken") { $0[.one].isBroken }
    let report = try test.check(.exactly(atMost: 0))
    #expect(report.endlessProbability == 1 && report.residual == 0)
  }

  /// More states than allowed: what was followed decides, or the interval is named.
  @Test func anExplorationBeyondItsLimitMayStillDecide() throws {
    var test = ProtocolTest(Circling(steps: 100_000, chance: 1e-2))
      .never("broken") { $0[.one].isBroken }
    test.limits.states = 100
    // Each step leads to two states. After n of them: 1 − (1 − 10⁻²)ⁿ, which is 0.39 for the first 50.
    let found = try #require(throws: Counterexample.self) { try test.check(.exactly(atMost: 0.3)) }
    #expect(found.notes.joined().contains("with probability between 0.39"), "\(found.notes)")
    let problem = try #require(throws: ProtocolTestError.self) {
      try test.check(.exactly(atMost: 0.9))
    }
    #expect(problem.description.contains("is broken with probability between 0.39"), "\(problem)")
    #expect(problem.description.contains(".samples"))
    let report = try test.check(.exactly(atMost: 1))
    #expect(
      report.description.contains("between 0.39")
        && report.description.contains(" and 1, at most 1"))
  }
}

/// A node that counts timers in a circle, and may break at each.
private struct Circling: NodeProtocol {
  enum Name: CaseIterable { case one }
  enum Message: Hashable {}
  enum Timer: Hashable { case next }
  struct NodeState: Hashable {
    var step = 0
    var isBroken = false
  }

  let steps: Int
  let chance: Double

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    context.set(.next, after: .seconds(1))
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {}
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    if context.fails("breaks", probability: chance) {
      state.isBroken = true
      return
    }
    state.step = (state.step + 1) % steps
    context.set(.next, after: .seconds(1))
  }
}
