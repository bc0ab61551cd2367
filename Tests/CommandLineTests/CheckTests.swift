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
    #expect(lines.count == 2)
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
    #expect(none.status == 0 && !none.output.contains("broken"))
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
    #expect(program.output.contains("holds with up to 1 fault in every order ("))
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
    let program = try Program(
      "check", "models/connect.json5", "--strategy", "connect", "--discretise", "2")
    #expect(program.status == 0)
    #expect(program.output.contains("(≈ "))
    #expect(program.output.contains("2 delays stand for each continuous latency"))
    let broken = try Program(
      "check", "models/connect.json5", "--strategy", "axios-retry", "--discretise", "1")
    #expect(broken.status == 1)
    #expect(broken.output.contains("attempt 1: connection breaks;\n"))
    #expect(broken.output.contains("probability ≈ ") && broken.output.contains("1 delay stands"))
  }
}
