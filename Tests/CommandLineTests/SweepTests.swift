import Foundation
import Testing

/// The output of `disagree sweep`, and the command lines that it refuses.
@Suite struct SweepTests {
  /// One attempt leaves a phantom with (1 − q)(1 − a)(b + (1 − b) r), at every point.
  @Test func exactSweepsFollowTheClosedForm() throws {
    let program = try Program(
      "sweep", "models/essay.json5", "--strategy", "none", "--method", "exact", "--format", "csv",
      "--vary", "network.request.loss=0%..20%:5%", "--vary", "server.failsAfterStore=0,0.1%,50%")
    #expect(program.status == 0 && program.errors.isEmpty)
    #expect(
      program.output.hasPrefix("network.request.loss,server.failsAfterStore,model,strategy,"))
    let rows = CSVText.rows(program.output)
    #expect(rows.count == 15)
    for (index, row) in rows.enumerated() {
      let q = try #require(Double(row["network.request.loss"] ?? ""))
      let b = try #require(Double(row["server.failsAfterStore"] ?? ""))
      #expect(q == Double(index / 3 * 5) / 100 && b == [0, 0.001, 0.5][index % 3])
      let phantom = try #require(Double(row["phantom"] ?? ""))
      let expected = (1 - q) * (1 - 0.005) * (b + (1 - b) * 0.01)
      #expect(abs(phantom - expected) <= 1e-12 * expected, "\(q) \(b)")
    }
  }

  /// A point of a sweep is the comparison of the model that says so itself, with the same random faults.
  @Test func aPointIsTheComparisonOfItsModel() throws {
    let program = try Program(
      "sweep", "models/essay.json5", "--vary", "network.request.loss=1%,4%", "--trials", "5000",
      "--seed", "7", "--format", "csv")
    let lines = program.output.split(separator: "\n")
    let essay = try String(
      contentsOf: Program.repository.appending(path: "models/essay.json5"), encoding: .utf8
    ).replacing("request: { loss: \"1%\"", with: "request: { loss: \"4%\"")
    let plain = try Program(
      "compare", "models/essay.json5", "--trials", "5000", "--seed", "7", "--format", "csv")
    let changed = try Program(
      "compare", "-", "--trials", "5000", "--seed", "7", "--format", "csv", input: essay)
    let first = plain.output.split(separator: "\n")
    let second = changed.output.split(separator: "\n")
    #expect(lines[0] == "network.request.loss," + first[0])
    for index in 1...9 {
      #expect(lines[index] == "0.01," + first[index])
      // Standard input has no name of its own.
      #expect(
        lines[index + 9]
          == "0.04," + second[index].replacing("standard input", with: "essay", maxReplacements: 1))
    }
    let jobs = try Program(
      "sweep", "models/essay.json5", "--vary", "network.request.loss=1%,4%", "--trials", "5000",
      "--seed", "7", "--format", "csv", "--jobs", "3")
    #expect(jobs.output == program.output)
  }

  /// Blind retry costs 0.0149 duplicates and saves 0.18: worth it while one costs less than 12.
  @Test func theCrossingIsWhereTheClosedFormsCross() throws {
    let program = try Program(
      "sweep", "models/essay.json5", "--vary", "costs.duplicate=0..20:2", "--strategy", "none",
      "--strategy", "blind", "--method", "exact")
    #expect(program.status == 0, "\(program.errors)")
    #expect(program.output.hasSuffix("Cheapest: blind up to 10; none from 12 on.\n"))
  }

  @Test(arguments: ["table", "csv", "csv-long", "json", "markdown"])
  func everyFormatHasEveryPoint(format: String) throws {
    let program = try Program(
      "sweep", "models/essay.json5", "--vary", "strategies.blind.attempts=1,2,7", "--best",
      "duplicate", "--trials", "500", "--format", format)
    #expect(program.status == 0, "\(program.errors)")
    for name in ["ack-first", "attempts", "7"] { #expect(program.output.contains(name)) }
    if format == "table" {
      for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }
    if format == "json" {
      #expect(
        try JSONSerialization.jsonObject(with: Data(program.output.utf8)) is [String: Any])
    }
  }

  /// A figure for a document: one file that is an image, with a chart for each value of the first of two.
  @Test func writesAPicture() throws {
    let arguments = [
      "sweep", "models/essay.json5", "--strategy", "none", "--strategy", "blind", "--method",
      "exact", "--vary", "client.timeout=100ms,200ms", "--vary",
      "network.request.loss=0.1%..10%:x10", "--best", "disagree", "--format", "svg",
    ]
    let file = try Program.temporaryFile(".svg")
    defer { try? FileManager.default.removeItem(at: file) }
    let program = try Program(arguments)
    #expect(program.status == 0 && program.errors.isEmpty, "\(program.errors)")
    #expect(program.output.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(program.output.ranges(of: "<g transform=").count == 2)
    #expect(program.output.contains(">client.timeout = 100ms</text>"), "\(program.output)")
    #expect(program.output.contains("Least disagree at client.timeout = 100ms: blind throughout."))
    let written = try Program(arguments + ["--output", file.path])
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(try String(contentsOf: file, encoding: .utf8) == program.output)
    let plot = try Program(arguments + ["--plot"])
    #expect(plot.status == 2 && plot.errors.contains("--plot is for --format table"))
    let compare = try Program("compare", "models/essay.json5", "--format", "svg")
    #expect(compare.status == 2 && compare.errors.contains("--format must be one of"))
  }

  @Test func aStrategyThatOverridesTheSectionDoesNotChange() throws {
    let model = """
      { strategies: { own: { network: { request: { loss: '5%' } } }, plain: {} } }
      """
    let program = try Program(
      "sweep", "-", "--vary", "network.request.loss=0,50%", "--method", "exact", "--format", "csv",
      input: model)
    let unsure = CSVText.rows(program.output).compactMap { Double($0["unsure"] ?? "") }
    #expect(unsure == [0.05, 0, 0.05, 0.5])
    #expect(try Program("sweep", "--help").output.contains("What a strategy sets for itself stays"))
  }

  @Test(arguments: [
    ([], "say what changes"), (["--vary", "network.request.loss"], "does not say which values"),
    (["--vary", "network.request.loss=2%..1%:1%"], "is more than"),
    (["--vary", "network.request.los=1%"], "did you mean 'loss'?"),
    (["--vary", "network.request.loss=99%,101%"], "with network.request.loss=101%:"),
    (["--vary", "strategies.blnd.attempts=1"], "did you mean 'blind'?"),
    (["--vary", "client.timeout=1ms..1h:1ms"], "allow more with --limit-points"),
    (
      ["--vary", "client.timeout=1s,2s", "--vary", "costs.lost=1,2", "--limit-points", "3"],
      "4 points"
    ),
    (["--vary", "client.timeout=1s", "--vary", "client.timeout=2s"], "given twice"),
    (["--vary", "a=1", "--vary", "b=1", "--vary", "c=1"], "once or twice, not 3 times"),
    (["--vary", "client.timeout=1s", "--best", "costs"], "did you mean cost?"),
    (["--vary", "client.timeout=1s", "--strategy", "blnd"], "did you mean 'blind'?"),
  ])
  func mistakesAreReportedBeforeAnythingIsCounted(more: [String], message: String) throws {
    let program = try Program(["sweep", "models/essay.json5"] + more)
    #expect(program.status == 2 && program.output.isEmpty)
    #expect(program.errors.contains(message), "\(program.errors)")
  }

  @Test func theHelpFitsEightyColumns() throws {
    for line in try Program("sweep", "--help").output.split(separator: "\n")
      .prefix(while: { $0 != "Examples:" })
    {
      #expect(line.count <= 80, "\(line)")
    }
  }
}
