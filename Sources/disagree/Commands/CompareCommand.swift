import EndToEnd
import Reports
import Statistics
import Study

/// `disagree compare`: every strategy of a model side by side.
///
/// It computes a `ComparisonPlan`, adds verdicts where the form shows them, and prints a
/// `Comparison`. Without a model it compares the strategies of the built-in one, so that the
/// first command of a new user needs no file.
struct CompareCommand: Command {
  let name = CommandName.compare
  let summary = "Compares the strategies of a model, each on the same writes."
  let operands = "[MODEL]"
  let examples = [
    "disagree compare",
    "disagree compare models/essay.json5",
    "disagree compare models/essay.json5 --strategy none --strategy blind --trials 10000000",
    "disagree compare models/essay.json5 --sort duplicate --intervals",
    "disagree compare models/essay.json5 --precision 1% --measure duplicate",
    "disagree compare models/essay.json5 --method exact",
    "disagree compare models/essay.json5 --method exact --export-chain chains",
    "disagree compare models/essay.json5 --baseline blind",
    "disagree compare models/essay.json5 --verdict",
    "disagree compare models/essay.json5 --sensitivity --format csv",
    "disagree compare models/essay.json5 --format csv --output essay.csv",
    "disagree compare models/essay.json5 --trials 1000000000 --shard 3/8 --output part-3.json",
  ]

  /// Counts or explores all strategies, or one shard of them, and writes the comparison.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.reportFormat() ?? .table
    let output = try Output.of(arguments)
    let model = try arguments.model(orEssay: true)
    if arguments.operands.isEmpty, !arguments.has(.quiet) {
      StandardError.write(
        "no model is named, so this is the write of the essay; disagree init FILE writes one to start from\n"
      )
    }
    _ = try arguments.order(of: model)
    let plot = try arguments.plotScreen(for: format, isUsual: false)
    let series = try Output.ofSeries(arguments)
    let plan = try arguments.comparisonPlan(of: model, arguments.strategies(of: model))
    let folder = try arguments.value(of: .exportChain).map { path throws(Failure) in
      try ChainFolder.opened(path)
    }
    let verdicts = try arguments.verdictPlan(for: format, plan)
    let session = try PlanSession(arguments)
    let outcome = try session.answer(to: plan, arguments)
    guard let counted = outcome.value.comparison else {
      try output.write(outcome.value.shardText)
      return outcome.status
    }
    let judged = try session.judge(
      .init(value: counted, status: outcome.status), by: verdicts, arguments)
    let comparison = try arguments.sorted(judged.value, for: format)
    // Standard output comes last: it cannot be taken back when a file cannot be written.
    if series?.isStandardOutput == false { try series?.write(seriesOf: comparison) }
    if judged.status == .success { try folder?.write(chainsOf: plan) }
    try output.write(
      comparison.report(as: format, on: arguments.screen())
        + (plot.map { comparison.plot(on: $0) } ?? ""))
    if series?.isStandardOutput == true { try series?.write(seriesOf: comparison) }
    return judged.status
  }
}

extension Comparison {
  /// The same results in the order that was asked for.
  ///
  /// - Throws: if the measure of the order is not known of every strategy.
  func sortedIfKnown(by order: ComparisonOrder) throws(Failure) -> Comparison {
    if results.contains(where: { $0[order.measure] == nil }) {
      throw .usage("--sort \(order.rawValue): not known of every strategy here")
    }
    return sorted(by: order)
  }
}

extension ChainFolder {
  /// Writes the chains of the strategies that a plan compares exactly.
  fileprivate func write(chainsOf plan: ComparisonPlan) throws(Failure) {
    var experiment = ExactExperiment(plan.strategies)
    experiment.limits = plan.explorationLimits
    experiment.jobs = plan.jobs
    let chains: [StrategyChain]
    do throws(ExactExperimentError) {
      chains = try experiment.chains(costs: plan.model.costs)
    } catch {
      throw .study(.exploration(error.problem, strategy: error.strategy))
    }
    try write(chains)
  }
}
