import EndToEnd
import Statistics
import Study
import Text

/// The reliability of numbers from weighted trials, in columns behind all others.
extension WeightDiagnosis {
  /// For each class of outcome the effective hits, and what part of the share the heaviest is; then the
  /// mean of all weights.
  static let csvColumns: [String] =
    OutcomeClass.allCases.flatMap {
      ["\($0.rawValue)_effective_hits", "\($0.rawValue)_largest_weight"]
    } + ["mean_weight"]

  static func csvFields(of result: StrategyResult) -> [String] {
    var fields = OutcomeClass.allCases.flatMap { outcomeClass in
      WeightDiagnosis.fields(of: result[.share(outcomeClass)])
    }
    if case .rare(let method) = result.method {
      fields.append(CSVDocument.number(method.meanWeight.value))
    } else {
      fields.append("")
    }
    return fields
  }

  static let longColumns = ["effective_hits", "largest_weight"]

  static func longFields(of measurement: MeasureEstimate) -> [String] { fields(of: measurement) }

  private static func fields(of measurement: MeasureEstimate?) -> [String] {
    [
      CSVDocument.number(measurement?.diagnosis?.effectiveHits),
      CSVDocument.number(measurement?.diagnosis?.largestShare),
    ]
  }
}
