import ProtocolTesting
import Testing

/// Executions that never end, and choices that are fair.
@Suite struct EndlessTests {
  @Test(arguments: [
    CheckMethod.anyFaults, .faults(1), .everyOrder(faults: 1), .everyOrder(faults: nil),
  ])
  func aPropertyAtTheEndNeedsAnEnd(method: CheckMethod) throws {
    let test = ProtocolTest(SomeEnd()).atTheEnd("it is done, and the server is not stuck") {
      $0[.client].isDone && !$0[.server].isStuck
    }
    let problem = try #require(throws: ProtocolTestError.self) { try test.check(method) }
    #expect(problem.description.hasPrefix("some executions never end"))
    #expect(problem.description.contains("1. server gets stuck"))
    #expect(problem.description.contains("can follow one another for ever, without another fault"))
    let report = try test.ignoringEndlessExecutions().check(method)
    #expect(report.description.contains("some executions never end"))
    #expect(report.endlessExecution?.contains("server gets stuck") == true)
  }

  /// Without the fault every execution ends.
  @Test func aPropertyAtTheEndHoldsWhereAllExecutionsEnd() throws {
    let test = ProtocolTest(SomeEnd()).atTheEnd("it is done") { $0[.client].isDone }
    #expect(try test.check(.faults(0)).endlessExecution == nil)
  }

  @Test(arguments: [
    CheckMethod.faults(2), .anyFaults, .everyOrder(faults: 2), .everyOrder(faults: nil),
  ])
  func anEndlessExecutionBreaksWhatMustBeSatisfied(method: CheckMethod) throws {
    let test = ProtocolTest(SomeEnd()).eventually("it is done") { $0[.client].isDone }
    let found = try #require(throws: Counterexample.self) { try test.check(method) }
    #expect(found.faults == ["server gets stuck"])
    #expect(found.notes.joined().contains("for ever"))
    let again = try #require(throws: Counterexample.self) { try test.replay(found.replay) }
    #expect(again.chart == found.chart)
  }

  @Test(arguments: [
    CheckMethod.faults(0), .anyFaults, .everyOrder(faults: 0), .everyOrder(faults: nil),
  ])
  func aPingPongNeverSatisfies(method: CheckMethod) throws {
    for transport in [
      Transport.reliable(), .lossy(loss: 0, latency: .milliseconds(5) ... .milliseconds(9)),
    ] {
      var test = ProtocolTest(PingPong(), over: transport).eventually("it ends") { _ in false }
      test.limits.discretisation = 2
      let found = try #require(throws: Counterexample.self) { try test.check(method) }
      #expect(found.faults.isEmpty && found.notes.joined().contains("for ever"))
    }
  }

  /// Both choose the same backoff again and again only if their choices are unfair.
  @Test func choicesAreFair() throws {
    let test = ProtocolTest(Collide(), over: .reliable())
      .eventually("both are sent") { $0[.air].sent.count == 2 }
    try test.check(.faults(0))
    try test.check(.everyOrder(faults: 0))
    #expect(try test.check(.exactly(atMost: 1e-12)).probabilities[0] < 1e-12)
    // A choice that helps nothing is no excuse.
    let never = ProtocolTest(Collide(), over: .reliable())
      .eventually("nothing is sent") { _ in false }
    #expect(throws: Counterexample.self) { try never.check(.faults(0)) }
    let stubborn = ProtocolTest(Collide(backoffs: [.milliseconds(20)]), over: .reliable())
      .eventually("both are sent") { $0[.air].sent.count == 2 }
    #expect(throws: Counterexample.self) { try stubborn.check(.faults(0)) }
  }
}

/// Two senders that collide until they choose different delays.
private struct Collide: NodeProtocol {
  enum Name: CaseIterable { case ann, bob, air }
  enum Message: Hashable { case frame, jam }
  enum Timer: Hashable { case backoff, slot }
  struct NodeState: Hashable {
    var inAir: [Name] = []
    var sent: Set<Name> = []
  }

  var backoffs: [Delay] = [.milliseconds(20), .milliseconds(40)]

  func initialState(of name: Name) -> NodeState { NodeState() }
  func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
    if name != .air { context.send(.frame, to: .air) }
  }
  func received(
    _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
    in context: inout some Context<Self>
  ) {
    switch message {
    case .frame:
      if !state.inAir.contains(sender) { state.inAir.append(sender) }
      context.set(.slot, after: .milliseconds(5))
    case .jam: context.set(.backoff, after: context.choose("backoff", among: backoffs))
    }
  }
  func timerFired(
    _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
  ) {
    switch timer {
    case .backoff: context.send(.frame, to: .air)
    case .slot:
      if state.inAir.count == 1 {
        state.sent.formUnion(state.inAir)
      } else {
        for name in state.inAir.sorted(by: { $0 == .ann && $1 == .bob }) {
          context.send(.jam, to: name)
        }
      }
      state.inAir = []
    }
  }
}
