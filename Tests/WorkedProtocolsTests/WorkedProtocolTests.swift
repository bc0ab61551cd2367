import ProtocolTesting
import Testing
import WorkedProtocols

/// Every worked protocol is proved, and every twin's mistake found with the fewest faults.
@Suite struct WorkedProtocolTests {
  @Test(arguments: WorkedProtocol.all.indices)
  func theCorrectProtocolHoldsWithThreeFaults(index: Int) throws {
    _ = try WorkedProtocol.all[index].check(.faults(3))
  }

  @Test(arguments: WorkedProtocol.all.indices)
  func theTwinIsFoundWithTheFewestFaults(index: Int) throws {
    let worked = WorkedProtocol.all[index]
    let found = try #require(throws: Counterexample.self) {
      try worked.checkTwin(.faults(worked.fewestFaults + 1))
    }
    #expect(found.faults.count == worked.fewestFaults)
    // Exhaustion: with one fault less there is no way.
    if worked.fewestFaults > 0 { _ = try worked.checkTwin(.faults(worked.fewestFaults - 1)) }
    let again = try #require(throws: Counterexample.self) { try worked.replayTwin(found.replay) }
    #expect(again.chart == found.chart && again.property == found.property)
  }
}
