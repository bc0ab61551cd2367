import Foundation
import Testing

/// One message that says where and what to do, the right status, and nothing on standard output.
@Suite struct WrongInputTests {
  private func expectFailure(
    _ arguments: [String], _ message: String, status: Int32 = 2, input: String? = nil
  ) throws {
    let program = try Program(arguments, input: input)
    #expect(program.status == status, "\(program.errors)")
    #expect(program.output.isEmpty)
    #expect(program.errors.contains(message), "\(program.errors)")
    #expect(program.errors.contains("error: ") && program.errors.hasSuffix("\n"))
  }

  @Test(arguments: [
    (["run"], "no model is named"),
    (["compare", "models/essay.json5", "models/essay.json5"], "one too many"),
    (["compare", "models/essay.json5", "--stratgy", "blind"], "did you mean --strategy?"),
    (["compare", "models/essay.json5", "--strategy", "blnd"], "did you mean 'blind'?"),
    (["compare", "models/essay.json5", "--trials", "0"], "--trials must be a whole number"),
    (["compare", "models/essay.json5", "--trials", "many"], "not \"many\""),
    (["compare", "models/essay.json5", "--trials", "1e6"], "did you mean 1000000?"),
    (["compare", "models/essay.json5", "--trials", "1_000"], "did you mean 1000?"),
    (["compare", "models/essay.json5", "--trials", "2.5k"], "did you mean 2500?"),
    (["compare", "models/essay.json5", "--trials", "1e30"], "not \"1e30\"\n"),
    (["compare", "models/essay.json5", "--trials"], "--trials needs a value"),
    (["compare", "models/essay.json5", "--seed", "-1"], "--seed must be"),
    (["compare", "models/essay.json5", "--seed", "1", "--seed", "2"], "given twice"),
    (["compare", "models/essay.json5", "--format", "cvs"], "did you mean csv?"),
    (["compare", "models/essay.json5", "--sort", "costs"], "did you mean cost?"),
    (["compare", "models/essay.json5", "--quiet=yes"], "takes no value"),
    (["run", "models/essay.json5"], "choose one with --strategy"),
    (["presets", "stripe-pyton"], "did you mean stripe-python?"),
    (
      ["presets", "stripe"],
      "did you mean stripe-python, stripe-node, stripe-go, stripe-ruby, stripe-webhooks, "
        + "stripe-v1 or stripe-v2?"
    ),
    (["presets", "requests", "httpx"], "one too many"),
    (["presets", "--format", "cvs"], "did you mean csv?"),
    (["presets", "requests", "--format", "csv"], "is for the list"),
    (["compare", "models/retry-storm.json5", "--trials", "9"], "say --runs N instead"),
    (["compare", "models/essay.json5", "--method", "exct"], "did you mean exact?"),
    (
      ["compare", "models/essay.json5", "--method", "exact", "--trials", "9"],
      "nothing is left to chance"
    ),
    (
      ["compare", "models/essay.json5", "--method", "exact", "--seed", "9"],
      "nothing is left to chance"
    ),
    (
      ["compare", "models/essay.json5", "--discretise", "9"],
      "--discretise is for --method exact, --verdict or --sensitivity"
    ),
    (
      ["compare", "models/essay.json5", "--discretize", "9"],
      "--discretize is for --method exact, --verdict or --sensitivity"
    ),
    (
      ["compare", "models/essay.json5", "--method", "exact", "--runs", "9"],
      "--runs is for --method sample or rare: nothing is left to chance here"
    ),
    (
      ["compare", "models/rpc.json5", "--method", "exact", "--resolution", "0ms"],
      "--resolution must be a length of time"
    ),
    (
      ["compare", "models/rpc.json5", "--resolution", "5ms"],
      "--resolution is for --method exact"
    ),
    (
      [
        "compare", "models/rpc.json5", "--method", "exact", "--resolution", "5ms", "--discretize",
        "2",
      ],
      "both replace latencies"
    ),
    (
      ["compare", "models/essay.json5", "--limit-mass", "1"], "--limit-mass is for --method exact\n"
    ),
    (
      ["run", "models/essay.json5", "--strategy", "key", "--limit-states", "9"],
      "--limit-states is for --method exact, --verdict or --sensitivity\n"
    ),
    (["compare", "models/jitter.json5", "--method", "exact"], "this model has many clients"),
    (
      ["compare", "models/rpc.json5", "--method", "exact"],
      "say --resolution auto for an approximation"
    ),
    (
      ["compare", "models/essay.json5", "--method", "exact", "--limit-mass", "2"],
      "a number from 0 to 1"
    ),
    (["compare", "models/essay.json5", "--runs", "9"], "say --trials N"),
    (["run", "models/essay.json5", "--strategy", "key", "--series", "-"], "models with 'clients'"),
    (["compare", "models/jitter.json5", "--runs", "0"], "--runs must be a whole number"),
    (["compare", "models/jitter.json5", "--runs", "1", "--series", ""], "--series needs the name"),
    (["trace", "models/jitter.json5", "--strategy", "full"], "one write by itself"),
    (["check", "models/jitter.json5"], "does not say what must never happen"),
    (["check", "models/outage.json5"], "never: [\"duplicate\"]"),
    (["check", "models/essay.json5", "--faults", "few"], "whole number from 0 to 1000000, or any"),
    (["check", "models/essay.json5", "--format", "mermad"], "did you mean mermaid?"),
    (
      ["--trials", "9", "compare"],
      "say the command first, for example disagree compare MODEL --trials"
    ),
    (["comprae", "models/essay.json5"], "did you mean disagree compare?"),
  ])
  func aWrongCommandLine(arguments: [String], message: String) throws {
    try expectFailure(arguments, message)
  }

  /// A limit that was reached is neither a typing error nor an answer.
  @Test(arguments: [
    (
      ["compare", "models/essay.json5", "--method", "exact", "--limit-states", "9"],
      "more than 9 states"
    ),
    (["compare", "models/jitter.json5", "--limit-events", "9"], "more than 9 events"),
    (["compare", "models/jitter.json5", "--limit-in-flight", "9"], "more than 9 writes under"),
  ])
  func aLimitLeavesItUndecided(arguments: [String], message: String) throws {
    try expectFailure(arguments, message, status: 4)
  }

  /// A check says of each strategy that it is undecided, and why.
  @Test func aLimitLeavesACheckUndecided() throws {
    let check = try Program(
      "check", "models/essay.json5", "--strategy", "none", "--method", "exact", "--limit-states",
      "9")
    #expect(check.status == 4 && check.errors.isEmpty)
    #expect(check.output.contains("undecided: it has more than 9 states"))
    #expect(check.output.contains("fewer faults with --faults"))
  }

  @Test(arguments: [
    (["compare", "modls/essay.json5"], "there is no file 'modls/essay.json5'"),
    (["compare", "models/esay.json5"], "did you mean 'models/essay.json5'?"),
    (["compare", "work/models/essay.json5"], "there is no file 'work/models/essay.json5'"),
    (["compare", "models"], "is a folder"),
    (["compare", "models/essay.json5", "--output", "models"], "is a folder"),
    (["compare", "models/essay.json5", "--output", "nowhere/x.csv"], "folder does not exist"),
    (["show", "models/essay.json5", "--output", "/proc/x"], "cannot be written"),
  ])
  func aFileThatCannotBeReadOrWritten(arguments: [String], message: String) throws {
    try expectFailure(arguments, message, status: 3)
  }

  /// A user in a folder may still name files from the folder above.
  @Test func aFileOfAFolderAboveIsSuggested() throws {
    let folder = Program.repository.appending(path: "models")
    let program = try Program(["show", "models/essay.json5"], in: folder)
    #expect(program.status == 3)
    #expect(program.errors.contains("did you mean '../models/essay.json5'?"), "\(program.errors)")
  }

  @Test(arguments: [
    ("", "the file is empty"), ("{", "never closed"), ("{ stratgies: {} }", "did you mean"),
    ("{ strategies: { a: { attempts: 0 } } }", "standard input:1:32: error: 'attempts'"),
  ])
  func aWrongModel(text: String, message: String) throws {
    try expectFailure(["compare", "-"], message, input: text)
  }

  @Test func aTrialThatDoesNotEndNamesItsLimit() throws {
    let model = """
      { network: { request: { loss: 1 } }, limits: { events: 1000 },
        strategies: { a: {}, forever: { attempts: "unbounded" } } }
      """
    try expectFailure(
      ["compare", "-", "--trials", "10"],
      "strategy 'forever', trial 0: more than 1000 events", status: 4, input: model)
    try expectFailure(
      ["trace", "-", "--strategy", "forever"], "--limit-events", status: 4, input: model)
  }

  @Test func sortingByCostNeedsPrices() throws {
    try expectFailure(
      ["compare", "-", "--sort", "cost", "--trials", "10"], "--sort cost needs prices",
      input: "{ strategies: { a: {}, b: { attempts: 2 } } }")
  }

  @Test func anEscapeInANameStaysVisible() throws {
    try expectFailure(["compare", "\u{1b}[31mred"], "\\u{1b}[31mred", status: 3)
  }
}
