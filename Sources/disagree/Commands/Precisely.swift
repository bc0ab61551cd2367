import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study
import Text

/// How precise the estimates must be: what chooses the number of trials, or runs.
struct Precisely {
  private let precision: Precision
  private let text: String
  private let measures: [Measure]
  private let isQuiet: Bool

  /// - Returns: `nil` if no precision is asked for.
  init?(_ arguments: Arguments, hasClients: Bool) throws(Failure) {
    guard let text = arguments.value(of: .precision) else { return nil }
    self.text = text
    precision = try Precisely.precision(text)
    measures = try arguments.measures(hasClients: hasClients)
    isQuiet = arguments.has(.quiet)
    if case .absolute = precision, let mean = measures.first(where: { $0.unit != "probability" }) {
      throw .usage(
        "--precision \(text) is for shares, and \(mean.name) is none; say it in percent, such as 1%"
      )
    }
  }

  /// "1%" is relative; "±0.01%", or "+-0.01%", is absolute.
  private static func precision(_ text: String) throws(Failure) -> Precision {
    let signs = ["±", "+-", "+/-"]
    let sign = signs.first { text.hasPrefix($0) }
    let rest = String(text.dropFirst(sign?.count ?? 0))
    guard let value = try? Quantity.probability(.string(rest)).value, value > 0, value < 1 else {
      throw .usage(
        "--precision must be such as 1%, of every value, or ±0.01%, of every share, not "
          + "\"\(SanitizedText.visible(text))\"")
    }
    return sign == nil ? .relative(value) : .absolute(value)
  }

  /// The number of trials, or runs, that is enough.
  ///
  /// - Parameters:
  ///   - most: how many are allowed.
  ///   - results: what the counts of a pilot say.
  func total<Subject: ShardedExperiment>(
    of experiment: Subject, most: UInt64, pilot: PrecisionPlan.Pilot,
    until interruption: Interruption, _ results: (Subject.Count) -> [StrategyResult]
  ) throws(Failure) -> UInt64 {
    let first = PrecisionPlan.firstPilotTrial
    var counted: Subject.Count?
    let clock = ContinuousClock()
    let start = clock.now
    let plan = try PrecisionPlan.plan(for: precision, of: measures, most: most, pilot: pilot) {
      made throws(Failure) in
      let done = counted.map(Subject.amount) ?? 0
      let more: Subject.Count
      do throws(ExperimentError) {
        more = try experiment.count(first + done..<first + made, until: interruption)
      } catch {
        throw .limit(error.limit, strategy: error.strategy)
      }
      if Subject.amount(more) < made - done { return nil }
      let all = counted.map { Subject.merged($0, more) } ?? more
      counted = all
      return results(all)
    }
    guard let plan else { throw Failure(message: "interrupted", status: .interrupted) }
    if !isQuiet {
      let time = (clock.now - start) / .seconds(1)
      note(plan, seconds: time * Double(plan.trials) / Double(plan.pilot))
    }
    return plan.trials
  }

  private func note(_ plan: PrecisionPlan, seconds: Double) {
    let whole = seconds < 1 ? "less than a second" : "about \(UInt64(seconds.rounded())) s"
    StandardError.write(
      "precision \(SanitizedText.visible(text)): \(plan.trials) trials, going by \(plan.pilot) others, "
        + "\(whole)" + (plan.isCapped ? "; more would be needed, and no more are allowed" : "")
        + "\n")
  }

  /// Says which measures are less precise than was asked for.
  func report(on results: [StrategyResult]) {
    if isQuiet { return }
    var short: [String] = []
    var unseen: [String] = []
    for result in results {
      for measure in measures {
        guard let measurement = result[measure], !precision.isReached(by: measurement.estimate)
        else { continue }
        let name = "\(SanitizedText.visible(result.strategy)) \(measure.name)"
        if measurement.count == 0 { unseen.append(name) } else { short.append(name) }
      }
    }
    if !unseen.isEmpty {
      StandardError.write("never seen, so only bounded: \(unseen.joined(separator: ", "))\n")
    }
    if !short.isEmpty {
      StandardError.write("not as precise as asked for: \(short.joined(separator: ", "))\n")
    }
  }
}

extension Arguments {
  /// The measures that must be precise.
  fileprivate func measures(hasClients: Bool) throws(Failure) -> [Measure] {
    let names = values(of: .measure)
    if names.isEmpty {
      let classes: [OutcomeClass] = [.disagree, .lost, .duplicate, .unsure]
      return classes.map(Measure.share)
    }
    let known = Measure.differing.filter { measure in
      switch measure {
      case .timeMedian, .timePercentile99: false
      case .goodput, .queueMean, .waitMean, .utilization, .turnedAway: hasClients
      default: true
      }
    }
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
