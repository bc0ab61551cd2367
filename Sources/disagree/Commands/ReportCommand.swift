import EndToEnd
import ModelFiles
import Reports
import Statistics
import Study

/// Everything that is known of a model as one page.
struct ReportCommand: Command {
  let name = CommandName.report
  let summary = "Writes one HTML page with everything: the verdict, charts, proofs, the model."
  let operands = "MODEL"
  let examples = [
    "disagree report models/essay.json5 --output report.html",
    "disagree report models/essay.json5 --method exact --output report.html",
    "disagree report models/retry-storm.json5 --runs 50 --output report.html",
    "disagree report models/essay.json5 --vary network.request.loss=0%..20%:2% --output report.html",
  ]

  func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let output = try Output(arguments)
    let model = try arguments.model()
    let order = try arguments.order(of: model)
    let strategies = try arguments.strategies(of: model)
    let judging = try Judging(ofPage: arguments, of: model)
    let counting = try Counting(strategies, of: model, for: name.rawValue, arguments)
    var comparison = counting.comparison
    if let judging, counting.status == .success { comparison = judging.judged(comparison) }
    if let order { comparison = try comparison.sortedIfKnown(by: order) }
    var sweeping: Sweeping?
    if arguments.has(.vary), counting.status == .success {
      sweeping = try Sweeping(arguments, for: name.rawValue)
    }
    let page = PageReport(
      comparison, modelText: ModelText.canonical(model), command: commandLine(arguments),
      examples: judging?.examples(for: comparison) ?? [], sweep: sweeping?.sweep)
    try output.write(page.html())
    return sweeping?.status ?? counting.status
  }

  /// What has to be typed for the same page: without what changes nothing in it.
  private func commandLine(_ arguments: Arguments) -> String {
    arguments.words(without: [.output, .jobs, .quiet]).map(ReportCommand.quoted)
      .joined(separator: " ")
  }

  /// A word as a shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          || "-_./,:=%".unicodeScalars.contains(scalar)
      }
    return isPlain ? word : ShellWord.quoted(word)
  }
}
