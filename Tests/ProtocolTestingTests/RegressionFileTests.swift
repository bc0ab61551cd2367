import Foundation
import ProtocolTesting
import Testing

/// A counterexample that was found once is replayed before every check.
@Suite struct RegressionFileTests {
  private let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("memory-\(UUID().uuidString).txt").path

  private func test(_ payment: Payment) -> ProtocolTest<Payment> {
    ProtocolTest(payment).ignoringCoverage().regressionFile(path)
      .never("charged twice") { $0[.bank].charges > 1 }
  }

  private var lines: [Substring] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
  }

  @Test func aCounterexampleIsKeptOnceAndTriedFirst() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    for _ in 0..<2 {
      #expect(throws: Counterexample.self) { try test(Payment()).check(.faults(2)) }
      #expect(lines == ["Payment, never: charged twice | bank->customer #1 lost"])
    }
    // No fault is tried, and still it is found: in the file.
    let found = try #require(throws: Counterexample.self) { try test(Payment()).check(.faults(0)) }
    #expect(found.description.contains("found in the past: \(path):2"))
    // Mended.
    try test(Payment(hasKey: true)).check(.faults(2))
    // Others do not mind.
    try ProtocolTest(Payment()).ignoringCoverage().regressionFile(path)
      .never("charged three times") { $0[.bank].charges > 2 }.check(.faults(1))
  }

  @Test func anOutdatedCounterexampleIsReported() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let line = "Payment, never: charged twice | bank->customer #7 lost\n"
    try line.write(toFile: path, atomically: true, encoding: .utf8)
    let problem = try #require(throws: ProtocolTestError.self) {
      try test(Payment(hasKey: true)).check(.faults(0))
    }
    let text = problem.description
    #expect(text.contains("\(path):1: this counterexample of the past fits no longer"))
    #expect(text.contains("'bank->customer #7 lost' is not decided on this course. What was: "))
    #expect(text.contains("customer->bank #1 lost; bank->customer #1 lost"))
    try "nonsense\n".write(toFile: path, atomically: true, encoding: .utf8)
    let nonsense = try #require(throws: ProtocolTestError.self) {
      try test(Payment()).check(.faults(0))
    }
    #expect(nonsense.description.contains("line 1 is not"))
  }

  @Test func aFileThatCannotBeWrittenLosesNothing() throws {
    let test = ProtocolTest(Payment()).ignoringCoverage()
      .regressionFile("/no/such/folder/memory.txt")
      .never("charged twice") { $0[.bank].charges > 1 }
    let problem = try #require(throws: ProtocolTestError.self) { try test.check(.faults(1)) }
    #expect(problem.description.contains("cannot be written"))
    #expect(problem.description.contains("bank->customer #1 lost"))
  }
}
