import EndToEnd
import Statistics
import Study
import Text

/// The table of `--baseline`: each strategy less the baseline.
extension Comparison {
  /// The text below the table where strategies are compared with a baseline; empty otherwise.
  var differenceText: String {
    guard let baseline else { return "" }
    let columns = differenceColumns
    var table = TextTable(heading: ["strategy"] + columns.map(\.heading))
    for (name, differences) in others {
      let texts = columns.map { DifferenceText(differences[$0.measure]) }
      table.rows.append([SanitizedText.visible(name)] + texts.map(\.value))
      table.rows.append([""] + texts.map(\.margin))
    }
    let sentences = others.flatMap { name, differences in
      WrappedText.lines(
        AvoidanceText(name, differences, of: self).sentence, width: 80)
    }
    let notes = WrappedText.lines(differenceNote, width: 80)
    return "\nWhat is different from \(SanitizedText.visible(baseline)), on the same "
      + (isOfRuns ? "runs" : "writes") + "\n\n" + table.text(width: 80) + "\n"
      + (sentences + notes).map { $0 + "\n" }.joined()
  }

  /// The same for a Markdown document; empty without a baseline.
  var differenceMarkdown: String {
    guard let baseline else { return "" }
    let columns = differenceColumns
    var rows = [["Strategy"] + columns.map(\.heading)]
    for (name, differences) in others {
      rows.append(
        [name] + columns.map { DifferenceText(differences[$0.measure]).full })
    }
    let sentences = others.map { name, differences in
      "- " + MarkdownTable.escaped(AvoidanceText(name, differences, of: self).sentence) + "\n"
    }
    return "\n### What is different from \(MarkdownTable.escaped(baseline))\n\n"
      + MarkdownTable(rows: rows).text + "\n" + sentences.joined() + "\n"
      + MarkdownTable.escaped(differenceNote) + "\n"
  }

  /// All strategies but the baseline, with their differences from it.
  private var others: [(name: String, differences: Differences)] {
    results.compactMap { result in
      guard let differences = result.differences, result.strategy != differences.baseline
      else { return nil }
      return (result.strategy, differences)
    }
  }

  /// A Boolean value that indicates whether runs were counted, whose writes depend on each other.
  private var isOfRuns: Bool { results.first?.method.runs != nil }

  /// The columns of the table above of which there are differences.
  private var differenceColumns: [ComparedColumn] {
    comparedColumns.filter { column in
      others.contains { $0.differences[column.measure] != nil }
    }
  }

  /// The note on the intervals of differences and the method that they come from.
  ///
  /// Newcombe, "Improved confidence intervals for the difference between binomial proportions
  /// based on paired data" (Statistics in Medicine 17, 1998, pp. 2635–2650).
  private var differenceNote: String {
    guard let family = others.first?.differences.family else {
      return "There is no other strategy to compare it with."
    }
    if family == 0 { return "The differences are exact, as the values are." }
    let kinds =
      isOfRuns
      ? "From the spread between runs with the same random faults: Student's t, and for shares no "
        + "narrower than Newcombe's method on Korn–Graubard."
      : "Shares: Newcombe's method on Clopper–Pearson, from the writes in which the two strategies "
        + "differ; means: normal."
    return
      "95% confidence intervals, adjusted for all \(family) comparisons (Bonferroni). \(kinds)"
  }
}
