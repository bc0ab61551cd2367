import ProtocolTesting
import Testing

/// The chart of a counterexample: each change stands in its node's lane, and many nodes are reduced to those that matter.
@Suite struct ChartTests {
  /// A caller that calls many, and notes who answers.
  struct Calling: NodeProtocol {
    enum Message: Hashable { case call, answer }
    var count: Int
    var names: [Int] { Array(0..<count) }
    func initialState(of name: Int) -> [Int] { [] }
    func started(_ name: Int, state: inout [Int], in context: inout some Context<Self>) {
      if name == 0 { for other in 1..<count { context.send(.call, to: other) } }
    }
    func received(
      _ message: Message, from sender: Int, at name: Int, state: inout [Int],
      in context: inout some Context<Self>
    ) {
      state.append(sender)
      if message == .call { context.send(.answer, to: sender) }
    }
  }

  /// The third answers, and the second does not: the others play no part.
  @Test func fortyNodesAreReducedToTheCausalPast() throws {
    let test = ProtocolTest(Calling(count: 40), over: .lossy())
      .never("3 is heard, and 2 is not") { $0[0].contains(3) && !$0[0].contains(2) }
    // The caller, those that it heard until then, and the one whose message is lost.
    let lanes = [0, 1, 2, 3]
    for replay in ["0->2 #1 lost", "2->0 #1 lost"] {
      let found = try #require(throws: Counterexample.self) { try test.replay(replay) }
      #expect(found.faults.count == 1)
      let head = found.chart.split(separator: "\n").first { $0.contains("time") } ?? ""
      let names = head.split(separator: " ").dropFirst().compactMap { Int($0) }
      #expect(names == lanes, "\(found)")
      #expect(found.chart.contains("36 of 40 nodes, which have no part in it"))
    }
  }

  /// Two nodes change when they start, and the first of them makes a choice before.
  struct Starting: NodeProtocol {
    enum Name: CaseIterable { case ann, bob }
    enum Message: Hashable { case hello }
    struct NodeState: Hashable {
      var isLate = false
      var hasBegun = false
      var heard = 0
    }
    func initialState(of name: Name) -> NodeState { NodeState() }
    func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
      if name == .ann {
        state.isLate = context.fails("is late")
        context.send(.hello, to: .bob)
      } else {
        state.hasBegun = true
      }
    }
    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
      in context: inout some Context<Self>
    ) {
      state.heard += 1
      if name == .bob { context.send(.hello, to: .ann) }
    }
  }

  /// The row of the chart with a text, and the lane in which it stands, counted by the lines before it.
  private func lane(of text: String, in chart: String) -> Int? {
    for line in chart.split(separator: "\n") {
      guard let range = line.range(of: text) else { continue }
      return line[..<range.lowerBound].count { "│●├┤".contains($0) }
    }
    return nil
  }

  @Test func aChangeStandsInTheLaneOfItsNode() throws {
    let test = ProtocolTest(Starting(), over: .faulty(loss: 0))
      .never("both hear of it") { $0[.ann].heard > 0 && $0[.ann].isLate }
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(1)) }
    #expect(lane(of: "is late", in: found.chart) == 1, "\(found)")
    #expect(lane(of: "hasBegun", in: found.chart) == 2, "\(found)")
  }

  /// The change belongs to the message that arrives, and not to the fault of the answer.
  @Test func aChangeStandsWithTheMessageThatCausesIt() throws {
    let test = ProtocolTest(Starting(), over: .faulty(loss: 0, delayed: 0))
      .never("the answer comes twice") { $0[.ann].heard > 1 }
    let found = try #require(throws: Counterexample.self) {
      try test.replay("bob->ann #1 duplicated")
    }
    #expect(found.chart.contains("hello comes; heard: 0 → 1"), "\(found)")
  }
}
