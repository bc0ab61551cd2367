import ProtocolTesting
import Testing

@testable import WorkedProtocols

/// What goes wrong with two-phase commit, and what is wrong with it.
@Suite struct TwoPhaseCommitTests {
  @Test func aWorkerThatAbortsAloneBreaksAtomicity() throws {
    let test = TwoPhaseCommit(mistake: .abortsAlone).atomicity().ignoringCoverage()
    let found = try #require(throws: Counterexample.self) { try test.check(.anyFaults) }
    #expect(found.faults.count == 1)
    // Between one and the other.
    #expect(found.faults[0].hasPrefix("coordinator crashes before it tells"), "\(found)")
  }

  @Test func aDecisionThatIsLoggedLateIsForgotten() throws {
    let test = TwoPhaseCommit(mistake: .logsLate).atomicity().ignoringCoverage()
    let found = try #require(throws: Counterexample.self) { try test.check(.anyFaults) }
    #expect(found.faults.count == 1)
    #expect(found.faults[0].hasPrefix("coordinator crashes"), "\(found)")
  }

  /// Two-phase commit blocks (Bernstein, Hadzilacos and Goodman, section 7.4): who is prepared waits for a
  /// coordinator that does not come back.
  @Test func theyWaitForEverIfTheCoordinatorStaysDown() throws {
    let test = TwoPhaseCommit(comesBack: false).test().ignoringCoverage()
    try test.check(.faults(0))
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(3)) }
    #expect(found.property == "eventually: every participant has committed or aborted")
    #expect(found.faults.count == 1)
    #expect(found.notes.joined().contains("for ever"), "\(found)")
    // No node is parted all the same.
    let atomicity = TwoPhaseCommit(comesBack: false).atomicity().ignoringCoverage()
    try atomicity.check(.anyFaults)
  }

  /// Atomicity rests on no timing: a message may be slower than every timer, and overtaken.
  @Test func slowMessagesDoNotBreakAtomicity() throws {
    let slow = Transport.faulty(
      duplication: 0, delayedLatency: [.milliseconds(45), .milliseconds(130), .milliseconds(310)])
    try TwoPhaseCommit().atomicity(over: slow).check(.faults(2))
  }
}
