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
  }
}
