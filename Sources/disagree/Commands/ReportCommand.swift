import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study

/// `disagree report`: everything that is known of a model as one page.
struct ReportCommand: Command {
  let name = CommandName.report
  let summary = "Writes one HTML page with everything: the verdict, charts, proofs, the model."
  let operands = "MODEL"
  let examples = [
    "disagree report models/essay.json5 --output report.html",
    "disagree report models/essay.json5 --method exact --output report.html",
    "disagree report models/retry-storm.json5 --runs 50 --output report.html",
    "disagree report models/essay.json5 --vary network.request.loss=0%..20%:2% --output report.html",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    if !arguments.has(.output), Platform.outputIsTerminal {
      throw .usage("a page is for a browser, not for a terminal; say --output report.html")
    }
    let output = try Output.of(arguments)
    let model = try arguments.model()
    let order = try arguments.order(of: model)
    var plan = try arguments.comparisonPlan(of: model, arguments.strategies(of: model))
    plan.keepsTimes = true
    // A page has verdicts without being asked for them, where operations stand by themselves.
    var verdicts = plan.method.runsFleets ? nil : try arguments.verdictPlan()
    if !arguments.has(.limitStates) { verdicts?.limits.states = VerdictPlan.statesForPage }
    let session = try PlanSession(arguments)
    let outcome = try session.judge(try session.run(plan), by: verdicts, arguments)
    var status = outcome.status
    var comparison = outcome.value
    if let order { comparison = try comparison.sortedIfKnown(by: order) }
    var sweep: Sweep?
    if arguments.has(.vary), status == .success {
      let swept = try session.run(arguments.sweepPlan())
      sweep = swept.value
      status = swept.status
    }
    let examples = status == .success ? verdicts?.examples(for: comparison) : nil
    let page = PageReport(
      comparison, modelText: ModelText.canonical(model), command: commandLine(arguments),
      examples: examples ?? [], sweep: sweep)
    try output.write(page.html())
    return status
  }

  /// The command line for the same page: without options that change nothing in it.
  private func commandLine(_ arguments: Arguments) -> String {
    arguments.words(without: [.output, .jobs, .quiet]).map(ReportCommand.quoted)
      .joined(separator: " ")
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          || "-_./,:=%".unicodeScalars.contains(scalar)
      }
    return isPlain ? word : ShellWord.quoted(word)
  }
}
