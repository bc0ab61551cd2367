import EndToEnd
import Statistics
import Study
import Text

/// The tables of `run --full`.
extension RunReport {
  /// A table of the report.
  struct Section {
    /// A paragraph before it.
    var introduction: String?
    /// The headings of the columns.
    var heading: [String]
    /// The rows, each as long as the heading.
    var rows: [[String]]
  }

  /// The tables, in the order of a reader's questions.
  var sections: [Section] {
    let sections =
      [matrix, anomalies] + (scenario.person == nil ? [] : [people])
      + [evidence, attempts, means] + (result.series == nil ? [] : [load])
    // What is exact has no intervals and no counts.
    return result.method.trials == nil ? sections.map(\.withoutEmptyColumns) : sections
  }

  /// The client's belief against the copies on the server.
  private var matrix: Section {
    let rows = comparison.shownBeliefs.map { belief in
      [belief.name] + (0...3).map { text(.joint(belief, copies: $0)).value }
    }
    return Section(
      introduction: scenario.reconciliation.map { RunReport.compared(times: $0.passes) },
      heading: ["the client ends with", "0 copies", "1 copy", "2 copies", "3 or more"], rows: rows)
  }

  /// A note on the anomalies that a job has repaired before they are counted.
  static func compared(times passes: UInt32) -> String {
    "What is counted is what was left after both sides were compared, "
      + (passes == 1 ? "once." : "\(passes) times.")
  }

  /// The classes of outcome with their meanings.
  private var anomalies: Section {
    let rows = comparison.shownClasses.map { outcomeClass in
      row(outcomeClass.heading, .share(outcomeClass)) + [outcomeClass.explanation]
    }
    return Section(heading: ["writes", "share", "95% interval", "count", ""], rows: rows)
      .withTextInLastColumn
  }

  /// The duplicates and calls of the person.
  private var people: Section {
    let rows = [
      row("stored twice or more by one write's retries", .duplicateByRetry),
      row("stored twice or more only by pressing again", .duplicateByResubmission),
      row("asked support in the end", .support),
    ]
    return Section(
      introduction: "A write here is all that a person began for one intention, with "
        + "\(text(.submissionsMean).value) presses on average.",
      heading: ["intentions", "share", "95% interval", "count"], rows: rows)
  }

  /// The logs that show the anomalies, without the kinds of evidence that the model rules out.
  private var evidence: Section {
    let summary = EvidenceSummary(result)
    var rows = scenario.logs.possibleEvidence.map { evidence in
      row(evidence.place, .evidence(evidence))
        + among(summary, evidence)
    }
    if let affected = summary?.affected {
      let text = EstimateText(affected)
      let count = NumberText.grouped(affected.count)
      rows.append(["altogether", text.value, text.interval, count, "", ""])
    }
    return Section(
      introduction: summary.map { EvidenceAnswer($0, in: scenario).text },
      heading: ["affected, and seen in", "share", "95% interval", "count", "of them", "interval"],
      rows: rows)
  }

  /// The share of an evidence among the affected operations, with its interval.
  private func among(_ summary: EvidenceSummary?, _ evidence: Evidence) -> [String] {
    guard let summary, summary.affected.count > 0 else { return ["", ""] }
    let text = EstimateText(summary.share(of: [evidence]))
    return [text.value, text.interval]
  }

  /// The numbers of attempts, without those that did not occur.
  private var attempts: Section {
    var rows: [[String]] = []
    for number in 0...Tally.attemptsShown + 1 {
      guard let measurement = result[.attempts(number)], measurement.count != 0,
        measurement.estimate.high > 0
      else { continue }
      let name =
        number > Tally.attemptsShown
        ? "\(number) or more attempts"
        : number == 0 ? "no attempt" : number == 1 ? "1 attempt" : "\(number) attempts"
      rows.append(row(name, .attempts(number)))
    }
    return Section(heading: ["it took", "share", "95% interval", "count"], rows: rows)
  }

  /// The means and quantiles of a write.
  private var means: Section {
    var rows = [
      row("attempts, mean", .attemptsMean),
      row("requests that reach the server, mean", .requestsMean),
      row("requests that reach the server, maximum", .requestsMax),
      row("copies, mean", .copiesMean),
      row("latency, mean (ms)", .timeMean),
      row("latency, median (ms)", .timeMedian),
      row("latency, 99th percentile (ms)", .timePercentile99),
    ]
    if result[.costMean] != nil { rows.append(row("cost, mean", .costMean)) }
    // The quantiles of times are not known where states are added up.
    rows.removeAll { $0[1].isEmpty }
    return Section(
      heading: ["a write", "value", "95% interval"], rows: rows.map { Array($0.dropLast()) })
  }

  /// The load of all clients on the server.
  private var load: Section {
    var rows = [row("acknowledged writes a second", .goodput)]
    if scenario.server.capacity != nil {
      rows += [
        row("requests that wait, mean", .queueMean), row("wait for a worker, mean (ms)", .waitMean),
        row("workers busy", .utilization), row("requests turned away", .turnedAway),
      ]
    }
    return Section(
      heading: ["the server", "value", "95% interval"], rows: rows.map { Array($0.dropLast()) })
  }

  /// The cells of a measure under a name.
  private func row(_ name: String, _ measure: Measure) -> [String] {
    let text = text(measure)
    let count = result[measure]?.count.map(NumberText.grouped) ?? ""
    return [name, text.value, text.interval, count]
  }

  /// The text of a measure; empty where it does not apply.
  private func text(_ measure: Measure) -> EstimateText {
    guard let measurement = result[measure] else { return EstimateText(value: "", interval: "") }
    return EstimateText(measurement, of: result)
  }
}

/// Sections as text.
extension RunReport.Section {
  /// The same without the columns in which nothing stands but their heading.
  fileprivate var withoutEmptyColumns: RunReport.Section {
    let kept = heading.indices.filter { column in
      column == 0 || rows.contains { !$0[column].isEmpty }
    }
    var section = self
    section.heading = kept.map { heading[$0] }
    section.rows = rows.map { row in kept.map { row[$0] } }
    return section
  }

  /// The texts of the last column made equally long, so that they start at the same place.
  fileprivate var withTextInLastColumn: RunReport.Section {
    let width = rows.map { $0.last?.count ?? 0 }.max() ?? 0
    var section = self
    section.rows = rows.map { row in
      row.dropLast() + [(row.last ?? "").padded(to: width, .left)]
    }
    return section
  }
}
