import Foundation
import ProtocolTesting
import Testing

/// Small protocols whose check is easy to get wrong: each gives the right answer, in every process.
@Suite struct AnswerTests {
  @Test(arguments: Answer.all)
  func theAnswerIsRight(answer: Answer) {
    let text = answer.text()
    #expect(text.hasPrefix(answer.beginning), "\(text)")
    for part in answer.parts { #expect(text.contains(part), "\(text)") }
  }

  /// Paid twice: an answer is lost, and the next request is not.
  @Test func probabilitiesAreThoseOfTheClosedForm() throws {
    let report = try Known.test.check(.exactly(atMost: 1))
    // Each try ends with a lost request (0.1), a lost answer (0.9 · 0.2 = 0.18), or a payment that is known (0.72).
    let (lost, unknown, known) = (0.1, 0.18, 0.72)
    // At most one charge: no lost answer at all, or one, in any of the tries, with lost requests around it.
    let none = known * (1 + lost + lost * lost) + lost * lost * lost
    let one = 3 * unknown * lost * lost
    #expect(abs(report.probabilities[0] - (1 - none - one)) < 1e-12)
    #expect(
      abs(report.probabilities[1] - (lost + unknown) * (lost + unknown) * (lost + unknown)) < 1e-12)
  }

  /// The variable that names the file to which a child process writes all answers.
  private static let file = "PROTOCOL_ANSWERS"
  private static let processes = "PROTOCOL_PROCESSES"

  /// Does nothing, except in a child process of the next test.
  @Test(.enabled(if: ProcessInfo.processInfo.environment[file] != nil))
  func writesAllAnswers() throws {
    let path = try #require(ProcessInfo.processInfo.environment[Self.file])
    let texts = Answer.all.map { "\($0.name)\n\($0.text())\n" }
    try texts.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Hash seeds differ between processes. `PROTOCOL_PROCESSES=20 swift test --filter AnswerTests` takes more of them.
  @Test(.enabled(if: ProcessInfo.processInfo.environment[file] == nil))
  func everyProcessGivesTheSameAnswers() throws {
    let variables = ProcessInfo.processInfo.environment
    let count = variables[Self.processes].flatMap { Int($0) } ?? 2
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("answers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var texts: [String] = []
    for number in 0..<count {
      let path = folder.appendingPathComponent("\(number).txt").path
      let child = Process()
      child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      child.arguments =
        Self.bundle + ["--testing-library", "swift-testing", "--filter", "writesAllAnswers"]
      child.environment = variables.merging([Self.file: path]) { $1 }
      child.environment?["SWIFT_DETERMINISTIC_HASHING"] = nil
      child.standardOutput = FileHandle.nullDevice
      child.standardError = FileHandle.nullDevice
      try child.run()
      child.waitUntilExit()
      #expect(child.terminationStatus == 0)
      texts.append(try String(contentsOfFile: path, encoding: .utf8))
    }
    #expect(texts[0].contains("set order") && texts[0].count > 10_000)
    for text in texts { #expect(text == texts[0]) }
  }

  /// The option that names the tests, where a program of the toolchain runs them.
  private static var bundle: [String] {
    let arguments = CommandLine.arguments
    guard let option = arguments.firstIndex(of: "--test-bundle-path"),
      option + 1 < arguments.count
    else { return [] }
    return Array(arguments[option...(option + 1)])
  }
}
