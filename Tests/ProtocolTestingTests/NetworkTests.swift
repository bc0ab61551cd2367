import ProtocolTesting
import Testing

/// The faults of the networks, with their probabilities and their names.
@Suite struct NetworkTests {
  /// Two messages, one after the other, and the order in which they come.
  struct Letters: NodeProtocol {
    enum Name: CaseIterable { case writer, reader }
    enum Timer: Hashable { case next }
    typealias Message = Int

    struct NodeState: Hashable { var come: [Int] = [] }

    func initialState(of name: Name) -> NodeState { NodeState() }

    func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
      guard name == .writer else { return }
      context.send(1, to: .reader)
      context.set(.next, after: .milliseconds(5))
    }

    func received(
      _ message: Int, from sender: Name, at name: Name, state: inout NodeState,
      in context: inout some Context<Self>
    ) {
      state.come.append(message)
    }

    func timerFired(
      _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
    ) {
      context.send(2, to: .reader)
    }
  }

  private static let faulty = Transport.faulty(
    loss: 0.1, duplication: 0.2, delayed: 0.3, latency: .milliseconds(10),
    delayedLatency: [.milliseconds(18), .seconds(1)])

  private func test(
    _ transport: Transport, _ isSo: @escaping @Sendable ([Int]) -> Bool
  ) -> ProtocolTest<Letters> {
    ProtocolTest(Letters(), over: transport).atTheEnd("they do not come so") {
      !isSo($0[.reader].come)
    }
  }

  /// One letter's copies: lost, one, or two; each in time, a little late, or very late.
  @Test func theProbabilitiesAreThoseOfTheTransport() throws {
    func probability(_ isSo: @escaping @Sendable ([Int]) -> Bool) throws -> Double {
      try test(Self.faulty, isSo).check(.exactly(atMost: 1)).probabilities[0]
    }
    #expect(abs(try probability { $0.isEmpty } - 0.01) < 1e-15)
    #expect(abs(try probability { $0.count == 4 } - 0.81 * 0.04) < 1e-15)
    #expect(abs(try probability { $0.filter { $0 == 1 }.count == 2 } - 0.9 * 0.2) < 1e-15)
    // Once each, the second first: the first is a little late and the second is not at all, or the first is
    // very late and the second is not.
    let late = 0.15
    let overtakes = late * 0.7 + late * (0.7 + late)
    #expect(abs(try probability { $0 == [2, 1] } - 0.72 * 0.72 * overtakes) < 1e-15)
  }

  @Test(arguments: [
    (
      [1, 1, 2], ["1st message from writer to reader, 1, comes twice"],
      "writer->reader #1 duplicated"
    ),
    ([2], ["1st message from writer to reader, 1, is lost"], "writer->reader #1 lost"),
    (
      [2, 1], ["1st message from writer to reader, 1, is held up"],
      "writer->reader #1 held up; writer->reader #1 held up takes 1000ms"
    ),
    (
      [1, 2, 2, 1],
      [
        "1st message from writer to reader, 1, comes twice",
        "second copy of the 1st message from writer to reader, 1, is held up",
        "1st message from writer to reader, 2, comes twice",
      ],
      ""
    ),
  ])
  func everyNetworkFaultHasAName(come: [Int], faults: [String], replay: String) throws {
    let test = test(Self.faulty) { $0 == come }
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(3)) }
    #expect(found.faults.count == faults.count)
    if !replay.isEmpty { #expect(found.faults == faults) }
    let again = try #require(throws: Counterexample.self) { try test.replay(found.replay) }
    #expect(again.chart == found.chart && again.faults == found.faults)
  }

  /// Between 10 and 16 ms: the second letter, sent 5 ms after the first, can overtake it by 1 ms.
  @Test func everyOrderIsThatOfTheRanges() throws {
    var transport = Transport.lossy(loss: 0, latency: .milliseconds(10) ... .milliseconds(16))
    let found = try #require(throws: Counterexample.self) {
      try test(transport) { $0 == [2, 1] }.check(.everyOrder(faults: 0))
    }
    #expect(found.faults.isEmpty && found.replay.contains("writer->reader #1 takes 1"))
    let again = try #require(throws: Counterexample.self) {
      try test(transport) { $0 == [2, 1] }.replay(found.replay)
    }
    #expect(again.chart == found.chart)
    // At the very same instant either may be first.
    transport.link.latency = .uniform(from: .milliseconds(10), to: .milliseconds(15))
    let tied = try #require(throws: Counterexample.self) {
      try test(transport) { $0 == [2, 1] }.check(.everyOrder(faults: 3))
    }
    #expect(tied.replay.contains("is number 2 of its instant"))
    #expect(throws: Counterexample.self) {
      try test(transport) { $0 == [2, 1] }.replay(tied.replay)
    }
    transport.link.latency = .uniform(from: .milliseconds(10), to: .nanoseconds(14_999_999))
    #expect(try test(transport) { $0 == [2, 1] }.check(.everyOrder(faults: 3)).isForAnyFaults)
  }

  /// Each of eight messages may go thirteen ways: what has more faults than allowed is not even tried.
  @Test func manyMessagesAtOnceCostWhatTheirFaultsCost() throws {
    struct Shouting: NodeProtocol {
      enum Name: CaseIterable { case caller, crowd }
      typealias Message = Int
      func initialState(of name: Name) -> Int { 0 }
      func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
        if name == .caller { for number in 1...8 { context.send(number, to: .crowd) } }
      }
      func received(
        _ message: Int, from sender: Name, at name: Name, state: inout Int,
        in context: inout some Context<Self>
      ) {
        state += 1
      }
    }
    let test = ProtocolTest(Shouting(), over: .faulty()).atTheEnd(
      "one is missing or too many at the most"
    ) { 7...9 ~= $0[.crowd] }
    #expect(try test.check(.faults(1)).states ?? 0 > 8)
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(2)) }
    #expect(found.faults.count == 2)
  }

  @Test func aLinkMayDifferFromTheOthers() throws {
    let test = ProtocolTest(Letters()) { _, _ in .reliable() }
      .atTheEnd("all comes") { $0[.reader].come == [1, 2] }
    #expect(try test.check(.anyFaults).isForAnyFaults)
  }

  @Test func choicesAreEquallyLikelyAndAreNoFaults() throws {
    struct Choosing: NodeProtocol {
      enum Name: CaseIterable { case chooser }
      enum Message: Hashable {}
      func initialState(of name: Name) -> Int { 0 }
      func started(_ name: Name, state: inout Int, in context: inout some Context<Self>) {
        state = context.choose("number", among: [1, 2, 3, 4, 5])
      }
      func received(
        _ message: Message, from sender: Name, at name: Name, state: inout Int,
        in context: inout some Context<Self>
      ) {}
    }
    for number in 1...5 {
      let test = ProtocolTest(Choosing()).atTheEnd("it is another") {
        $0[.chooser] != number
      }
      let report = try test.check(.exactly(atMost: 1))
      #expect(abs(report.probabilities[0] - 0.2) < 1e-15)
      let found = try #require(throws: Counterexample.self) { try test.check(.faults(0)) }
      #expect(found.faults.isEmpty && abs(found.probability - 0.2) < 1e-15)
      #expect(found.replay == (number == 1 ? "" : "chooser number #1 = \(number - 1)"))
      #expect(throws: Counterexample.self) { try test.replay(found.replay) }
    }
  }
}
