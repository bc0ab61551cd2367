import ProtocolTesting
import Testing

/// Whenever one thing holds, another one follows.
@Suite struct LeadsToTests {
  /// A client that asks twice, one question after the other.
  struct Questions: NodeProtocol {
    enum Name: CaseIterable { case client, server }
    enum Message: Hashable {
      case question(Int)
      case answer(Int)
    }
    enum Timer: Hashable { case resend }
    struct NodeState: Hashable {
      var asked = 0
      var answered = 0
      var isStuck = false
    }
    var resends = true
    /// A Boolean value that indicates whether the server may stop to answer, for ever.
    var getsStuck = false

    func initialState(of name: Name) -> NodeState { NodeState() }

    func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
      if name == .client { ask(&state, in: &context) }
    }

    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
      in context: inout some Context<Self>
    ) {
      switch message {
      case .question(let number):
        if getsStuck, number == 2, context.fails("gets stuck") { state.isStuck = true }
        if !state.isStuck { context.send(.answer(number), to: sender) }
      case .answer(let number) where number == state.asked && state.answered < number:
        state.answered = number
        context.cancel(.resend)
        if number < 2 { ask(&state, in: &context) }
      case .answer: break
      }
    }

    func timerFired(
      _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
    ) {
      send(state, in: &context)
    }

    private func ask(_ state: inout NodeState, in context: inout some Context<Self>) {
      state.asked += 1
      send(state, in: &context)
    }

    private func send(_ state: NodeState, in context: inout some Context<Self>) {
      context.send(.question(state.asked), to: .server)
      if resends { context.set(.resend, after: .milliseconds(50)) }
    }
  }

  private func test(_ questions: Questions) -> ProtocolTest<Questions> {
    ProtocolTest(questions).leadsTo(
      "a question is answered", from: { $0[.client].asked > $0[.client].answered },
      to: { $0[.client].asked == $0[.client].answered })
  }

  @Test func aQuestionThatIsSentAgainIsAlwaysAnswered() throws {
    #expect(try test(Questions()).check(.anyFaults).isForAnyFaults)
    try test(Questions()).check(.samples(100))
  }

  @Test func aQuestionThatIsNotSentAgainMayStayUnanswered() throws {
    let test = test(Questions(resends: false))
    try test.check(.faults(0))
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(2)) }
    #expect(found.property == "leads to: a question is answered" && found.faults.count == 1)
    // Either question or either answer is lost.
    let lost = 1 - 0.99 * 0.99 * 0.99 * 0.99
    let report = try test.check(.exactly(atMost: 1))
    #expect(abs(report.probabilities[0] - lost) < 1e-12)
  }

  /// The goal is reached once, and then never again: `eventually` would not notice.
  @Test func aGoalMustBeReachedEachTime() throws {
    let test = test(Questions(getsStuck: true))
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(1)) }
    #expect(found.faults == ["server gets stuck"])
    #expect(found.description.contains("for ever"), "\(found)")
    #expect(throws: Counterexample.self) { try test.replay(found.replay) }
    try ProtocolTest(Questions(getsStuck: true))
      .eventually("an answer comes") { $0[.client].answered > 0 }.check(.faults(1))
  }
}
