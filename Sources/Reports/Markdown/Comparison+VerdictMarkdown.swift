import EndToEnd
import Statistics
import Study
import Text

/// The tables of `--verdict` in a Markdown document.
extension Comparison {
  /// The verdicts as a part of a document; empty where none were asked for.
  var verdictMarkdown: String {
    guard !verdicts.isEmpty else { return "" }
    var rows = [["Strategy"] + shownAnomalies.map(\.rawValue)]
    for verdict in verdicts {
      rows.append(
        [verdict.strategy.name] + shownAnomalies.map { verdict.text(of: $0).full })
    }
    let answers = verdicts.map { verdict in
      "- "
        + MarkdownTable.escaped(
          "\(verdict.strategy.name): \(SafetyText(verdict: verdict).text)") + "\n"
    }
    return "\n### What can go wrong, however improbable\n\n" + MarkdownTable(rows: rows).text + "\n"
      + verdictNotes(in: .table).map { MarkdownTable.escaped($0) + "\n" }.joined()
      + "\n### Is it safe to retry?\n\n" + answers.joined()
  }
}
