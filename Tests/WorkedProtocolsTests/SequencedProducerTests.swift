import ProtocolTesting
import Testing

@testable import WorkedProtocols

/// As many batches may be under way as the broker remembers, and not one more.
@Suite struct SequencedProducerTests {
  @Test(arguments: 1...4)
  func theWindowBoundsTheMessagesInFlight(window: Int) throws {
    let report = try producer(remembered: window, mostUnderWay: window).test()
      .ignoringCoverage().check(.faults(2))
    #expect(!report.isForAnyFaults)
  }

  /// The first batch of a full window is appended, but its confirmation is lost. When it comes again the broker knows
  /// it no more, and refuses it for ever.
  @Test(arguments: 2...6)
  func aWindowBeyondTheBrokersMemoryIsNeverConfirmed(window: Int) throws {
    let test = producer(remembered: window - 1, mostUnderWay: window).test().ignoringCoverage()
    try test.check(.faults(0))
    let found = try #require(throws: Counterexample.self) { try test.check(.faults(2)) }
    #expect(found.property == "eventually: everything is confirmed")
    #expect(found.faults == ["1st message from broker to producer, appended(0), is lost"])
    #expect(found.notes.joined().contains("for ever"))
  }

  private func producer(remembered: Int, mostUnderWay: Int) -> SequencedProducer {
    SequencedProducer(
      rules: .init(remembered: remembered), mostUnderWay: mostUnderWay, batches: mostUnderWay + 1)
  }
}
