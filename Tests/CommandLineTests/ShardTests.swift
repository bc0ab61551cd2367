import Foundation
import Testing

/// `--shard`, `--resume` and `disagree merge`.
@Suite struct ShardTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "disagree-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func shards(_ arguments: [String], count: Int) throws -> [String] {
    try (1...count).map { index in
      let file = path("part-\(index).json")
      let program = try Program(arguments + ["--shard", "\(index)/\(count)", "--output", file])
      #expect(program.status == 0 && program.output.isEmpty, "\(program.errors)")
      return file
    }
  }

  @Test func mergedShardsAreTheBytesOfOneRun() throws {
    let arguments = [
      "compare", "models/essay.json5", "--trials", "2001", "--seed", "5", "--baseline", "blind",
    ]
    let files = try shards(arguments, count: 4)
    for form in [
      ["table"], ["csv"], ["csv-long"], ["json"], ["markdown"], ["csv", "--sort", "cost"],
    ] {
      let format = ["--format"] + form
      let merged = try Program(["merge"] + format + files.reversed())
      let whole = try Program(arguments + format)
      #expect(merged.output == whole.output && merged.status == 0, "\(form): \(merged.errors)")
    }
  }

  @Test func aRunAndItsSeriesAreMergedToo() throws {
    let arguments = ["run", "models/jitter.json5", "--strategy", "exponential", "--runs", "3"]
    let names = try Program("compare", "models/jitter.json5", "--runs", "1", "--format", "csv")
    let strategy = try #require(CSVText.rows(names.output).first?["strategy"])
    let run = arguments[..<3] + [strategy] + arguments[4...]
    let files = try shards(Array(run), count: 3)
    let merged = try Program(["merge", "--series", path("a.csv")] + files)
    let whole = try Program(Array(run) + ["--series", path("b.csv")])
    #expect(merged.output == whole.output && merged.status == 0, "\(merged.errors)")
    #expect(
      FileManager.default.contentsEqual(atPath: path("a.csv"), andPath: path("b.csv")))
  }

  @Test func missingShardsAreNamed() throws {
    let files = try shards(["compare", "models/essay.json5", "--trials", "900"], count: 3)
    let program = try Program("merge", files[0], files[2])
    #expect(program.status == 2 && program.output.isEmpty)
    #expect(program.errors.contains("trials 300 to 599 are missing: --shard 2/3"))
    let twice = try Program("merge", files[0], files[0])
    #expect(twice.status == 2 && twice.errors.contains("leave one of the two out"))
    // What there is can be kept, and completed later.
    let kept = try Program(
      "merge", files[0], files[2], "--format", "shard", "--output", path("kept.json"))
    #expect(kept.status == 0)
    let all = try Program("merge", path("kept.json"), files[1])
    #expect(
      try all.output == Program("compare", "models/essay.json5", "--trials", "900").output)
  }

  @Test func aResumedRunGoesOn() throws {
    let arguments = [
      "compare", "models/essay.json5", "--trials", "2000", "--resume", path("r.json"),
    ]
    let whole = try Program("compare", "models/essay.json5", "--trials", "2000")
    let first = try Program(arguments)
    #expect(first.output == whole.output)
    // The same again costs nothing, and says the same.
    #expect(try Program(arguments).output == whole.output)
    // Another run does not touch the file.
    let other = try Program(arguments + ["--seed", "2"])
    #expect(other.status == 2 && other.errors.contains("it has the seed 1 and not 2"))
    try Data("junk".utf8).write(to: folder.appending(path: "r.json"))
    let broken = try Program(arguments)
    #expect(
      broken.status == 3 && broken.errors.contains("cannot be resumed: it is not a shard file"))
    #expect(try String(contentsOf: folder.appending(path: "r.json"), encoding: .utf8) == "junk")
  }

  /// A shard whose beginning was counted before, by whomever, is finished from there.
  @Test func aResumedShardGoesOnFromWhereItWas() throws {
    let whole = ["compare", "models/essay.json5", "--trials", "2000"]
    // The first quarter is the beginning of the first half.
    let quarter = try Program(whole + ["--shard", "1/4", "--output", path("r.json")])
    #expect(quarter.status == 0)
    let half = try Program(whole + ["--shard", "1/2", "--resume", path("r.json")])
    let plain = try Program(whole + ["--shard", "1/2"])
    #expect(half.output == plain.output && half.status == 0, "\(half.errors)")
    #expect(
      try String(contentsOf: folder.appending(path: "r.json"), encoding: .utf8) == plain.output)
    let foreign = try Program(whole + ["--shard", "2/2", "--resume", path("r.json")])
    #expect(foreign.status == 2 && foreign.errors.contains("holds another shard of this run"))
  }

  @Test func precisionOptionsThatCannotWorkAreErrors() throws {
    let essay = ["compare", "models/essay.json5", "--trials", "3"]
    for (arguments, message, status) in [
      (essay + ["--shard", "4/3"], "--shard must be INDEX/COUNT", 2),
      (essay + ["--shard", "x"], "--shard must be INDEX/COUNT", 2),
      (essay + ["--shard", "1/4"], "there are more shards than trials", 2),
      (essay + ["--shard", "1/2", "--format", "csv"], "--format is for disagree merge", 2),
      (essay + ["--shard", "1/2", "--verdict"], "--verdict is for disagree merge", 2),
      (essay + ["--resume", "-"], "--resume needs the name of a file", 2),
      (
        essay.dropLast(2) + ["--method", "exact", "--shard", "1/2"],
        "--shard is for --method sample", 2
      ),
      (["merge"], "no shard is named", 2),
      (
        ["merge", "models/essay.json5"],
        "it is not a shard file; make one with disagree compare --shard I/N", 2
      ),
      (["merge", "nothing.json"], "there is no file 'nothing.json'", 3),
    ] {
      let program = try Program(arguments)
      #expect(program.status == Int32(status))
      #expect(program.errors.contains(message), "\(program.errors)")
    }
  }
}
