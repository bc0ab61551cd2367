import Foundation
import Testing

/// The effect of `--precision`, and the command lines that it refuses.
@Suite struct PrecisionTests {
  /// The report is that of `--trials` with the number that was chosen.
  @Test func theTrialsAreThoseThatCountAsAlways() throws {
    let arguments = ["compare", "models/essay.json5", "--strategy", "blind", "--format", "csv"]
    let precise = try Program(arguments + ["--precision", "10%", "--measure", "duplicate"])
    let row = try #require(CSVText.rows(precise.output).first)
    let trials = try #require(row["trials"])
    #expect(
      precise.errors.hasPrefix("precision 10%: \(trials) trials, planned from a pilot of 16384, "))
    #expect(precise.output == (try Program(arguments + ["--trials", trials])).output)
    let value = try #require(Double(row["duplicate"] ?? ""))
    let high = try #require(Double(row["duplicate_high"] ?? ""))
    #expect(high - value <= 0.1 * value)
    let jobs = try Program(
      arguments + ["--precision", "10%", "--measure", "duplicate", "--jobs", "1", "--quiet"])
    #expect(jobs.output == precise.output && jobs.errors.isEmpty)
  }

  @Test func measuresWithoutTheirPrecisionAreNamed() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--strategy", "key", "--strategy", "none", "--precision",
      "1%", "--trials", "20000")
    #expect(program.status == 0)
    #expect(program.errors.contains("; --trials allows no more, and more are needed"))
    #expect(program.errors.contains("not observed, so only bounded: "))
    #expect(program.errors.contains("key duplicate"))
    #expect(program.errors.contains("not as precise as asked for: none disagree"))
    #expect(program.output.contains("20,000 writes per strategy"))
  }

  @Test func manyClientsNeedRuns() throws {
    let program = try Program(
      "compare", "models/jitter.json5", "--precision", "50%", "--measure", "goodput_per_s",
      "--runs", "40", "--format", "csv")
    #expect(program.status == 0)
    let runs = try #require(CSVText.rows(program.output).first?["runs"].flatMap { Int($0) })
    #expect(runs >= 1 && runs <= 40)
  }

  @Test func precisionOptionsThatCannotWorkAreErrors() throws {
    let essay = ["compare", "models/essay.json5"]
    for (arguments, message) in [
      (["--precision", "0"], "--precision must be relative, for example 1%"),
      (["--precision", "±x"], "--precision must be relative, for example 1%"),
      (["--precision", "200%"], "--precision must be relative, for example 1%"),
      (["--measure", "lost"], "--measure is for --precision; say --sort or --best"),
      (["--precision", "1%", "--measure", "duplicat"], "did you mean duplicate?"),
      (["--precision", "±1%", "--measure", "time_mean_ms"], "time_mean_ms is none"),
      (["--precision", "1%", "--shard", "1/2"], "say --trials N"),
      (["--precision", "1%", "--method", "exact"], "--precision is for --method sample"),
    ] {
      let program = try Program(essay + arguments)
      #expect(program.status == 2 && program.errors.contains(message), "\(program.errors)")
    }
  }
}
