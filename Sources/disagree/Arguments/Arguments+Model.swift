import EndToEnd
import Foundation
import ModelFiles
import Reports
import Simulation
import Statistics
import Study
import Text

/// The values of options that several commands take.
extension Arguments {
  /// The model that the only operand names.
  ///
  /// - Parameter isEssay: true if it is that of the essay where none is named.
  func model(orEssay isEssay: Bool = false) throws(Failure) -> Model {
    let (source, limits) = try modelSource(orEssay: isEssay)
    return try model(from: source, limits: limits)
  }

  /// The model of a text.
  func model(from source: SourceText, limits: ModelFile.Limits) throws(Failure) -> Model {
    do {
      let reading = try ModelFile.reading(source, limits: limits)
      warn(reading.warningText)
      return reading.model
    } catch {
      throw Failure(message: error.description, status: .usage)
    }
  }

  /// Prints what a model's warnings say, unless no notes are wanted.
  func warn(_ text: String) {
    if !text.isEmpty, !has(.quiet) { StandardError.write(text) }
  }

  /// The text of the model that the only operand names, and the limits for reading it.
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
    if let name = value(of: .strategy) { return try strategy(name, of: model) }
    if model.strategies.count == 1 { return model.strategies[0] }
    throw .usage("choose one with --strategy: \(Arguments.list(model.strategies))")
  }

  /// The strategy of a name.
  ///
  /// - Throws: if the model has none of that name; the message suggests another.
  func strategy(_ name: String, of model: Model) throws(Failure) -> Strategy {
    if let strategy = model.strategies.first(where: { $0.name == name }) { return strategy }
    let names = model.strategies.map(\.name)
    let remedy =
      SpellingSuggestion.suggestion(for: name, among: names).map { "did you mean '\($0)'?" }
      ?? "it has \(Arguments.list(model.strategies))"
    throw .usage("the model has no strategy '\(SanitizedText.visible(name))'; \(remedy)")
  }

  /// The names of strategies for a message.
  private static func list(_ strategies: [Strategy]) -> String {
    strategies.map(\.name).joined(separator: ", ")
  }

  /// The form of a report; `nil` for a form of the command's own that is no report.
  func reportFormat() throws(Failure) -> ReportFormat? { ReportFormat(rawValue: try form()) }

  /// The measure by which strategies are sorted; `nil` for the model's order.
  func order(of model: Model, by option: Option = .sort) throws(Failure) -> ComparisonOrder? {
    let order = try word(option).flatMap(ComparisonOrder.init(rawValue:))
    if order == .cost, model.costs == nil {
      throw .usage(
        "\(option.name) cost needs prices, and the model has none; "
          + "give it some, for example costs: { duplicate: 60, attempt: 0.001 }")
    }
    return order
  }

  /// The form of the output: as `--format` says, or else as the name of the file ends, "csv" for "essay.csv", or
  /// else the command's usual one.
  func form() throws(Failure) -> String {
    if let word = try word(.format) { return word }
    let words = Option.format.words(in: command)
    guard let path = value(of: .output), let dot = path.lastIndex(of: ".") else { return words[0] }
    let ending = path[path.index(after: dot)...].lowercased()
    let word = ["md": "markdown", "xml": "junit", "htm": "html"][ending] ?? ending
    if words.contains(word) { return word }
    // The name of a file promises what is in it.
    if Arguments.endingsOfFormats.contains(word) {
      let page = word == "html" ? "; disagree report writes a page" : ""
      throw .usage(
        "disagree \(command.rawValue) writes no .\(ending) for \(SanitizedText.visible(path))\(page); say one of "
          + "\(Option.format.name) \(words.joined(separator: ", "))")
    }
    return words[0]
  }

  /// The endings of names that promise a form: those that some command writes, and those of other programs.
  private static let endingsOfFormats: Set<String> = [
    "csv", "doc", "docx", "gif", "html", "jpeg", "jpg", "json", "junit", "markdown", "mermaid",
    "numbers", "ods", "parquet", "pdf", "png", "sarif", "svg", "tsv", "xls", "xlsx", "yaml", "yml",
  ]

  /// The word given for an option.
  ///
  /// - Throws: if it is none of those that the table has for it.
  func word(_ option: Option) throws(Failure) -> String? {
    guard let word = value(of: option) else { return nil }
    let words = option.words(in: command)
    if words.contains(word) { return word }
    let remedy =
      SpellingSuggestion.suggestion(for: word, among: words).map { "; did you mean \($0)?" } ?? ""
    throw .usage(
      "\(name(of: option)) must be one of \(words.joined(separator: ", ")), "
        + "not \"\(SanitizedText.visible(word))\"\(remedy)")
  }
}
