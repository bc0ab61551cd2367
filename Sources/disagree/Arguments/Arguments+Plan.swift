import EndToEnd
import Foundation
import ModelFiles
import Reports
import Simulation
import Statistics
import Study
import Text

/// The plans of what a command computes, from its options.
extension Arguments {
  /// The comparison of some strategies of a model.
  ///
  /// - Throws: if an option does not go with the method, or has a wrong value.
  func comparisonPlan(of model: Model, _ strategies: [Strategy]) throws(Failure) -> ComparisonPlan {
    let word = try word(.method) ?? StudyMethod.words[0]
    let hasClients = strategies.contains { $0.scenario.clients != nil }
    guard let method = StudyMethod(word: word, hasClients: hasClients) else {
      preconditionFailure("the table has the methods' words")
    }
    try checkOptions(for: method)
    var plan = ComparisonPlan(model, strategies: strategies, method: method)
    plan.baseline = try baseline(of: model, among: strategies)
    plan.trials =
      try method.word == StudyMethod.rare.word
      ? number(.trials, in: 64...1_000_000_000_000)
      : number(.trials, in: 1...1_000_000_000_000_000)
    plan.runs = try number(.runs, in: 1...StudyMethod.mostRuns)
    plan.precision = try precision(hasClients: hasClients)
    plan.seed = try seed()
    plan.jobs = try jobs()
    plan.explorationLimits = try explorationLimits()
    plan.resolution = try resolution()
    plan.inFlightLimit =
      try number(.limitInFlight, in: 1...100_000_000).map(Int.init) ?? plan.inFlightLimit
    return plan
  }

  /// The verdicts on strategies.
  func verdictPlan() throws(Failure) -> VerdictPlan {
    var plan = VerdictPlan()
    plan.mostFaults = try mostFaults()
    plan.limits = try explorationLimits()
    plan.jobs = try jobs()
    return plan
  }

  /// The seed of all chances.
  func seed() throws(Failure) -> UInt64 {
    try number(.seed, in: 0...UInt64.max) ?? 1
  }

  /// The number of threads that work at once.
  func jobs() throws(Failure) -> Int {
    let cores = UInt64(ProcessInfo.processInfo.activeProcessorCount)
    return Int(try number(.jobs, in: 1...1_024) ?? cores)
  }

  /// The time that the command may take; `nil` for any.
  func timeLimit() throws(Failure) -> Duration? {
    guard let text = value(of: .timeLimit) else { return nil }
    do {
      return .nanoseconds(try Quantity.delay(.string(text)).nanoseconds)
    } catch {
      throw .usage(
        "--time-limit must be a length of time, for example \"5 s\", not "
          + "\"\(SanitizedText.visible(text))\"")
    }
  }

  /// The limits of an exploration: its states, and the delays that stand for a continuous latency.
  func explorationLimits() throws(Failure) -> ExplorationLimits {
    var limits = ExplorationLimits()
    if let states = try number(.limitStates, in: 1...100_000_000) { limits.states = Int(states) }
    if let megabytes = try number(.limitMemory, in: 1...1_000_000) {
      limits.bytes = Int(megabytes) * 1_000_000
    } else if let allowed = Platform.allowedMemory {
      // What the system refuses ends the program: the searches together take up to a quarter of it.
      let share = try allowed / 4 / UInt64(jobs())
      limits.bytes = min(limits.bytes, Int(max(share, 1_000_000)))
    }
    if let delays = try number(.discretize, in: 1...10_000) {
      limits.discretisation = Int(delays)
    }
    if let text = value(of: .limitMass) {
      guard let mass = Double(text), mass >= 0, mass <= 1 else {
        throw .usage(
          "--limit-mass must be a number from 0 to 1, for example 1e-12, not "
            + "\"\(SanitizedText.visible(text))\"")
      }
      limits.leastProbability = mass
    }
    return limits
  }

  /// The step of the lattice for continuous latencies; `nil` for no lattice.
  private func resolution() throws(Failure) -> LatencyResolution? {
    guard let text = value(of: .resolution) else { return nil }
    if text == "auto" { return .automatic }
    guard let step = try? Quantity.delay(.string(text)), step > .zero else {
      throw .usage(
        "--resolution must be a length of time, for example 5ms, or auto, not "
          + "\"\(SanitizedText.visible(text))\"")
    }
    return .step(step)
  }

  /// The largest number of faults; `nil` for any number.
  func mostFaults() throws(Failure) -> Int? {
    guard let text = value(of: .faults) else { return 3 }
    if text == "any" { return nil }
    do {
      return Int(try Quantity.count(text, in: 0...1_000_000))
    } catch {
      throw .usage(
        "--faults must be a whole number from 0 to 1000000, or any, not "
          + "\"\(SanitizedText.visible(text))\"")
    }
  }

  /// The strategy that the others are compared with, by its place among them; `nil` for none.
  private func baseline(of model: Model, among strategies: [Strategy]) throws(Failure) -> Int? {
    guard let name = value(of: .baseline) else { return nil }
    let baseline = try strategy(name, of: model)
    guard let index = strategies.firstIndex(where: { $0.name == baseline.name }) else {
      throw .usage(
        "--baseline \(SanitizedText.visible(name)) is not among the strategies asked for; "
          + "add --strategy \(SanitizedText.visible(name))")
    }
    if strategies.count == 1 {
      throw .usage("--baseline needs another strategy that is compared with it")
    }
    return index
  }
}

/// The precision that chooses the number of trials.
extension Arguments {
  /// The precision that some measures must reach; `nil` if none was asked for.
  private func precision(hasClients: Bool) throws(Failure) -> PrecisionGoal? {
    guard let text = value(of: .precision) else { return nil }
    let precision = try Arguments.precision(text)
    let measures = try measures(hasClients: hasClients)
    if case .absolute = precision, let mean = measures.first(where: { $0.unit != "probability" }) {
      throw .usage(
        "--precision \(text) is for shares, and \(mean.name) is none; say it in percent, for example 1%"
      )
    }
    return PrecisionGoal(precision, of: measures)
  }

  /// "1%" is relative; "±0.01%", or "+-0.01%", is absolute.
  private static func precision(_ text: String) throws(Failure) -> Precision {
    let signs = ["±", "+-", "+/-"]
    let sign = signs.first { text.hasPrefix($0) }
    let rest = String(text.dropFirst(sign?.count ?? 0))
    guard let value = try? Quantity.probability(.string(rest)).value, value > 0, value < 1 else {
      throw .usage(
        "--precision must be relative, for example 1%, or absolute for shares, for example ±0.01%, not "
          + "\"\(SanitizedText.visible(text))\"")
    }
    return sign == nil ? .relative(value) : .absolute(value)
  }

  /// The measures that must be precise.
  private func measures(hasClients: Bool) throws(Failure) -> [Measure] {
    let names = values(of: .measure)
    if names.isEmpty { return PrecisionGoal.usualMeasures }
    let known = PrecisionGoal.possibleMeasures(hasClients: hasClients)
    var measures: [Measure] = []
    for name in names {
      guard let measure = known.first(where: { $0.name == name }) else {
        let words = known.map(\.name)
        let remedy =
          SpellingSuggestion.suggestion(for: name, among: words).map { "did you mean \($0)?" }
          ?? "say one of \(words.joined(separator: ", "))"
        throw .usage("--measure: there is no \"\(SanitizedText.visible(name))\" here; \(remedy)")
      }
      measures.append(measure)
    }
    return measures
  }
}

/// The points of a sweep.
extension Arguments {
  /// The comparisons while one or two values of the model change.
  ///
  /// - Throws: a fault of any of the points, before the first is counted.
  func sweepPlan() throws(Failure) -> SweepPlan {
    let limit = Int(try number(.limitPoints, in: 1...1_000_000) ?? 1_000)
    let variations = try variations(limit: limit)
    let (source, limits) = try modelSource()
    var points: [SweepPlan.Point] = []
    var order: ComparisonOrder?
    // The points of a sweep have most warnings in common.
    var known: Set<String> = []
    for choice in Arguments.choices(variations) {
      let model: Model
      do {
        let reading = try ModelFile.reading(source, limits: limits, varying: choice)
        if !reading.warnings.all.allSatisfy({ known.contains($0.message) }) {
          warn(reading.warningText)
        }
        known.formUnion(reading.warnings.all.map(\.message))
        model = reading.model
      } catch {
        throw Failure(message: error.description, status: .usage)
      }
      if points.isEmpty {
        order = try self.order(of: model, by: .best) ?? (model.costs == nil ? .disagree : .cost)
      }
      let plan = try comparisonPlan(of: model, strategies(of: model))
      points.append(SweepPlan.Point(values: choice.map { $0.values[$1] }, plan: plan))
    }
    guard let order else { preconditionFailure("a variation has values") }
    return SweepPlan(parameters: variations.map(\.name), points: points, order: order)
  }

  /// The variations of `--vary`: one, or two of different values.
  ///
  /// - Parameter limit: the largest number of points of one variation, from `--limit-points`.
  private func variations(limit: Int) throws(Failure) -> [Variation] {
    let texts = values(of: .vary)
    if texts.isEmpty {
      throw .usage("say what changes, for example --vary network.request.loss=0%..20%:1%")
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

  /// The value of each variation at each point, by its place: the last variation runs fastest.
  private static func choices(_ variations: [Variation]) -> [[(Variation, Int)]] {
    variations.reduce([[]]) { choices, variation in
      choices.flatMap { choice in
        variation.values.indices.map { choice + [(variation, $0)] }
      }
    }
  }
}
