import EndToEnd
import ModelFiles
import Statistics
import Study
import Text

/// The comparisons that a command makes while one or two values of the model change.
struct Sweeping {
  /// What came of it: of as many points as were finished.
  let sweep: Sweep
  let status: ExitStatus

  /// - Parameter command: the name of the command.
  init(_ arguments: Arguments, for command: String) throws(Failure) {
    let limit = Int(try arguments.number(.limitPoints, in: 1...1_000_000) ?? 1_000)
    let variations = try Sweeping.variations(arguments, limit: limit)
    let (source, limits) = try arguments.modelSource()
    let choices = Sweeping.choices(variations)
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
        try arguments.strategies(of: model), of: model, for: command, arguments)
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
    sweep = Sweep(parameters: variations.map(\.name), points: points, order: order)
    self.status = status
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
        throw .usage("--vary \(SanitizedText.visible(error.message))")
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
