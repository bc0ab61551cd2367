import ProtocolTesting
import Testing

@testable import WorkedProtocols

/// A record may be forgotten only if what it answers can be told from what is new.
@Suite struct CompletionRecordsTests {
  @Test(arguments: [
    CompletionRecords.Mistake.takesLateRequests, .takesStaleRequests,
  ])
  func aRequestAfterItsRecordIsExecutedAgain(mistake: CompletionRecords.Mistake) throws {
    let test = CompletionRecords(mistake: mistake).test().ignoringCoverage()
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(2)) }
    #expect(found.property == "never: a request is executed twice")
    #expect(found.faults.count == 1)
    #expect(found.faults[0].hasSuffix("is held up"), "\(found)")
    // It comes after the end of the lease, or only after the next request.
    let isLate = mistake == .takesLateRequests
    #expect(found.replay.contains(isLate ? "takes 1000ms" : "held up"), "\(found)")
    #expect(found.chart.contains("timer leaseEnds ends") == isLate, "\(found)")
  }
}
