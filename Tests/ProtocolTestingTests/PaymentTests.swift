import ProtocolTesting
import Testing

/// A payment that is asked for again: the essay's question, asked of a protocol of one's own.
@Suite struct PaymentTests {
  private func test(_ payment: Payment) -> ProtocolTest<Payment> {
    ProtocolTest(payment, over: .lossy())
      .never("charged twice") { $0[.bank].charges > 1 }
      .atTheEnd("who saw a receipt is charged") {
        !$0[.customer].isConfirmed || $0[.bank].charges > 0
      }
      .ignoringCoverage()
  }

  @Test(arguments: [
    CheckMethod.faults(1), .faults(3), .anyFaults, .samples(1_000), .exactly(atMost: 1e-6),
  ])
  func withoutAKeyALostAnswerChargesTwice(method: CheckMethod) throws {
    let found = try #require(throws: Counterexample.self) {
      try test(Payment()).check(method)
    }
    #expect(found.property == "never: charged twice")
    #expect(found.faults == ["1st message from bank to customer, paid, is lost"])
    #expect(found.replay == "bank->customer #1 lost")
    // Lost is the first answer, and neither of the requests, nor the second answer.
    #expect(abs(found.probability - 0.01 * 0.99 * 0.99 * 0.99) < 1e-15)
    let again = try #require(throws: Counterexample.self) {
      try test(Payment()).replay(found.replay)
    }
    #expect(again.chart == found.chart && again.faults == found.faults)
  }

  @Test func aKeyPreventsItWhateverIsLost() throws {
    var payment = Payment()
    payment.hasKey = true
    let report = try test(payment).check(.anyFaults)
    #expect(report.isForAnyFaults)
    #expect(try test(payment).check(.exactly(atMost: 0)).probabilities == [0, 0])
    try test(payment).check(.samples(1_000))
  }

  /// Nothing can be charged twice by no fault, and exactly as often as an answer is lost and its repetition
  /// is not.
  @Test func theProbabilityIsKnown() throws {
    try test(Payment()).check(.faults(0))
    let report = try test(Payment()).check(.exactly(atMost: 1))
    #expect(abs(report.probabilities[0] - 0.99 * 0.01 * 0.99) < 1e-15)
    #expect(report.probabilities[1] == 0)
  }
}
