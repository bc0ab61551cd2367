import ProtocolTesting
import Testing

@testable import WorkedProtocols

/// What one bit is enough for, and what it is not.
@Suite struct AlternatingBitTests {
  /// The states of every pair of bits are met with three items; more are more of the same.
  @Test(arguments: 1...4)
  func theNumberOfItemsDoesNotMatter(items: Int) throws {
    let report = try AlternatingBit(items: items).test().ignoringCoverage().check(.anyFaults)
    #expect(report.isForAnyFaults)
  }

  /// A frame that is held up until its bit is expected again, after the next item, is taken for a new one.
  @Test func oneBitIsTooLittleWhereFramesAreOvertaken() throws {
    let street = Transport.faulty(duplication: 0, delayedLatency: [.milliseconds(60)])
    let test = AlternatingBit().test(over: street).ignoringCoverage()
    try test.check(.faults(0))
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(1)) }
    #expect(found.property == "always: what is delivered is the beginning of what is sent")
    #expect(found.faults.count == 1)
    #expect(found.faults[0].hasSuffix("frame(bit: false, item: 0), is held up"), "\(found)")
    try AlternatingBit(items: 1).test(over: street).ignoringCoverage().check(.faults(2))
  }
}
