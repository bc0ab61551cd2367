import Analysis

/// One strategy in depth.
public struct RunReport: Sendable {
  /// The comparison with this strategy as its only one: what the formats for programs show.
  let comparison: Comparison
  let result: StrategyResult

  public init(_ model: Model, _ result: StrategyResult) {
    comparison = Comparison(model, results: [result])
    self.result = result
  }

  /// The report in a form.
  ///
  /// - Returns: the whole text, with a line end at its end.
  public func text(as format: ReportFormat) -> String {
    switch format {
    case .table: terminal()
    case .markdown: markdown()
    case .csv, .csvLong, .json: comparison.report(as: format)
    }
  }

  private func terminal() -> String {
    var text = comparison.model.title + "\nStrategy: " + result.strategy + "\n"
    for section in sections {
      var table = TextTable(heading: section.heading)
      table.rows = section.rows
      text += "\n" + table.text(width: 80)
    }
    return text + "\n" + Footnotes(comparison).text
  }

  private func markdown() -> String {
    var text = "## \(MarkdownTable.escaped(comparison.model.title))\n\n"
    text += "Strategy: \(MarkdownTable.escaped(result.strategy))\n"
    for section in sections {
      text += "\n" + MarkdownTable(rows: [section.heading] + section.rows).text
    }
    return text + "\n" + MarkdownTable.escaped(Footnotes(comparison).text)
  }
}
