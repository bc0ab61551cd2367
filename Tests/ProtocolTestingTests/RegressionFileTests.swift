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

  private var lines: [Substring] { Self.lines(of: path) }

  private static func lines(of path: String) -> [Substring] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
  }

  private func write(_ text: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test func aCounterexampleIsKeptOnceAndTriedFirst() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    for _ in 0..<2 {
      #expect(throws: Counterexample.self) { try test(Payment()).check(.faults(2)) }
      #expect(lines == ["Payment(hasKey: false), never: charged twice | bank->customer #1 lost"])
    }
    // No fault is tried, and still it is found: in the file.
    let found = try #require(throws: Counterexample.self) { try test(Payment()).check(.faults(0)) }
    #expect(found.description.contains("found in the past: \(path):2"))
    // Another version does not mind, and says nothing.
    #expect(try test(Payment(hasKey: true)).check(.faults(2)).notes.isEmpty)
  }

  /// A line with the type alone, as earlier versions wrote it, is about every version of the protocol.
  @Test func aLineWithoutParametersIsAboutEveryVersion() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write("Payment, never: charged twice | bank->customer #1 lost")
    #expect(throws: Counterexample.self) { try test(Payment()).check(.faults(0)) }
    #expect(try test(Payment(hasKey: true)).check(.faults(0)).notes.isEmpty)
  }

  @Test func anOutdatedCounterexampleDropsOutWithANote() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write("Payment, never: charged twice | bank->customer #7 lost\n")
    let report = try test(Payment(hasKey: true)).check(.faults(0))
    #expect(
      report.notes == [
        "\(path):1: left out, since this version of the protocol never decides "
          + "'bank->customer #7 lost'"
      ])
    #expect(report.description.contains("holds") && report.description.contains("left out, since"))
  }

  @Test func aRenamedPropertyIsNoted() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write("Payment, never: charged two times | bank->customer #1 lost\n")
    let report = try test(Payment(hasKey: true)).check(.faults(0))
    #expect(report.notes.count == 1)
    #expect(report.notes[0].contains("no property of this test is 'never: charged two times'"))
  }

  @Test func aLineThatIsNoCounterexampleIsAnError() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write("nonsense\n")
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

  /// Package managers warn of a file that they do not know, but not of one in a hidden folder.
  @Test func theFileIsHiddenBesideTheTest() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func check() {
      let test = ProtocolTest(Payment()).ignoringCoverage()
        .regressionFile(source: folder.appendingPathComponent("PaymentTests.swift").path)
        .never("charged twice") { $0[.bank].charges > 1 }
      #expect(throws: Counterexample.self) { try test.check(.faults(1)) }
    }
    check()
    let hidden = folder.appendingPathComponent(".counterexamples/PaymentTests.txt").path
    #expect(Self.lines(of: hidden).count == 1)
    // A file that an earlier version of the library wrote stays in use.
    try FileManager.default.removeItem(atPath: hidden)
    let beside = folder.appendingPathComponent("PaymentTests.counterexamples.txt").path
    try "".write(toFile: beside, atomically: true, encoding: .utf8)
    check()
    #expect(Self.lines(of: beside).count == 1)
    #expect(!FileManager.default.fileExists(atPath: hidden))
  }

  @Test func fortyTestsInParallelLoseNoLineTenTimes() async throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    for _ in 0..<10 {
      try? FileManager.default.removeItem(atPath: path)
      let path = path
      await withTaskGroup { group in
        for number in 0..<40 {
          group.addTask {
            let test = ProtocolTest(Payment()).ignoringCoverage().regressionFile(path)
              .never("charge \(number)") { $0[.bank].charges > 1 }
            #expect(throws: Counterexample.self) { try test.check(.faults(1)) }
          }
        }
      }
      #expect(lines.count == 40 && Set(lines).count == 40)
    }
  }
}
