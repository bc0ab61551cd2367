import EndToEnd
import Study

/// The columns of the CSV files and the members of the JSON, with their meanings.
package enum ReportColumn {
  /// The meaning of a column of `compare`, `run`, `merge` or `--series`; `nil` if there is none of that name.
  ///
  /// ```swift
  /// ReportColumn.meaning(of: "duplicate_low")
  /// ```
  package static func meaning(of column: String) -> String? {
    if let meaning = fixed[column] { return meaning }
    if let measure = Measure.named(column) { return "\(measure.meaning) Unit: \(measure.unit)." }
    if let quantity = LoadSeries.Quantity(rawValue: column) { return series(quantity) }
    for (ending, words) in endings {
      guard column.hasSuffix(ending) else { continue }
      let name = String(column.dropLast(ending.count))
      guard let measure = Measure.named(name) else { continue }
      return "\(words) '\(name)'. \(measure.meaning)"
    }
    if let range = column.firstRange(of: SensitivityColumns.mark),
      let measure = Measure.named(String(column[..<range.lowerBound]))
    {
      return "The derivative by the probability '\(column[range.upperBound...])' of "
        + "'\(measure.name)'. \(measure.meaning)"
    }
    if column.hasPrefix("verdict_"),
      let anomaly = OutcomeClass(rawValue: String(column.dropFirst(8)))
    {
      return "The fewest faults that cause \(anomaly.rawValue), in the rows of csv-long."
    }
    return nil
  }

  /// The words by which `--sort` and the tables name measures.
  package static func measure(headed heading: String) -> Measure? {
    Measure.all.first { $0.heading == heading }
  }

  /// The name of a column without the end that says which of several numbers it holds.
  static func base(of column: String) -> String {
    if Measure.named(column) != nil || fixed[column] != nil { return column }
    return endings.first { column.hasSuffix($0.0) }.map { String(column.dropLast($0.0.count)) }
      ?? column
  }

  /// The ends of columns' names, the longest first.
  private static let endings = [
    ("_effective_hits", "The effective sample size of the weighted trials of"),
    ("_largest_weight", "The largest weight of one trial, as a part of all, of"),
    ("_diff_low", "The lower end of the 95% interval of the difference from the baseline in"),
    ("_diff_high", "The upper end of the 95% interval of the difference from the baseline in"),
    ("_slope", "The derivative by the probability of the fault of the row, of"),
    ("_diff", "The difference from the baseline in"),
    ("_avoided", "The number of trials that only the baseline counts in"),
    ("_caused", "The number of trials that the baseline does not count in"),
    ("_verdict", "The verdict on"),
    ("_faults", "The number of faults that the verdict rests on, of"),
    ("_low", "The lower end of the 95% interval of"),
    ("_high", "The upper end of the 95% interval of"),
  ]

  /// The meanings of the columns that are no measures.
  private static let fixed: [String: String] = [
    "model": "The name of the model: that of its file without folder and extension.",
    "strategy": "The name of the strategy in the model.",
    "method": "The method that found the numbers: sample, exact, discretised or rare.",
    "trials": "The number of writes that were sampled; empty for exact numbers.",
    "seed": "The seed of the random numbers; empty for exact numbers.",
    "version": "The version of the program.",
    "model_digest": "16 digits that two models share only if they mean the same.",
    "runs": "The number of runs, in models with many clients.",
    "measure": "The name of the measure in this row.",
    "unit": "The unit of the estimate and its interval.",
    "estimate": "The value of the measure.",
    "low": "The lower end of the 95% interval; empty if nothing bounds it.",
    "high": "The upper end of the 95% interval; empty if nothing bounds it.",
    "count": "The number of writes that the share counts.",
    "baseline": "The strategy that the others are compared with.",
    "avoided": "The number of trials that only the baseline counts in this measure.",
    "caused": "The number of trials that only the other strategy counts in this measure.",
    "effective_hits": "The effective sample size of the weighted trials (Kish).",
    "largest_weight": "The largest weight of one trial, as a part of the sum of all.",
    "mean_weight": "The mean weight of all trials, whose interval must hold 1.",
    "fault": "The place in the model of the probability by which the row's measure is derived.",
    "elasticity": "The relative change of the measure by a relative change of the probability.",
    "halved": "The value of the measure if the probability of the fault were half of what it is.",
    "verdict": "The verdict on an anomaly: impossible, impossible-up-to, possible or undecided.",
    "verdict_faults": "The number of faults that the verdict rests on.",
    "verdict_note": "The faults of the counterexample, or the obstacle to a verdict.",
    "time_s": "The time at which the bin of the series begins, in seconds.",
    "width_s": "The width of the bin of the series, in seconds.",
  ]

  /// The meaning of a quantity over time.
  private static func series(_ quantity: LoadSeries.Quantity) -> String {
    switch quantity {
    case .offered: "The number of writes that begin, per second."
    case .goodput: "The number of writes whose client sees a success, per second."
    case .givenUp: "The number of writes whose client gives up, per second."
    case .requests: "The number of requests that reach the server, per second."
    case .turnedAway:
      "The number of requests for which the queue has no room or that find the server down, per second."
    case .amplification: "The number of requests for each write that begins."
    case .queue: "The mean number of requests that wait for a worker."
    case .busy: "The mean number of workers that serve a request."
    case .wait: "The mean time that a request has waited when its service begins, in milliseconds."
    }
  }
}
