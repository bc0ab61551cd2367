import Testing

/// `--method rare`, as the binary does it.
@Suite struct RareTests {
  private static func fields(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func rareRowsEndWithTheReliabilityOfTheirNumbers() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--method", "rare", "--strategy", "key", "--trials",
      "20000", "--format", "csv")
    #expect(program.status == 0)
    let lines = program.output.split(separator: "\n").map(Self.fields)
    let row = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
    #expect(
      lines[0].suffix(5) == [
        "clean_effective_hits", "clean_largest_weight", "mean_weight",
        "falseRejection_effective_hits", "falseRejection_largest_weight",
      ])
    #expect(row["method"] == "rare" && row["trials"] == "20000" && row["seed"] == "1")
    // q + (1 − q)(a + (1 − a)(b + (1 − b) r)) four times over.
    let failure = 0.01 + 0.99 * (0.005 + 0.995 * (0.005 + 0.995 * 0.01))
    let unsure = failure * failure * failure * failure
    #expect(abs(try #require(Double(row["unsure"] ?? "")) / unsure - 1) < 0.05)
    #expect(try #require(Double(row["unsure_effective_hits"] ?? "")) > 1_000)
    #expect(abs(try #require(Double(row["mean_weight"] ?? "")) - 1) < 0.1)
    #expect(row["lost"] == "0.0")
    #expect(try #require(Double(row["lost_high"] ?? "")) > 1e-4)
  }

  @Test func theNumberOfJobsDoesNotMatter() throws {
    let words = [
      "compare", "models/essay.json5", "--method", "rare", "--strategy", "key", "--strategy",
      "none", "--trials", "20000", "--format", "csv-long",
    ]
    let one = try Program(words + ["--jobs", "1"])
    #expect(one.status == 0 && !one.output.isEmpty)
    #expect(try Program(words + ["--jobs", "4"]).output == one.output)
  }

  @Test func fewTrialsAreNotToBeTrusted() throws {
    let words = [
      "run", "models/essay.json5", "--method", "rare", "--strategy", "blind", "--trials", "64",
    ]
    let program = try Program(words)
    #expect(program.errors.hasPrefix("warning: Do not trust disagree"))
    #expect(program.output.contains("Do not trust disagree"))
    #expect(try Program(words + ["--quiet"]).errors.isEmpty)
  }

  @Test func tablesFitEightyColumns() throws {
    let program = try Program(
      "compare", "models/essay.json5", "--method", "rare", "--trials", "20000", "--strategy",
      "blind", "--strategy", "key", "--strategy", "none")
    for line in program.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(program.output.contains("weighted writes"))
  }

  @Test(arguments: [
    (["--series", "x.csv"], "--series is for --method sample, not rare"),
    (["--runs", "3"], "--runs is for models with 'clients'"),
    (["--limit-mass", "0.1"], "--limit-mass is for --method exact, not rare"),
    (["--limit-states", "9"], "--limit-states is for --method exact"),
  ])
  func senselessOptionsAreRefused(options: [String], message: String) throws {
    let program = try Program(
      ["compare", "models/essay.json5", "--method", "rare"] + options)
    #expect(program.status == 2 && program.errors.contains(message), "\(program.errors)")
  }
}
