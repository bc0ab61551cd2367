import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study
import Text

/// `disagree merge`: shards put together.
///
/// Counts are integers and add up in any order, so the report of merged shards has the bytes of a
/// single run. A shard that was given twice, or belongs to another run, is an error.
struct MergeCommand: Command {
  let name = CommandName.merge
  let summary = "Merges shards into one result: the same bytes as one run of all trials."
  let operands = "FILE..."
  let examples = [
    "disagree merge part-*.json",
    "disagree merge part-*.json --format csv --output essay.csv",
    "disagree merge part-1.json part-2.json --format shard --output parts-1-2.json",
  ]

  /// Reads shards in any order, adds them, and writes the report that one run would have written.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.reportFormat()
    let output = try Output.of(arguments)
    let series = try Output.ofSeries(arguments)
    if arguments.operands.isEmpty {
      throw .usage("no shard is named; try disagree merge part-*.json")
    }
    var merger = ShardMerger()
    for path in arguments.operands {
      let visible = SanitizedText.visible(path)
      let source = try Input.shardSource(at: path)
      do throws(ShardError) {
        try merger.add(try Shard.read(source.bytes), named: visible)
      } catch {
        throw .usage("'\(visible)': \(SanitizedText.visible(error.description))")
      }
    }
    guard let shard = merger.merged else { preconditionFailure("a shard was named") }
    guard let format else {
      try output.write(shard.text)
      return .success
    }
    if let missing = merger.missing {
      throw .usage("\(missing); count these, or keep what there is with --format shard")
    }
    try report(shard, as: format, arguments, to: output, series)
    return .success
  }

  /// Prints the report on merged shards.
  ///
  /// The model is read from the shards themselves, which hold its text: the file that it came
  /// from may have changed.
  private func report(
    _ shard: Shard, as format: ReportFormat, _ arguments: Arguments, to output: Output,
    _ series: Output?
  ) throws(Failure) {
    let model = try model(of: shard)
    let strategies = try shard.subject.strategies.map { name throws(Failure) in
      guard let strategy = model.strategies.first(where: { $0.name == name }) else {
        throw .usage("the model of the shards has no strategy '\(SanitizedText.visible(name))'")
      }
      return strategy
    }
    try arguments.checkOptions(for: shard.subject.countsRuns ? .load : .sample)
    _ = try arguments.order(of: model)
    var plan = ComparisonPlan(model, strategies: strategies)
    if plan.method.runsFleets != shard.subject.countsRuns {
      throw .usage(
        shard.subject.countsRuns
          ? "the shards count runs, and their model has no 'clients'"
          : "the shards count single writes, and their model has many clients")
    }
    plan.seed = shard.subject.seed
    plan.baseline = strategies.firstIndex { $0.name == shard.subject.baseline }
    if !plan.fits(shard.counts) {
      throw .usage("the counts of the shards do not fit their model; run the shards again")
    }
    var comparison: Comparison
    do throws(StudyError) {
      comparison = try plan.comparison(of: shard.counts)
    } catch {
      throw .study(error)
    }
    if let verdicts = try arguments.verdictPlan(for: format, plan) {
      comparison = verdicts.judged(comparison)
    }
    comparison = try arguments.sorted(comparison, for: format)
    let screen = arguments.screen()
    if series?.isStandardOutput == false { try series?.write(seriesOf: comparison) }
    if CommandName(rawValue: shard.subject.command) == .run, let result = comparison.results.first {
      try output.write(RunReport(model, result).text(as: format, on: screen))
    } else {
      try output.write(comparison.report(as: format, on: screen))
    }
    if series?.isStandardOutput == true { try series?.write(seriesOf: comparison) }
  }

  /// The model that the shards hold.
  private func model(of shard: Shard) throws(Failure) -> Model {
    var limits = ModelFile.Limits()
    limits.parser.bytes = Shard.mostBytes
    limits.parser.nesting = 1_000
    limits.strategies = 10_000
    let source = SourceText(name: "the model of the shards", bytes: Array(shard.subject.text.utf8))
    do {
      var model = try ModelFile.read(source, limits: limits)
      if model.digest != shard.subject.digest {
        throw Failure.usage("the model of the shards is not the one whose digest they have")
      }
      model.name = shard.subject.model
      return model
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(message: "\(error)", status: .usage)
    }
  }
}
