import Testing

@testable import ProtocolTesting
@testable import WorkedProtocols

/// A register and a lock on several nodes, under partitions and clocks that go wrong.
@Suite struct QuorumTests {
  @Test func aRegisterIsLinearizable() throws {
    try QuorumRegister.test(writesBack: true).ignoringCoverage().check(.faults(1))
    let bad = QuorumRegister.test(writesBack: true, over: .lossy(loss: 0.2)).ignoringCoverage()
    try bad.check(.samples(100))
  }

  /// The first read finds the new value on one replica, and the second one does not ask that replica.
  @Test func aReadMustWriteBack() throws {
    let test = QuorumRegister.test(writesBack: false, over: .lossy(loss: 0.2)).ignoringCoverage()
    let found = try #require(throws: Counterexample.self) { try test.check(.samples(20_000)) }
    #expect(found.property == "always: linearizable as Register")
    #expect(found.faults.count >= 2, "\(found)")
    let again = try #require(throws: Counterexample.self) { try test.replay(found.replay) }
    #expect(again.chart == found.chart)
  }

  @Test func aLockAllowsForTheDriftOfClocks() throws {
    try QuorumLock.test(ignoresDrift: false).ignoringCoverage().check(.faults(1))
    let twin = QuorumLock.test(ignoresDrift: true).ignoringCoverage()
    try twin.check(.faults(0))
    let found = try #require(throws: Counterexample.self) { try twin.check(.faults(1)) }
    #expect(found.property == "never: two holders")
    #expect(found.faults == ["the clock of alice goes at 0.8 of the right speed"])
  }

  /// Latencies have a range, and any one clock goes wrong: the order of most events makes no difference.
  @Test func aLockIsProvedInEveryOrder() throws {
    func test(ignoresDrift: Bool) -> ProtocolTest<QuorumLock> {
      let ranges = Transport.lossy(loss: 0, latency: .milliseconds(4) ... .milliseconds(6))
      var test = QuorumLock.test(ignoresDrift: ignoresDrift, over: ranges).ignoringCoverage()
      test.orderReduction = .always
      return test
    }
    let report = try test(ignoresDrift: false).check(.everyOrder(faults: 1))
    #expect(report.isForAnyFaults == false && report.states ?? 0 < 5_000)
    let found = try #require(throws: Counterexample.self) {
      try test(ignoresDrift: true).check(.everyOrder(faults: 2))
    }
    #expect(found.property == "never: two holders")
    #expect(found.faults == ["the clock of alice goes at 0.8 of the right speed"])
    #expect(throws: Counterexample.self) { try test(ignoresDrift: true).replay(found.replay) }
  }

  @Test func aRegisterIsLinearizableInEveryOrder() throws {
    let ranges = Transport.lossy(latency: .milliseconds(9) ... .milliseconds(11))
    let right = QuorumRegister.test(writesBack: true, over: ranges).ignoringCoverage()
    try right.check(.everyOrder(faults: 0))
    let twin = QuorumRegister.test(writesBack: false, over: ranges).ignoringCoverage()
    let found = try #require(throws: Counterexample.self) { try twin.check(.everyOrder(faults: 1)) }
    #expect(found.property == "always: linearizable as Register")
    #expect(found.faults == ["the network splits for 20 ms: writer, a | the others"])
  }
}
