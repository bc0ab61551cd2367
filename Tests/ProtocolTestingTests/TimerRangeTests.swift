import ProtocolTesting
import Testing

/// Timers that take any time in a range.
@Suite struct TimerRangeTests {
  /// A watcher waits for a beat that comes after 80 and 10 ms.
  struct Watch: NodeProtocol {
    enum Name: CaseIterable { case beater, watcher }
    enum Message: Hashable { case beat }
    enum Timer: Hashable { case sends, gaveUp }
    let patience: ClosedRange<Delay>
    var setsTwice = false

    func initialState(of name: Name) -> Bool { false }
    func started(_ name: Name, state: inout Bool, in context: inout some Context<Self>) {
      if name == .beater { return context.set(.sends, after: .milliseconds(80)) }
      if setsTwice { context.set(.gaveUp, after: .milliseconds(1) ... .milliseconds(2)) }
      context.set(.gaveUp, after: patience)
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

  private func test(_ range: ClosedRange<Int64>, setsTwice: Bool = false) -> ProtocolTest<Watch> {
    let patience = Delay.milliseconds(range.lowerBound) ... .milliseconds(range.upperBound)
    return ProtocolTest(Watch(patience: patience, setsTwice: setsTwice), over: .reliable())
      .never("it gives up") { $0[.watcher] }
  }

  @Test func everyOrderIsThatOfTheRange() throws {
    let found = try #require(throws: Counterexample.self) {
      try test(80...110).check(.everyOrder(faults: 0))
    }
    #expect(found.faults.isEmpty && found.replay.contains("watcher timer gaveUp #1 takes "))
    let again = try #require(throws: Counterexample.self) {
      try test(80...110).replay(found.replay)
    }
    #expect(again.chart == found.chart)
    #expect(throws: Counterexample.self) { try test(80...90).check(.everyOrder(faults: 0)) }
    #expect(try test(91...110).check(.everyOrder(faults: nil)).isForAnyFaults)
    // What is set again does not come any more.
    try test(91...110, setsTwice: true).check(.everyOrder(faults: 0))
  }

  /// 70 to 110 ms: before 90 ms with a probability of 1/2.
  @Test func trialsDrawFromTheRange() throws {
    let trials = 4_000
    let comparison = try test(70...110).compare(with: test(100...110), trials: trials)
    #expect(comparison.both == 0 && comparison.onlySecond == 0)
    // Five standard deviations.
    #expect(abs(comparison.onlyFirst - trials / 2) < 160)
    let found = try #require(throws: Counterexample.self) {
      try test(80...200).check(.samples(100))
    }
    #expect(throws: Counterexample.self) { try test(80...200).replay(found.replay) }
  }

  @Test func aTimerWithARangeNeedsDiscretizationUnlessOrdersAreSearched() throws {
    for method in [CheckMethod.faults(0), .anyFaults, .exactly(atMost: 1)] {
      let problem = try #require(throws: ProtocolTestError.self) {
        try test(70...110).check(method)
      }
      #expect(
        problem.description.hasPrefix(
          "the time of a timer of watcher has infinitely many values"), "\(problem)")
    }
    // 75, 85, 95 and 105 ms stand for the range.
    var approximate = test(70...110)
    approximate.limits.discretisation = 4
    let report = try approximate.check(.exactly(atMost: 1))
    #expect(report.isApproximate && abs(report.probabilities[0] - 0.5) < 1e-15)
    #expect(throws: Counterexample.self) { try approximate.check(.faults(0)) }
  }

  /// 100 ms of a clock at 1.25 are 80 ms.
  @Test func aWrongClockMeasuresTheRange() throws {
    for (range, breaks) in [(100...120, true), (113...150, false)] as [(ClosedRange<Int64>, Bool)] {
      let test = test(range).skewingClocks(of: .watcher, rates: [1.25])
      if !breaks {
        try test.check(.everyOrder(faults: 1))
        continue
      }
      let found = try #require(throws: Counterexample.self) {
        try test.check(.everyOrder(faults: 1))
      }
      #expect(found.faults == ["the clock of watcher goes at 1.25 of the right speed"])
    }
  }
}
