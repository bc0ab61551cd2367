import Testing

/// `--time-limit`, and other work that comes to its end at once.
@Suite struct TimeLimitTests {
  /// Without any time nothing begins, on any machine.
  @Test(arguments: [
    ["compare", "models/essay.json5"], ["compare", "models/essay.json5", "--method", "exact"],
    ["compare", "models/essay.json5", "--method", "rare"],
    ["run", "models/essay.json5", "--strategy", "blind", "--verdict"],
    ["run", "models/retry-storm.json5", "--strategy", "none"],
    ["sweep", "models/essay.json5", "--vary", "network.request.loss=1%,2%", "--method", "exact"],
    ["report", "models/essay.json5", "--output", "-"],
  ])
  func aSearchWithoutTimeEndsUndecided(arguments: [String]) throws {
    let program = try Program(arguments + ["--time-limit", "0s"])
    #expect(program.status == 4 && program.output.isEmpty)
    #expect(program.errors.contains("time"), "\(program.errors)")
    #expect(program.errors.split(separator: "\n").count == 1, "\(program.errors)")
  }

  @Test func aCheckWithoutTimeLeavesEverythingUndecided() throws {
    let program = try Program("check", "models/deploy.json5", "--time-limit", "0s")
    #expect(program.status == 4 && program.output.contains("undecided"))
  }

  @Test func enoughTimeChangesNothing() throws {
    let options = ["compare", "models/essay.json5", "--method", "exact", "--format", "csv"]
    let plain = try Program(options)
    let limited = try Program(options + ["--time-limit", "1000 h"])
    #expect(plain.status == 0 && plain.output.count > 1_000)
    #expect(limited.status == 0 && limited.output == plain.output && limited.errors.isEmpty)
    let wrong = try Program(options + ["--time-limit", "soon"])
    #expect(wrong.status == 2 && wrong.errors.contains("--time-limit must be a length of time"))
  }

  @Test(arguments: ["jitter", "retry-storm"])
  func aRareMethodWithNothingToBiasSaysSo(model: String) throws {
    let program = try Program("compare", "models/\(model).json5", "--method", "rare")
    #expect(program.status == 2 && program.output.isEmpty)
    #expect(program.errors.contains("nothing to make more probable"))
  }
}
