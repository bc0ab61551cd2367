import ProtocolTesting
import Testing

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
}
