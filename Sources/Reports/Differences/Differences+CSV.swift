import EndToEnd
import Statistics
import Study
import Text

/// The columns that `--baseline` adds at the end.
extension Differences {
  /// The columns of differences in a row for each strategy, behind all others.
  static var csvColumns: [String] {
    ["baseline"]
      + Measure.differing.flatMap { measure in
        let name = "\(measure.name)_diff"
        return [name, "\(name)_low", "\(name)_high"]
          + (measure.isPaired ? ["\(measure.name)_avoided", "\(measure.name)_caused"] : [])
      }
  }

  /// The fields under these columns; for the baseline itself only its name.
  var csvFields: [String] {
    [baseline]
      + Measure.differing.flatMap { measure -> [String] in
        let estimate = self[measure]?.estimate
        var fields = [estimate?.value, estimate?.low, estimate?.high].map(CSVDocument.number)
        if measure.isPaired {
          let counts = self[measure]?.concordance
          fields += [counts?.onlyBaseline, counts?.onlyOther].map { $0.map(String.init) ?? "" }
        }
        return fields
      }
  }

  /// The columns in a row for each strategy and measure, behind the others; empty except in rows of differences.
  static let longColumns = ["baseline", "avoided", "caused"]

  /// Returns a row for each difference.
  func longRows(of result: StrategyResult, in model: Model) -> [[String]] {
    all.map { difference in
      var row = [model.name, result.strategy, result.method.name]
      row += ["\(difference.measure.name)_diff", difference.measure.unit]
      let estimate = difference.estimate
      row += [estimate.value, estimate.low, estimate.high].map(CSVDocument.number)
      row += [nil, result.method.trials, result.method.seed].map { $0.map(String.init) ?? "" }
      row += [Version.current, model.digest, result.method.runs.map(String.init) ?? ""]
      row.append(baseline)
      let counts = difference.concordance
      row += [counts?.onlyBaseline, counts?.onlyOther].map { $0.map(String.init) ?? "" }
      return row
    }
  }

  /// The differences for the JSON.
  var json: JSONValue {
    .object([
      ("baseline", .string(baseline)),
      ("intervals_that_hold_at_once", .number(UInt64(family))),
      ("measures", .object(all.map { ($0.measure.name, $0.json) })),
    ])
  }
}

/// The fields of one difference: value, low, high.
extension Difference {
  /// The difference as a member of a document, with the pairs that differ.
  fileprivate var json: JSONValue {
    .object([
      ("difference", .number(estimate.value)),
      ("low", .number(estimate.low)),
      ("high", .number(estimate.high)),
      ("avoided", concordance.map { .number($0.onlyBaseline) } ?? .null),
      ("caused", concordance.map { .number($0.onlyOther) } ?? .null),
      ("unit", .string(measure.unit)),
    ])
  }
}
