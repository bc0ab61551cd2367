import ProtocolTesting
import Testing

/// The tests of the tutorial "Your first property test", which shows this file.
@Suite struct FirstPropertyTests {
  func test(_ payment: Payment) -> ProtocolTest<Payment> {
    ProtocolTest(payment, over: .lossy())
      .never("charged twice") { $0[.bank].charges > 1 }
      .atTheEnd("a customer with a receipt is charged") {
        !$0[.customer].isConfirmed || $0[.bank].charges > 0
      }
  }

  @Test func oneLostReceiptChargesTwice() {
    #expect(throws: Counterexample.self) {
      try test(Payment(hasKey: false)).ignoringCoverage().check(.faults(3))
    }
  }

  @Test func withAKeyNoNumberOfFaultsChargesTwice() throws {
    try test(Payment(hasKey: true)).check(.anyFaults)
  }
}
