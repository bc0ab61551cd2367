import ProtocolTesting
import Testing

@testable import WorkedProtocols

/// The protocols with finitely many states, whatever goes wrong, hold with any number of faults.
@Suite struct AnyFaultsTests {
  @Test(arguments: [
    WorkedProtocol.twoGenerals,
    WorkedProtocol.alternatingBit,
    WorkedProtocol.twoPhaseCommit,
  ])
  func areProved(worked: WorkedProtocol) throws {
    #expect(try worked.check(.anyFaults).isForAnyFaults)
    // All that may happen is followed another way, up to what has no probability to speak of.
    let report = try worked.check(.exactly(atMost: 1e-15))
    #expect(report.probabilities.allSatisfy { $0 == 0 })
  }

  // Where messages overtake others there are too many states for a test; over a network that only loses some,
  // whatever else goes wrong, few. Branches that need overtaking are not reached then.

  @Test func aSagaIsDoneOrUndone() throws {
    try prove(Saga.test(forgetsWhatItDidNotCancel: false, over: .lossy()))
  }

  @Test func anOutboxLosesNothing() throws {
    try prove(TransactionalOutbox.test(forgetsInACrash: false, over: .lossy()))
  }

  @Test func aLeaseHasOneHolder() throws {
    try prove(Lease.test(countsFromArrival: false, over: .lossy()))
  }

  @Test func aSeatIsSoldOnce() throws {
    try prove(ReserveConfirm.test(confirmsWhatHasExpired: false, over: .lossy()))
  }

  private func prove(_ test: ProtocolTest<some NodeProtocol>) throws {
    #expect(try test.ignoringCoverage().check(.anyFaults).isForAnyFaults)
  }
}
