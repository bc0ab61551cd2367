import EndToEnd
import Study
import Text

/// The page "Measures and columns" of the reference.
///
/// The page takes its columns from the writers of the CSV and not from a list of its own: a new
/// column is in the reference without being entered there.
extension ReportColumn {
  /// The page of the reference that lists every measure and every column, as Markdown.
  package static var markdown: String {
    var text = """
      # Measures and columns

      Every number that a report can show, and every column of the CSV files.

      A share is a fraction of 1, and a time is in milliseconds. `_low` and `_high` are the ends of the 95% interval. \
      A field is empty if there is nothing to say: an exact result has no trials and no interval. New columns come at \
      the end, so read columns by name. `disagree explain NAME` explains one of them.

      ## Measures

      The rows of `csv-long` and the members of `measures` in JSON.

      | measure | unit | heading in tables | meaning | example |
      |---|---|---|---|---|

      """
    for measure in Measure.all {
      let heading = MarkdownTable.escaped(measure.heading)
      text += "| `\(measure.name)` | \(measure.unit) | \(heading) | "
      text += MarkdownTable.escaped(measure.meaning) + " | `\(example(of: measure.name) ?? "")` |\n"
    }
    for section in sections {
      text +=
        "\n## \(section.title)\n\n\(section.introduction)\n\n| column | meaning | example |\n|---|---|---|\n"
      for group in grouped(section.columns) {
        let names = group.map { "`\($0)`" }.joined(separator: ", ")
        let values = group.map { "`\(example(of: $0) ?? "")`" }.joined(separator: ", ")
        text += "| \(names) | \(MarkdownTable.escaped(meaning(of: group[0]) ?? "")) | \(values) |\n"
      }
    }
    return text
  }

  /// A section of the page.
  private struct Section {
    /// The heading of the section.
    let title: String
    /// The sentence under it.
    let introduction: String
    /// The names of its columns, in the order of the file.
    let columns: [String]
  }

  /// A comparison without options, for the columns that every file has.
  private static let bare = Comparison(
    Model(
      name: "model", title: "Model", strategies: [Strategy(name: "one", scenario: Scenario())]),
    results: [])

  /// The sections, in the order in which a file has the columns.
  private static let sections = [
    Section(
      title: "Columns of csv", introduction: "One row for each strategy.",
      columns: bare.csvRows[0]),
    Section(
      title: "Columns of csv-long", introduction: "One row for each strategy and measure.",
      columns: bare.longRows[0]),
    Section(
      title: "Columns of a verdict",
      introduction: "At the end of `csv`, with `--verdict`.", columns: StrategyVerdict.csvColumns),
    Section(
      title: "Columns of a verdict in csv-long",
      introduction:
        "At the end of `csv-long`, with `--verdict`. Each anomaly has a row of its own: "
        + OutcomeClass.anomalies.map { "`verdict_\($0.rawValue)`" }.joined(separator: ", ") + ".",
      columns: StrategyVerdict.longColumns),
    Section(
      title: "Columns of differences",
      introduction:
        "At the end of `csv`, with `--baseline`. A difference is a strategy's value less "
        + "the baseline's.", columns: Differences.csvColumns),
    Section(
      title: "Columns of differences in csv-long",
      introduction: "At the end of `csv-long`, with `--baseline`.",
      columns: Differences.longColumns),
    Section(
      title: "Columns of weighted trials",
      introduction: "At the end of `csv`, with `--method rare`.",
      columns: WeightDiagnosis.csvColumns),
    Section(
      title: "Columns of weighted trials in csv-long",
      introduction: "At the end of `csv-long`, with `--method rare`.",
      columns: WeightDiagnosis.longColumns),
    Section(
      title: "Columns of derivatives in csv-long",
      introduction:
        "At the end of `csv-long`, with `--sensitivity`: each share and mean has a row for each fault. In `csv` each "
        + "has a column for each fault instead, for example `duplicate_slope_network.request.loss`.",
      columns: SensitivityColumns.longColumns),
    Section(
      title: "Columns over time",
      introduction: "The file that `--series` writes for a model with clients: one row for each "
        + "strategy and bin of time.", columns: LoadSeries.csvColumns),
  ]

  /// The columns with those beside them that hold other numbers of the same measure.
  private static func grouped(_ columns: [String]) -> [[String]] {
    var groups: [[String]] = []
    for column in columns {
      if let last = groups.last, base(of: last[0]) == base(of: column) {
        groups[groups.count - 1].append(column)
      } else {
        groups.append([column])
      }
    }
    return groups
  }
}

/// The page "Glossary" of the reference.
extension Term {
  /// The page of the reference that lists the terms, as Markdown.
  package static var markdown: String {
    let terms = all.sorted { $0.name.lowercased() < $1.name.lowercased() }
    return """
      # Glossary

      The words of reports, models and messages, each with one meaning.

      `disagree explain TERM` prints one of them.

      | term | also | meaning |
      |---|---|---|

      """
        + terms.map { term in
          let cells = [term.name, term.synonyms.joined(separator: ", "), term.meaning]
          return "| " + cells.map(MarkdownTable.escaped).joined(separator: " | ") + " |\n"
        }.joined()
  }
}
