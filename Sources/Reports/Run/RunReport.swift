import EndToEnd
import Statistics
import Study
import Text

/// The report on one strategy in depth.
package struct RunReport: Sendable {
  /// The comparison with this strategy as its only one, for the machine-readable formats.
  let comparison: Comparison
  /// The numbers of the strategy.
  let result: StrategyResult
  /// The scenario of the strategy.
  let scenario: Scenario

  /// - Precondition: the result is that of a strategy of the model.
  package init(_ model: Model, _ result: StrategyResult) {
    guard let strategy = model.strategies.first(where: { $0.name == result.strategy }) else {
      preconditionFailure("a report is about a strategy of its model")
    }
    scenario = strategy.scenario
    comparison = Comparison(model, results: [result])
    self.result = result
  }

  /// Returns the report in a format.
  ///
  /// - Parameter screen: the place of a table; other forms are the same everywhere.
  /// - Returns: the whole text, with a line end at its end.
  package func text(as format: ReportFormat, on screen: Screen = .standard) -> String {
    switch format {
    case .table: text(on: screen)
    case .markdown: markdown()
    case .csv, .csvLong, .json: comparison.report(as: format)
    }
  }

  /// All tables, for a terminal.
  func tables(on screen: Screen) -> String {
    var text = ""
    for section in sections {
      if let introduction = section.introduction {
        text += "\n" + screen.paragraph(introduction, most: 120)
      }
      var table = TextTable(heading: section.heading, isASCII: screen.isASCII)
      table.rows = section.rows
      text += "\n" + table.text(width: screen.width)
    }
    return text + "\n" + screen.text(Footnotes(comparison).text)
  }

  /// The report as Markdown: the same tables, and the sensitivity at the end.
  private func markdown() -> String {
    var text = "## \(MarkdownTable.escaped(comparison.model.title))\n\n"
    text += "Strategy: \(MarkdownTable.escaped(result.strategy))\n"
    for section in sections {
      if let introduction = section.introduction {
        text += "\n" + MarkdownTable.escapedLines(introduction) + "\n"
      }
      text += "\n" + MarkdownTable(rows: [section.heading] + section.rows).text
    }
    if let sensitivity = SensitivityText(result) {
      text += "\n" + MarkdownTable.escapedLines(sensitivity.sentence + "\n")
      if !sensitivity.rows.isEmpty {
        text += "\n" + MarkdownTable(rows: [sensitivity.heading] + sensitivity.rows).text
      }
    }
    if let series = result.series { text += "\n```\n" + series.text() + "```\n" }
    return text + "\n" + MarkdownTable.escapedLines(Footnotes(comparison).text)
  }
}
