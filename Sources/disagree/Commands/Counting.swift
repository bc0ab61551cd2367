import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study

/// What a command counts: operations one by one, or whole runs of many clients; or what it knows without
/// counting.
struct Counting {
  /// The results, of as many trials or runs as were finished.
  let comparison: Comparison
  /// What was counted, if only a part was asked for.
  let shard: Shard?
  let status: ExitStatus

  /// Counts some strategies of a model.
  ///
  /// - Parameter command: the name of the command.
  init(
    _ strategies: [Strategy], of model: Model, for command: String, _ arguments: Arguments
  ) throws(Failure) {
    let hasClients = strategies[0].scenario.clients != nil
    let baseline = try arguments.baseline(of: model, among: strategies)
    let method = try arguments.word(.method)
    guard let form = StudyMethod(word: method ?? "sample", hasClients: hasClients) else {
      preconditionFailure("the table has the words")
    }
    try arguments.checkOptions(for: form)
    if method == "rare" {
      let tilting = try Tilting(strategies, of: model, arguments)
      comparison = Comparison(model, results: tilting.results)
      shard = nil
      status = tilting.status
      return
    }
    if method == "exact" {
      let exploring = try Exploring(arguments, hasClients: hasClients)
      let known = Comparison(model, results: try exploring.run(strategies, costs: model.costs))
      comparison = baseline.map { known.differingExactly(from: strategies[$0].name) } ?? known
      shard = nil
      status = .success
      return
    }
    let isForPage = command == CommandName.report.rawValue
    func subject(_ seed: UInt64, total: UInt64) -> Shard.Subject {
      Shard.Subject(
        command: command, model: model.name, digest: model.digest,
        text: ModelText.canonical(model), seed: seed, total: total, countsRuns: hasClients,
        strategies: strategies.map(\.name), baseline: baseline.map { strategies[$0].name })
    }
    let interruption = Interruption()
    let watch = InterruptWatch(interruption)
    defer { watch.end() }
    let precisely = try Precisely(arguments, hasClients: hasClients)
    if hasClients {
      let runs = try LoadRuns(arguments, of: model)
      var experiment = runs.experiment(strategies, costs: model.costs, baseline: baseline)
      let bar = ProgressBar(arguments, unit: "runs")
      defer { bar?.end() }
      if let precisely {
        experiment.runs = try precisely.total(
          of: experiment, most: runs.runs, pilot: .ofRuns, until: interruption
        ) { $0.hasOperations ? Comparison(model, $0, of: experiment).results : [] }
      }
      let portion = try Portion(arguments, of: subject(runs.seed, total: experiment.runs))
      experiment.meter = bar?.meter
      let result = try portion.run(experiment, until: interruption)
      bar?.end()
      shard = portion.number == nil ? nil : result.shard
      if shard == nil { try result.count.checkMeasured() }
      let counted =
        shard == nil
        ? Comparison(model, result.count, of: experiment) : Comparison(model, results: [])
      comparison = isForPage ? counted.timed(result.count) : counted
      status = Counting.status(after: result, arguments)
    } else {
      let sampling = try Sampling(arguments, of: model)
      var experiment = sampling.experiment(strategies, baseline: baseline)
      let bar = ProgressBar(arguments, unit: "operations")
      defer { bar?.end() }
      if let precisely {
        experiment.trials = try precisely.total(
          of: experiment, most: sampling.trials, pilot: .ofTrials, until: interruption
        ) { Comparison(model, $0, of: experiment).results }
      }
      let portion = try Portion(arguments, of: subject(sampling.seed, total: experiment.trials))
      experiment.meter = bar?.meter
      let result = try portion.run(experiment, until: interruption)
      bar?.end()
      shard = portion.number == nil ? nil : result.shard
      let counted = Comparison(model, result.count, of: experiment)
      comparison = isForPage ? counted.timed(result.count) : counted
      status = Counting.status(after: result, arguments)
    }
    if status == .success { precisely?.report(on: comparison.results) }
  }

  /// The exit status, after a note if the work was cut short.
  private static func status<Count>(
    after result: Portion.Result<Count>, _ arguments: Arguments
  ) -> ExitStatus {
    if result.isComplete { return .success }
    if !arguments.has(.quiet) {
      let subject = result.shard.subject
      StandardError.write(
        "interrupted: these are the first \(result.shard.done.count) of \(subject.total) "
          + (subject.countsRuns ? "runs" : "operations") + "\n")
    }
    return .interrupted
  }
}
