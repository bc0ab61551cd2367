import Statistics
import Study
import Text

extension StrategyResult {
  /// All measures, with full digits.
  package var measuresJSON: JSONValue {
    .object(measurements.map { ($0.measure.name, $0.json) })
  }
}

extension MeasureEstimate {
  /// One measure: the estimate, the ends of its interval, the count behind it, and the weights of
  /// a rare one.
  fileprivate var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("estimate", .number(estimate.value)),
      ("low", .number(estimate.low)),
      ("high", .number(estimate.high)),
      ("count", count.map(JSONValue.number) ?? .null),
      ("unit", .string(measure.unit)),
    ]
    if let diagnosis {
      members.append(("effective_hits", .number(diagnosis.effectiveHits)))
      members.append(("largest_weight", .number(diagnosis.largestShare)))
    }
    return .object(members)
  }
}
