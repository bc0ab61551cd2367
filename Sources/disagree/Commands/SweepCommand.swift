import Analysis
import ModelFiles
import Reports

/// The comparison of all strategies at many points.
struct SweepCommand: Command {
  let name = "sweep"
  let summary = "Compares the strategies while one or two values of the model change."
  let operands = "MODEL"
  let options =
    [
      Option.vary, .best, .strategy, .method, .discretise, .trials, .runs, .precision, .measure,
      .seed, .jobs, .format, .plot, .plain,
      .output, .quiet,
    ]
    + Option.limits + [.limitInFlight, .limitStates, .limitMass, .limitPoints]
  let examples = [
    "disagree sweep models/essay.json5 --vary network.request.loss=0%..20%:1%",
    "disagree sweep models/essay.json5 --vary network.request.loss=0.01%..10%:x10 --method exact",
    "disagree sweep models/essay.json5 --vary strategies.blind.attempts=1,2,4 --best duplicate",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let format = try arguments.reportFormat()
    let limit = Int(try arguments.number(.limitPoints, in: 1...1_000_000) ?? 1_000)
    let variations = try SweepCommand.variations(arguments, limit: limit)
    let output = try Output(arguments)
    let (source, limits) = try arguments.modelSource()
    let choices = SweepCommand.choices(variations)
    // What is wrong at the last point should be known before the first is counted.
    var models: [Model] = []
    for choice in choices {
      do {
        models.append(try ModelFile.read(source, limits: limits, varying: choice))
      } catch {
        throw Failure(message: error.description, status: .usage)
      }
    }
    let order = try arguments.best(of: models[0])
    var points: [Sweep.Point] = []
    var status = ExitStatus.success
    for (choice, model) in zip(choices, models) {
      let counting = try Counting(
        try arguments.strategies(of: model), of: model, for: name, arguments)
      status = counting.status
      // A point that was cut short would say less than its neighbours, and seem to say as much.
      if status != .success { break }
      if counting.comparison.results.contains(where: { $0[order.measure] == nil }) {
        throw .usage("--best \(order.rawValue): not known of every strategy here")
      }
      points.append(
        Sweep.Point(
          values: choice.map { $0.values[$1] }, comparison: counting.comparison))
    }
    if points.isEmpty { throw Failure(message: "interrupted", status: .interrupted) }
    if points.count < choices.count, !arguments.has(.quiet) {
      StandardError.write(
        "interrupted: these are the first \(points.count) of \(choices.count) points\n")
    }
    let sweep = Sweep(parameters: variations.map(\.name), points: points, order: order)
    let plot = try Plotting(arguments, format).map { sweep.plot($0.characters) } ?? ""
    try output.write(sweep.report(as: format) + plot)
    return status
  }

  private static func variations(
    _ arguments: Arguments, limit: Int
  ) throws(Failure) -> [Variation] {
    let texts = arguments.values(of: .vary)
    if texts.isEmpty {
      throw .usage("say what changes, such as --vary network.request.loss=0%..20%:1%")
    }
    if texts.count > 2 {
      throw .usage("--vary can be given once or twice, not \(texts.count) times")
    }
    var variations: [Variation] = []
    for text in texts {
      do {
        variations.append(try Variation(text, limit: limit))
      } catch {
        throw .usage("--vary \(TerminalText.visible(error.message))")
      }
    }
    if variations.count == 2, variations[0].name == variations[1].name {
      throw .usage("--vary \(variations[0].name) is given twice; leave one out")
    }
    let count = variations.reduce(1) { $0 * $1.values.count }
    if count > limit {
      throw .usage(
        "these are \(count) points, more than \(limit); take longer steps, or allow more with "
          + "--limit-points")
    }
    return variations
  }

  /// For each point which value each variation has: the last of them runs fastest.
  private static func choices(_ variations: [Variation]) -> [[(Variation, Int)]] {
    variations.reduce([[]]) { choices, variation in
      choices.flatMap { choice in
        variation.values.indices.map { choice + [(variation, $0)] }
      }
    }
  }
}

extension Arguments {
  /// What the best strategy has the least of.
  fileprivate func best(of model: Model) throws(Failure) -> ComparisonOrder {
    try order(of: model, by: .best) ?? (model.costs == nil ? .disagree : .cost)
  }
}
