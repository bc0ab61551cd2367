import EndToEnd
import Foundation
import ModelFiles
import Reports
import Simulation
import Statistics
import Study
import Text

/// What several commands take from their arguments.
extension Arguments {
  /// The model that the only operand names.
  ///
  /// - Parameter isEssay: whether it is that of the essay if none is named.
  func model(orEssay isEssay: Bool = false) throws(Failure) -> Model {
    let (source, limits) = try modelSource(orEssay: isEssay)
    do {
      return try ModelFile.read(source, limits: limits)
    } catch {
      throw Failure(message: error.description, status: .usage)
    }
  }

  /// The text of the model that the only operand names, and what may be in it.
  func modelSource(orEssay isEssay: Bool = false) throws(Failure) -> (SourceText, ModelFile.Limits)
  {
    if operands.isEmpty, !isEssay {
      throw .usage("no model is named; disagree init FILE writes one to start from")
    }
    if operands.count > 1 {
      throw .usage(
        "one model at a time: '\(SanitizedText.visible(operands[1]))' is one too many")
    }
    var limits = ModelFile.Limits()
    if let bytes = try number(.limitFileBytes, in: 1...1 << 30) { limits.parser.bytes = Int(bytes) }
    if let nesting = try number(.limitNesting, in: 1...1_000) {
      limits.parser.nesting = Int(nesting)
    }
    if let strategies = try number(.limitStrategies, in: 1...10_000) {
      limits.strategies = Int(strategies)
    }
    limits.events = try number(.limitEvents, in: 1...1_000_000_000_000)
    guard let path = operands.first else {
      let essay = SourceText(name: EssayModel.name, bytes: Array(EssayModel.text.utf8))
      return (essay, limits)
    }
    return (try Input.source(at: path, limit: limits.parser.bytes), limits)
  }

  /// The strategies that were asked for, in the model's order; all if none was.
  func strategies(of model: Model) throws(Failure) -> [Strategy] {
    let names = values(of: .strategy)
    if names.isEmpty { return model.strategies }
    for name in names { _ = try strategy(name, of: model) }
    return model.strategies.filter { names.contains($0.name) }
  }

  /// The one strategy that was asked for, or the model's only one.
  func strategy(of model: Model) throws(Failure) -> Strategy {
    if let name = value(of: .oneStrategy) { return try strategy(name, of: model) }
    if model.strategies.count == 1 { return model.strategies[0] }
    throw .usage("choose one with --strategy: \(Arguments.list(model.strategies))")
  }

  /// Which of some strategies the others are to be compared with; `nil` for none.
  func baseline(of model: Model, among strategies: [Strategy]) throws(Failure) -> Int? {
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

  private func strategy(_ name: String, of model: Model) throws(Failure) -> Strategy {
    if let strategy = model.strategies.first(where: { $0.name == name }) { return strategy }
    let names = model.strategies.map(\.name)
    let remedy =
      SpellingSuggestion.suggestion(for: name, among: names).map { "did you mean '\($0)'?" }
      ?? "it has \(Arguments.list(model.strategies))"
    throw .usage("the model has no strategy '\(SanitizedText.visible(name))'; \(remedy)")
  }

  private static func list(_ strategies: [Strategy]) -> String {
    strategies.map(\.name).joined(separator: ", ")
  }

  /// The seed of all chances.
  func seed() throws(Failure) -> UInt64 {
    try number(.seed, in: 0...UInt64.max) ?? 1
  }

  /// How many threads work at once.
  func jobs() throws(Failure) -> Int {
    let cores = UInt64(ProcessInfo.processInfo.activeProcessorCount)
    return Int(try number(.jobs, in: 1...1_024) ?? cores)
  }

  /// How many states are told apart, and how many delays stand for a continuous latency.
  func explorationLimits() throws(Failure) -> ExplorationLimits {
    var limits = ExplorationLimits()
    if let states = try number(.limitStates, in: 1...100_000_000) { limits.states = Int(states) }
    if let delays = try number(.discretise, in: 1...10_000) {
      limits.discretisation = Int(delays)
    }
    return limits
  }

  /// How many faults there may be; `nil` for any number.
  func mostFaults() throws(Failure) -> Int? {
    guard let text = value(of: .faults) else { return 3 }
    if text == "any" { return nil }
    do {
      return Int(try Quantity.count(.string(text), in: 0...1_000_000))
    } catch {
      throw .usage(
        "--faults must be a whole number from 0 to 1000000, or any, not "
          + "\"\(SanitizedText.visible(text))\"")
    }
  }

  /// The form of a report.
  func reportFormat() throws(Failure) -> ReportFormat { try reportFormat(or: nil) ?? .table }

  /// The form of a report; `nil` for the other one that a command knows.
  func reportFormat(or other: String?) throws(Failure) -> ReportFormat? {
    let words = ReportFormat.allCases.map(\.rawValue) + [other].compactMap { $0 }
    guard let word = try form(.format, among: words) else { return .table }
    return ReportFormat(rawValue: word)
  }

  /// What strategies are to be sorted by; `nil` for the model's order.
  func order(of model: Model, by option: Option = .sort) throws(Failure) -> ComparisonOrder? {
    let words = ComparisonOrder.allCases.map(\.rawValue)
    let order = try word(option, among: words).flatMap(ComparisonOrder.init)
    if order == .cost, model.costs == nil {
      throw .usage(
        "\(option.name) cost needs prices, and the model has none; "
          + "give it some, such as costs: { duplicate: 60, attempt: 0.001 }")
    }
    return order
  }

  /// The form of what is written: as an option says, or else as the name of the file does, such as "csv" for
  /// "essay.csv"; `nil` if neither does.
  func form(_ option: Option, among words: [String]) throws(Failure) -> String? {
    if let word = try word(option, among: words) { return word }
    guard let path = value(of: .output), let dot = path.lastIndex(of: ".") else { return nil }
    let ending = path[path.index(after: dot)...].lowercased()
    let word = ending == "md" ? "markdown" : ending
    return words.contains(word) ? word : nil
  }

  /// The word given for an option, if it is one of some.
  func word(_ option: Option, among words: [String]) throws(Failure) -> String? {
    guard let word = value(of: option) else { return nil }
    if words.contains(word) { return word }
    let remedy =
      SpellingSuggestion.suggestion(for: word, among: words).map { "; did you mean \($0)?" } ?? ""
    throw .usage(
      "\(option.name) must be one of \(words.joined(separator: ", ")), "
        + "not \"\(SanitizedText.visible(word))\"\(remedy)")
  }
}
