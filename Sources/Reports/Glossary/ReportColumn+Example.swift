import Study

/// Examples for the reference.
extension ReportColumn {
  /// A value as a file has it, for the reference; `nil` if there is no such column.
  ///
  /// ```swift
  /// ReportColumn.example(of: "duplicate_low")  // "0.0146"
  /// ```
  package static func example(of column: String) -> String? {
    if let example = examples[column] { return example }
    if let measure = Measure.named(column) { return example(of: measure) }
    if let quantity = LoadSeries.Quantity(rawValue: column) { return example(of: quantity) }
    if column.hasPrefix("verdict_") { return "1" }
    guard let (_, example) = endingExamples.first(where: { column.hasSuffix($0.0) }) else {
      return nil
    }
    return example
  }

  /// The order of magnitude that a measure has in the models of this repository.
  private static func example(of measure: Measure) -> String {
    switch measure.unit {
    case "probability": "0.01486"
    case "ms": "48.131"
    case "per second": "26.02"
    default: "1.0305"
    }
  }

  /// A value that a series has in a model of this repository.
  private static func example(of quantity: LoadSeries.Quantity) -> String {
    switch quantity {
    case .offered, .requests: "29.2"
    case .goodput: "28.05"
    case .givenUp, .turnedAway: "0.5"
    case .amplification: "1.4"
    case .queue, .busy: "1.296"
    case .wait: "26.93"
    }
  }

  /// The values of columns whose names end so, in the order in which the ends are tried.
  private static let endingExamples = [
    ("_effective_hits", "1834.2"), ("_largest_weight", "0.004"), ("_diff_low", "-0.0151"),
    ("_diff_high", "-0.0146"), ("_slope", "0.98"), ("_diff", "-0.01486"), ("_avoided", "14864"),
    ("_caused", "0"), ("_verdict", "possible"), ("_faults", "1"), ("_low", "0.0146"),
    ("_high", "0.0151"),
  ]

  /// The examples of columns that are neither measures nor differences.
  private static let examples: [String: String] = [
    "model": "essay", "strategy": "blind", "method": "sample", "trials": "1000000", "seed": "1",
    "version": "0.1.0", "model_digest": "c5a97e8a0dc9dbf3", "runs": "20", "measure": "duplicate",
    "unit": "probability", "estimate": "0.01486", "low": "0.0146", "high": "0.0151",
    "count": "14864", "baseline": "blind", "avoided": "14864", "caused": "0",
    "effective_hits": "1834.2", "largest_weight": "0.004", "mean_weight": "1.001",
    "fault": "network.response.loss", "elasticity": "0.66", "halved": "0.00995",
    "verdict": "possible", "verdict_faults": "1", "verdict_note": "attempt 1: response lost",
    "time_s": "2.0", "width_s": "2.0",
  ]
}
