import Testing

@testable import ProtocolTesting

/// A search that leaves out orders of events which differ in nothing finds what a search of all orders finds.
@Suite struct OrderReductionTests {
  /// A boss asks workers, each of which works for some time, and counts the answers.
  struct Workers: NodeProtocol {
    typealias Name = Int
    enum Message: Hashable { case task, done }
    enum Timer: Hashable { case work }
    let names: [Int]

    func initialState(of name: Int) -> Int { 0 }
    func started(_ name: Int, state: inout Int, in context: inout some Context<Self>) {
      if name == 0 { for worker in names.dropFirst() { context.send(.task, to: worker) } }
    }
    func received(
      _ message: Message, from sender: Int, at name: Int, state: inout Int,
      in context: inout some Context<Self>
    ) {
      if message == .done {
        state += 1
      } else {
        context.set(.work, after: .milliseconds(1) ... .milliseconds(3))
      }
    }
    func timerFired(
      _ timer: Timer, at name: Int, state: inout Int, in context: inout some Context<Self>
    ) {
      state = 1
      context.send(.done, to: 0)
    }

    static func test(_ workers: Int, _ reduction: OrderReduction) -> ProtocolTest<Self> {
      var test = ProtocolTest(
        Workers(names: Array(0...workers)),
        over: .lossy(latency: .milliseconds(4) ... .milliseconds(6)))
      test.orderReduction = reduction
      return test
    }
  }

  @Test func independentNodesTakeFewStates() throws {
    func states(_ workers: Int, _ reduction: OrderReduction) throws -> Int {
      let test = Workers.test(workers, reduction).never("more answers") { $0[0] > workers }
        .atTheEnd("all answer") { $0[0] == workers }
      let report = try test.check(.everyOrder(faults: 0))
      #expect(report.isForAnyFaults == false)
      return try #require(report.states)
    }
    #expect(try states(3, .always) * 4 < states(3, .never))
    // One task, the work and its answer after the other.
    #expect(try states(8, .always) < 2_000)
  }

  @Test func aLostAnswerIsFoundWithTheFewestFaults() throws {
    var found: [Counterexample] = []
    for reduction in [OrderReduction.never, .always] {
      let test = Workers.test(3, reduction).atTheEnd("two answer") { $0[0] >= 2 }
      try test.check(.everyOrder(faults: 1))
      found.append(
        try #require(throws: Counterexample.self) { try test.check(.everyOrder(faults: 3)) })
    }
    #expect(found.map(\.faults.count) == [2, 2])
    for counterexample in found {
      let again = try #require(throws: Counterexample.self) {
        try Workers.test(3, .never).atTheEnd("two answer") { $0[0] >= 2 }.replay(
          counterexample.replay)
      }
      #expect(again.chart == counterexample.chart)
    }
  }

  /// Two nodes that each are busy for some time, and a third one.
  struct Shifts: NodeProtocol {
    enum Name: CaseIterable { case ann, bob, cid }
    enum Message: Hashable { case hello }
    enum Timer: Hashable { case begins, ends }
    /// The time at which bob begins, in milliseconds.
    let begin: Int64

    func initialState(of name: Name) -> Bool { false }
    func started(_ name: Name, state: inout Bool, in context: inout some Context<Self>) {
      if name == .cid {
        context.send(.hello, to: .ann)
        return context.send(.hello, to: .bob)
      }
      let first = name == .ann ? 10 : begin
      context.set(.begins, after: .milliseconds(first) ... .milliseconds(first + 2))
    }
    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout Bool,
      in context: inout some Context<Self>
    ) {}
    func timerFired(
      _ timer: Timer, at name: Name, state: inout Bool, in context: inout some Context<Self>
    ) {
      state = timer == .begins
      if timer == .begins { context.set(.ends, after: .milliseconds(5)) }
    }
  }

  /// Nodes that a property reads must not get ahead of each other.
  @Test(arguments: [(14, true), (17, true), (18, false), (40, false)])
  func statesAtTheSameTimeAreRead(begin: Int64, areTogether: Bool) throws {
    for reduction in [OrderReduction.never, .always] {
      for isNamed in [true, false] {
        var test = ProtocolTest(Shifts(begin: begin), over: .reliable(latency: .milliseconds(4)))
        test.orderReduction = reduction
        test =
          isNamed
          ? test.never("both are busy") { $0[.ann] && $0[.bob] }
          : test.never("both are busy") { $0.states.count { $0 } > 1 }
        if !areTogether {
          try test.check(.everyOrder(faults: nil))
          continue
        }
        let found = try #require(throws: Counterexample.self) {
          try test.check(.everyOrder(faults: nil))
        }
        #expect(found.faults.isEmpty)
        #expect(throws: Counterexample.self) { try test.replay(found.replay) }
      }
    }
  }

  /// A node without a state that is read goes on for ever at the same moment, and must not keep the others waiting.
  struct Restless: NodeProtocol {
    enum Name: CaseIterable { case ann, bob }
    enum Message: Hashable {}
    enum Timer: Hashable { case again, rings }

    func initialState(of name: Name) -> Bool { false }
    func started(_ name: Name, state: inout Bool, in context: inout some Context<Self>) {
      if name == .ann { context.set(.again, after: .zero) }
      if name == .bob { context.set(.rings, after: .zero) }
    }
    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout Bool,
      in context: inout some Context<Self>
    ) {}
    func timerFired(
      _ timer: Timer, at name: Name, state: inout Bool, in context: inout some Context<Self>
    ) {
      if timer == .again { context.set(.again, after: .zero) } else { state = true }
    }
  }

  @Test func noNodeWaitsForEver() throws {
    for reduction in [OrderReduction.never, .always] {
      var test = ProtocolTest(Restless()).never("bob rings") { $0[.bob] }
      test.orderReduction = reduction
      #expect(throws: Counterexample.self) { try test.check(.everyOrder(faults: 0)) }
    }
  }
}
