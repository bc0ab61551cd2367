import ModelFiles
import Reports
import Study
import Text

/// The meaning of the keys of a model, of the columns of reports, and of terms.
///
/// One command for keys, columns and terms: a user who sees a word does not know which of them it
/// is. A name that is several of them gets all answers.
struct ExplainCommand: Command {
  let name = CommandName.explain
  let summary = "Explains a key of models, a column of reports, or a term."
  let operands = "[NAME]"
  let examples = [
    "disagree explain", "disagree explain server.failsAfterStore", "disagree explain duplicate",
    "disagree explain attempts_mean", "disagree explain --verdict",
    "disagree explain --schema --output disagree.schema.json",
    "disagree explain --reference model-file",
  ]

  /// Explains a key, a column or a term; if a word is several of them, each in turn.
  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let output = try Output.of(arguments)
    if arguments.operands.count > 1 {
      throw .usage(
        "one path at a time: '\(SanitizedText.visible(arguments.operands[1]))' is one too many")
    }
    let path = arguments.operands.first
    for option in [Option.schema, .explainVerdict, .reference]
    where arguments.has(option) && path != nil {
      throw .usage("\(option.name) is a page of its own; leave the path out")
    }
    if arguments.has(.schema) {
      try output.write(JSONSchema.text)
      return .success
    }
    if arguments.has(.explainVerdict) {
      try output.write(VerdictPage.text)
      return .success
    }
    if let name = try arguments.word(.reference) {
      guard let page = ReferencePage(rawValue: name) else {
        preconditionFailure("the option takes only the names of pages")
      }
      try output.write(page.text)
      return .success
    }
    guard let path else {
      try output.write(ModelReference.overview + ExplainCommand.terms)
      return .success
    }
    try output.write(try ExplainCommand.page(of: path))
    return .success
  }

  /// All that is known of a name: as a term, as a column, and as a key.
  private static func page(of name: String) throws(Failure) -> String {
    var page = Paragraphs()
    if let term = Term.named(name) {
      page.append(SanitizedText.visible(term.name))
      page.separate()
      page.append("term", term.meaning)
      if !term.synonyms.isEmpty {
        page.append("also", term.synonyms.joined(separator: ", "))
      }
    }
    let column =
      ReportColumn.meaning(of: name) == nil ? ReportColumn.measure(headed: name)?.name : name
    if let column, let meaning = ReportColumn.meaning(of: column) {
      if page.text.isEmpty {
        page.append(SanitizedText.visible(name))
        page.separate()
      }
      page.append("column", (column == name ? "" : "\(column): ") + meaning)
    }
    let entry: ModelReference.Entry
    do throws(ModelReference.PathError) {
      entry = try ModelReference.entry(at: name)
    } catch {
      if page.text.isEmpty { throw .usage(error.message + ExplainCommand.nearTerm(name)) }
      let keys = ModelReference.entries.map(\.path).filter { $0.hasSuffix("." + name) }
      if !keys.isEmpty { page.append("keys", keys.joined(separator: ", ")) }
      return page.text
    }
    if page.text.isEmpty { return ModelReference.page(for: entry) }
    page.separate()
    return page.text + ModelReference.page(for: entry)
  }

  /// The end of the message about an unknown name, if a term or a column is nearly the same.
  private static func nearTerm(_ name: String) -> String {
    let names = Term.all.map(\.name) + Measure.all.map(\.name)
    guard let near = SpellingSuggestion.suggestion(for: name, among: names) else { return "" }
    return "; or the term '\(near)'?"
  }

  /// The list of all terms, below that of the keys.
  private static var terms: String {
    var page = Paragraphs()
    page.separate()
    let names = Term.all.map(\.name).joined(separator: ", ")
    page.append("terms", names + ".")
    page.append(
      "columns", "every column of the CSV, for example attempts_mean or duplicate_low.")
    return page.text
  }
}
