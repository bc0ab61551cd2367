import EndToEnd
import Statistics
import Study
import Text

/// The reliability of numbers from weighted trials, in columns behind all others.
extension WeightDiagnosis {
  /// For each class of outcome the effective hits, and the part of the share that the heaviest is. The mean
  /// of all weights stands before the classes that came later.
  static let csvColumns: [String] = columns(olderClasses) + ["mean_weight"] + columns(newerClasses)

  /// The fields of a strategy's row under `csvColumns`; empty for a result without weights.
  static func csvFields(of result: StrategyResult) -> [String] {
    var mean = ""
    if case .rare(let method) = result.method {
      mean = CSVDocument.number(method.meanWeight.value)
    }
    return fields(of: result, olderClasses) + [mean] + fields(of: result, newerClasses)
  }

  /// The classes of the first version of this table, whose columns stay where they are.
  private static let olderClasses = OutcomeClass.firstInColumns
  /// The classes that came later, whose columns stand at the end.
  private static let newerClasses = Array(OutcomeClass.inColumnOrder.dropFirst(olderClasses.count))

  /// The two columns of each class.
  private static func columns(_ classes: [OutcomeClass]) -> [String] {
    classes.flatMap { ["\($0.rawValue)_effective_hits", "\($0.rawValue)_largest_weight"] }
  }

  /// The fields of one strategy under the columns of these classes.
  private static func fields(of result: StrategyResult, _ classes: [OutcomeClass]) -> [String] {
    classes.flatMap { fields(of: result[.share($0)]) }
  }

  /// The columns that `--method rare` adds to `csv-long`.
  static let longColumns = ["effective_hits", "largest_weight"]

  /// The fields of a measure's row under `longColumns`.
  static func longFields(of measurement: MeasureEstimate) -> [String] { fields(of: measurement) }

  /// The number of plain trials that would be as informative, and the part of the estimate that
  /// its largest weight makes; both empty for a measure without weights.
  private static func fields(of measurement: MeasureEstimate?) -> [String] {
    [
      CSVDocument.number(measurement?.diagnosis?.effectiveHits),
      CSVDocument.number(measurement?.diagnosis?.largestShare),
    ]
  }
}
