import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study

/// `disagree report`: everything that is known of a model as one page.
///
/// It computes what all other commands compute about a model and prints one `PageReport`. The
/// page loads nothing: it can be attached to a message or kept with a design document.
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

  /// Runs the comparison, the verdicts and the sweep of the page, and writes it.
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
    if !arguments.has(.limitStates), !arguments.has(.faults) {
      // A page is made in seconds: three times the search of a screen, unless an option asks for more.
      let short = VerdictPlan.short(strategies: plan.strategies.count, jobs: plan.jobs)
      verdicts?.limits.states = 3 * short.limits.states
    }
    // Read before anything is counted, so that a mistake costs nothing.
    let sweepPlan = arguments.has(.vary) ? try arguments.sweepPlan() : nil
    let session = try PlanSession(arguments)
    let exact = exactComparison(plan, arguments)
    let counted = try session.run(plan)
    let outcome = try session.judge(
      .init(value: exact ?? counted.value, status: counted.status), by: verdicts, arguments)
    var status = outcome.status
    var comparison = outcome.value
    if let order { comparison = try comparison.sortedIfKnown(by: order) }
    var sweep: Sweep?
    if let sweepPlan, status == .success {
      let swept = try session.run(sweepPlan)
      sweep = swept.value
      status = swept.status
    }
    let examples = status == .success ? verdicts?.examples(for: comparison) : nil
    let page = PageReport(
      comparison, modelText: ModelText.canonical(model), command: commandLine(arguments),
      examples: examples ?? [], sweep: sweep, keepsOrder: order != nil,
      hasPlayground: !arguments.has(.isStatic), sample: exact == nil ? nil : counted.value)
    try output.write(page.html())
    return status
  }

  /// The exact results, where nothing was said of the method and they can be found at once; otherwise `nil`.
  private func exactComparison(_ plan: ComparisonPlan, _ arguments: Arguments) -> Comparison? {
    let choices: [Option] = [.method, .trials, .runs, .precision, .seed]
    if plan.method != .sample || choices.contains(where: arguments.has) { return nil }
    var exact = ComparisonPlan(plan.model, strategies: plan.strategies, method: .exact)
    exact.jobs = plan.jobs
    exact.baseline = plan.baseline
    exact.explorationLimits.states = 20_000
    return try? exact.run().comparison
  }

  /// The command line for the same page: without options that change nothing in it, and without the model's
  /// folder, so that a model gives the same page from wherever it is read.
  private func commandLine(_ arguments: Arguments) -> String {
    let paths = arguments.operands.filter { $0.contains("/") }
    return arguments.words(without: [.output, .jobs, .quiet])
      .map { paths.contains($0) ? String($0.split(separator: "/").last ?? "") : $0 }
      .map(ReportCommand.quoted).joined(separator: " ")
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
