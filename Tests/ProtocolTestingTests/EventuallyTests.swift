import ProtocolTesting
import Testing

/// What must come true sooner or later if the network is fair.
@Suite struct EventuallyTests {
  @Test(arguments: [0, 1, 5])
  func anAskerThatNeverGivesUpIsAnswered(faults: Int) throws {
    let report = try Asking.test(Asking()).check(.faults(faults))
    // Whatever is lost, two losses lead to every state.
    #expect((report.states ?? 0) > 0 && report.isForAnyFaults == (faults > 1))
  }

  /// Asking for ever again is a circle whose states are few: any number of losses is tried in it.
  @Test func anyNumberOfFaultsIsTriedWhereStatesAreFew() throws {
    let report = try Asking.test(Asking()).check(.anyFaults)
    #expect(report.isForAnyFaults && (report.states ?? 0) < 20)
    // It is answered with probability 1, though no number of questions is enough.
    #expect(try Asking.test(Asking()).check(.exactly(atMost: 1e-12)).probabilities[0] < 1e-12)
  }

  @Test(arguments: 1...4)
  func anAskerThatGivesUpIsNotAnsweredAfterAsManyLosses(most: Int) throws {
    let test = Asking.test(Asking(most: most))
    try test.check(.faults(most - 1))
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(most + 1)) }
    #expect(found.faults.count == most)
    #expect(found.property == "eventually: it is answered")
    #expect(found.description.contains("nothing is under way any more"))
    // Each question is lost, or its answer is.
    var unanswered = 1.0
    for _ in 0..<most { unanswered *= 0.1 + 0.9 * 0.1 }
    let report = try test.check(.exactly(atMost: 1))
    #expect(abs(report.probabilities[0] / unanswered - 1) < 1e-12)
  }

  @Test func aCycleWithoutAFaultIsFound() throws {
    let test = Asking.test(Asking(tires: true))
    try test.check(.faults(0))
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(3)) }
    #expect(found.faults == ["1st message from answerer to asker, answer, is lost"])
    #expect(found.description.contains("can follow one another for ever, without another fault"))
    #expect(found.replay.contains("; stops after "))
    let again = try #require(throws: Counterexample.self) { try test.replay(found.replay) }
    #expect(again.chart == found.chart)
  }

}
