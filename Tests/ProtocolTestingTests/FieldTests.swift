import ProtocolTesting
import Testing

/// Faults of the field: crashes with durable state, partitions that heal, clocks that go wrong, any delay.
@Suite struct FieldTests {
  /// A store that confirms what it has in memory, and writes it to its disk later or before.
  struct Store: NodeProtocol {
    enum Name: CaseIterable { case client, store }
    enum Message: Hashable { case put, done }
    enum Timer: Hashable { case flush, resend }
    struct NodeState: Hashable {
      var memory = 0
      var disk = 0
      var isDone = false
    }
    var flushesFirst = true

    func initialState(of name: Name) -> NodeState { NodeState() }

    func started(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {
      if name == .client { put(in: &context) }
    }

    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout NodeState,
      in context: inout some Context<Self>
    ) {
      switch message {
      case .put:
        state.memory = 1
        if flushesFirst { state.disk = 1 } else { context.set(.flush, after: .milliseconds(50)) }
        context.send(.done, to: sender)
      case .done:
        state.isDone = true
        context.cancel(.resend)
      }
    }

    func timerFired(
      _ timer: Timer, at name: Name, state: inout NodeState, in context: inout some Context<Self>
    ) {
      switch timer {
      case .flush: state.disk = state.memory
      case .resend: put(in: &context)
      }
    }

    func crashed(_ name: Name, state: inout NodeState) { state.memory = state.disk }

    func restarted(_ name: Name, state: inout NodeState, in context: inout some Context<Self>) {}

    private func put(in context: inout some Context<Self>) {
      context.send(.put, to: .store)
      context.set(.resend, after: .milliseconds(200))
    }
  }

  private func test(flushesFirst: Bool) -> ProtocolTest<Store> {
    ProtocolTest(Store(flushesFirst: flushesFirst), over: .reliable())
      .crashing(.store, probability: 0.1, downFor: .milliseconds(500))
      .always("what is confirmed is kept") { !$0[.client].isDone || $0[.store].memory == 1 }
      .eventually("it is confirmed") { $0[.client].isDone }
  }

  @Test(arguments: [
    CheckMethod.faults(1), .anyFaults, .everyOrder(faults: 2), .samples(200), .exactly(atMost: 0),
  ])
  func aCrashLosesWhatIsNotDurable(method: CheckMethod) throws {
    let found = try #require(throws: Counterexample.self) {
      try test(flushesFirst: false).check(method)
    }
    #expect(found.property == "always: what is confirmed is kept")
    // The crash may come right after the put, before its answer arrives, or never again.
    #expect(found.faults == ["store crashes after its 2nd event, and is down for 500 ms"])
    #expect(found.replay == "crash of store #2")
    let again = try #require(throws: Counterexample.self) {
      try test(flushesFirst: false).replay(found.replay)
    }
    #expect(again.chart == found.chart)
  }

  @Test func whatIsDurableSurvivesAnyNumberOfCrashes() throws {
    #expect(try test(flushesFirst: true).check(.anyFaults).isForAnyFaults)
    try test(flushesFirst: true).check(.samples(200))
  }

  /// A message that arrives at a node that is down is lost, and the node is back in time for the next one.
  @Test func aNodeThatIsDownHearsNothing() throws {
    let test = ProtocolTest(Store(), over: .reliable())
      .crashing(.store, downFor: .milliseconds(500)).never("it is put") { $0[.store].memory == 1 }
    let found = try #require(throws: Counterexample.self) {
      try test.replay("crash of store #1")
    }
    for text in ["crashes after its 1st", "put is lost: the node is", "is back"] {
      #expect(found.chart.contains(text), "\(found)")
    }
    // Lost are those that come at 10, 210 and 410 ms.
    #expect(found.chart.contains("610 ms"), "\(found)")
  }

  /// Three questions in 60 ms: a partition of 1 s swallows them all, and is one fault.
  @Test func aPartitionIsOneFaultAndHeals() throws {
    func test(most: Int?) -> ProtocolTest<Asking> {
      Asking.test(Asking(most: most), over: .reliable())
        .partitioning(.asker, healsAfter: .seconds(1))
    }
    let found = try #require(throws: Counterexample.self) { try test(most: 3).check(.faults(2)) }
    #expect(found.faults == ["the network splits for 1 s: asker | the others"])
    #expect(found.chart.contains("question is lost: the"), "\(found)")
    let again = try #require(throws: Counterexample.self) { try test(most: 3).replay(found.replay) }
    #expect(again.chart == found.chart)
    try test(most: 3).check(.faults(0))
    // One that asks for ever is answered after the network has healed.
    try test(most: nil).check(.faults(2))
  }

  /// A watcher waits 100 ms for a beat that takes 80 and 10 ms.
  struct Watch: NodeProtocol {
    enum Name: CaseIterable { case beater, watcher }
    enum Message: Hashable { case beat }
    enum Timer: Hashable { case sends, gaveUp }
    func initialState(of name: Name) -> Bool { false }
    func started(_ name: Name, state: inout Bool, in context: inout some Context<Self>) {
      if name == .beater {
        context.set(.sends, after: .milliseconds(80))
      } else {
        context.set(.gaveUp, after: .milliseconds(100))
      }
    }
    func received(
      _ message: Message, from sender: Name, at name: Name, state: inout Bool,
      in context: inout some Context<Self>
    ) {
      context.cancel(.gaveUp)
    }
    func timerFired(
      _ timer: Timer, at name: Name, state: inout Bool, in context: inout some Context<Self>
    ) {
      if timer == .sends { context.send(.beat, to: .watcher) } else { state = true }
    }
  }

  /// 100 ms of a clock at 1.25 are 80 ms; at 1.1 they are more than 90.
  @Test(arguments: [(1.25, true), (1.1, false), (0.5, false)])
  func aClockThatGoesWrongIsOneFault(rate: Double, breaks: Bool) throws {
    let test = ProtocolTest(Watch(), over: .reliable()).skewingClocks(of: .watcher, rates: [rate])
      .never("it gives up") { $0[.watcher] }
    if !breaks {
      try test.check(.anyFaults)
      return
    }
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(2)) }
    #expect(found.faults == ["the clock of watcher goes at 1.25 of the right speed"])
    #expect(found.replay == "clock of watcher = 1.25" && found.chart.contains("80 ms"))
    #expect(throws: Counterexample.self) { try test.replay(found.replay) }
  }

  @Test func anAsynchronousNetworkAllowsAnyDelay() throws {
    let test = ProtocolTest(Watch(), over: .asynchronous()).never("it gives up") { $0[.watcher] }
    let found = try #require(throws: Counterexample.self) {
      try test.check(.everyOrder(faults: 0))
    }
    #expect(found.faults.isEmpty)
  }

  @Test func wrongArgumentsAreErrors() {
    func text(_ test: ProtocolTest<Watch>) -> String {
      do {
        return try test.never("it gives up") { $0[.watcher] }.check(.faults(0)).description
      } catch {
        return "\(error)"
      }
    }
    let test = ProtocolTest(Watch())
    #expect(
      text(test.crashing(.watcher, probability: 2))
        == "the probability of a crash must be between 0 and 1, not 2.0.")
    #expect(text(test.skewingClocks(of: .watcher, rates: [0])).contains("must be above 0, not 0.0"))
  }
}
