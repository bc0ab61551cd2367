import EndToEnd
import Statistics
import Study
import Text

extension Comparison {
  /// Everything, with names.
  func json() -> String {
    let document = JSONValue.object([
      ("version", .string(Version.current)),
      ("model", .object(model.jsonMembers)),
      ("strategies", .array(results.map(\.json))),
    ])
    return document.text() + "\n"
  }
}

extension Model {
  /// The members by which a document names the model.
  var jsonMembers: [(key: String, value: JSONValue)] {
    [
      ("name", .string(name)), ("title", .string(title)), ("digest", .string(digest)),
    ]
  }
}

extension StrategyResult {
  /// All that is known of one strategy.
  var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("strategy", .string(strategy)),
      ("method", .string(method.name)),
      ("trials", method.trials.map(JSONValue.number) ?? .null),
      ("runs", method.runs.map(JSONValue.number) ?? .null),
      ("seed", method.seed.map(JSONValue.number) ?? .null),
      ("measures", .object(measurements.map { ($0.measure.name, $0.json) })),
    ]
    if let differences { members.append(("differences", differences.json)) }
    if let verdict { members.append(("verdict", verdict.json)) }
    if case .rare(let method) = method {
      members.append(("plain_trials", .number(method.plainTrials)))
      members.append(("mean_weight", .number(method.meanWeight.value)))
      members.append(("doubt", doubt.map(JSONValue.string) ?? .null))
    }
    if let sensitivity { members.append(("sensitivity", sensitivity.json)) }
    return .object(members)
  }
}

extension MeasureEstimate {
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
