import Foundation
import Testing

/// The output and the exit status of `disagree check`.
@Suite struct CheckTests {
  private static func essay(never: String) throws -> String {
    try String(
      contentsOf: Program.repository.appending(path: "models/essay.json5"), encoding: .utf8
    ).replacing("never: [\"lost\"]", with: "never: [\"\(never)\"]")
  }

  @Test func aPropertyThatHoldsExitsWithSuccess() throws {
    let program = try Program(
      "check", "models/essay.json5", "--strategy", "key", "--strategy", "blind")
    #expect(program.status == 0 && program.errors.isEmpty)
    let lines = program.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[2] == "2 properties: 2 hold, 0 broken, 0 undecided")
    #expect(lines[0].hasPrefix("blind  never lost: holds with up to 3 faults ("))
    #expect(lines[1].hasPrefix("key    never lost: holds with up to 3 faults ("))
  }

  @Test func aBrokenPropertyExitsWithOneAndIsDrawn() throws {
    let program = try Program("check", "models/essay.json5")
    #expect(program.status == 1 && program.errors.isEmpty)
    #expect(
      program.output.contains(
        "ack-first     never lost: broken by 1 fault: attempt 1: server fails before\n"))
    #expect(program.output.split(separator: "broken by").count == 3)
    #expect(program.output.contains("verdict   lost"))
    #expect(try Program("check", "models/essay.json5").output == program.output)
  }

  @Test func theKeyHoldsWhateverGoesWrong() throws {
    let model = try Self.essay(never: "duplicate")
    let program = try Program("check", "-", "--faults", "any", input: model)
    #expect(program.status == 1)
    let proven = program.output.split(separator: "\n")
      .filter { $0.contains("holds with any number of faults") }
      .compactMap { $0.split(separator: " ").first }
    #expect(proven == ["none", "key", "key-first", "ack-first"])
    // One fault less than what it takes breaks nothing.
    let none = try Program("check", "-", "--faults", "0", input: model)
    #expect(none.status == 0 && !none.output.contains(": broken"))
    let readBack = try Program(
      "check", "-", "--faults", "1", "--strategy", "read-back", input: model)
    #expect(readBack.status == 0)
  }

  @Test func mermaidIsFencedForMarkdown() throws {
    let program = try Program("check", "models/essay.json5", "--format", "mermaid")
    #expect(program.status == 1)
    #expect(program.output.split(separator: "```mermaid\n").count == 2)
    #expect(program.output.contains("sequenceDiagram") && program.output.hasSuffix("```\n"))
  }

  @Test func everyOrderNeedsNoStandIns() throws {
    let program = try Program("check", "models/rpc.json5", "--order", "--faults", "1")
    #expect(program.status == 0 && program.errors.isEmpty)
    #expect(program.output.contains("holds with any number of faults in every order ("))
    #expect(!program.output.contains("≈"))
    let model = try Self.essay(never: "duplicate")
      .replacing("latency: { constant: \"20 ms\" }", with: "latency: { exponential: \"20 ms\" }")
    let broken = try Program("check", "-", "--order", "--strategy", "blind", input: model)
    #expect(broken.status == 1)
    #expect(
      broken.output.contains("broken without any fault in an order that the latencies\n"))
    #expect(broken.output.contains("verdict   duplicate"))
    let both = try Program("check", "models/rpc.json5", "--order", "--discretise", "2")
    #expect(both.status == 2 && both.errors.contains("choose one"))
  }

  @Test func anApproximationSaysSo() throws {
    // What two delays do not break is searched in every order: they prove nothing.
    let program = try Program(
      "check", "models/connect.json5", "--strategy", "connect", "--discretise", "2")
    #expect(program.status == 0)
    #expect(program.output.contains("never duplicate: holds with up to 3 faults in every order ("))
    #expect(!program.output.contains("≈"))
    let broken = try Program(
      "check", "models/connect.json5", "--strategy", "axios-retry", "--discretise", "1")
    #expect(broken.status == 1)
    #expect(broken.output.contains("attempt 1: connection breaks;\n"))
    #expect(broken.output.contains("probability ≈ ") && broken.output.contains("1 delay stands"))
  }
}

/// Bounds, expectations and the forms for builds.
@Suite struct BoundTests {
  /// The essay's model with other properties. Blind's exact duplicate is 1.49498 %.
  private static func essay(_ properties: String) throws -> String {
    try String(
      contentsOf: Program.repository.appending(path: "models/essay.json5"), encoding: .utf8
    ).replacing("never: [\"lost\"]", with: properties)
  }

  @Test(arguments: [
    ("1.5%", [], 0), ("1.49%", [], 1), ("1.49%", ["--method", "sample", "--trials", "10000"], 4),
    ("1%", ["--method", "sample", "--trials", "100000"], 1),
    ("2%", ["--method", "sample", "--trials", "100000"], 0),
  ])
  func aBoundDecidesTheExitStatus(bound: String, options: [String], status: Int32) throws {
    let model = try Self.essay("atMost: { duplicate: \"\(bound)\" }")
    let program = try Program(["check", "-", "--strategy", "blind"] + options, input: model)
    #expect(program.status == status, "\(program.output)\(program.errors)")
    #expect(program.output.hasPrefix("blind  duplicate at most \(bound): "))
  }

  @Test func anExpectedValueIsARegressionTest() throws {
    let model = try Self.essay(
      "expect: { blind: { duplicate: 0.0149498, attempts: 1.03058, tolerance: \"0.01%\" }, "
        + "key: { duplicate: 0 } }")
    let program = try Program("check", "-", input: model)
    #expect(program.status == 0, "\(program.output)")
    #expect(program.output.contains("3 properties: 3 hold"))
    let other = try Program("check", "-", input: model.replacing("0.0149498", with: "0.015"))
    #expect(other.status == 1)
    #expect(other.output.contains("blind  duplicate expected 1.5% within 0.01%: broken: exactly"))
  }

  @Test func reportsForBuildsNameTheLineOfTheStrategy() throws {
    let github = try Program("check", "models/essay.json5", "--format", "github")
    #expect(github.status == 1)
    let text = try String(
      contentsOf: Program.repository.appending(path: "models/essay.json5"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("\"ack-first\": {") }) + 1
    #expect(
      github.output.contains(
        "::error file=models/essay.json5,line=\(line),col=5,title=ack-first%3A never lost::"))
    for format in ["json", "junit", "sarif"] {
      let program = try Program("check", "models/essay.json5", "--format", format)
      #expect(program.status == 1 && program.output.contains("ack-first"), "\(format)")
    }
  }

  @Test(arguments: [
    (["--method", "sample", "--faults", "2"], "--faults is for searches"),
    (["--runs", "3"], "--runs is for models with 'clients'"),
    (["--method", "rare"], "must be one of auto, exact, sample"),
    (["--time-limit", "soon"], "--time-limit must be a length of time"),
  ])
  func optionsThatDoNothingAreRefused(options: [String], message: String) throws {
    let program = try Program(["check", "models/essay.json5"] + options)
    #expect(program.status == 2 && program.errors.contains(message), "\(program.errors)")
  }

  /// The exported chains have the numbers of the exact method: here of the essay's model, in full by
  /// `Tests/Peers/explicit_chain.py`.
  @Test func chainsAreExportedForOtherPrograms() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "disagree-chains-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = try Program(
      "compare", "models/essay.json5", "--method", "exact", "--export-chain", folder.path)
    #expect(program.status == 0, "\(program.errors)")
    func lines(_ name: String) throws -> [String] {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        .split(separator: "\n").map(String.init)
    }
    #expect(try lines("strategies.csv").count == 10)
    var probability: [Int: Double] = [:]
    let steps = try lines("none.tra").map { $0.split(separator: " ") }
    for step in steps.dropFirst() { probability[Int(step[0])!, default: 0] += Double(step[2])! }
    #expect(probability.count == Int(steps[0][0]) && steps.count - 1 == Int(steps[0][1]))
    #expect(probability.values.allSatisfy { abs($0 - 1) < 1e-12 })
    let labels = try lines("none.lab")[0]
    #expect(labels.hasPrefix("0=\"init\" 1=\"done\" 2=\"unfollowed\" 3=\"disagree\""))
    let sampled = try Program("compare", "models/essay.json5", "--export-chain", folder.path)
    #expect(sampled.status == 2 && sampled.errors.contains("--export-chain is for --method exact"))
  }
}
