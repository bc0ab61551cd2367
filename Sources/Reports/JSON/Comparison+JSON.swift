import EndToEnd
import Statistics
import Study
import Text

/// Comparisons as JSON.
///
/// Numbers have all their digits, and a number that is not known is `null`. Members are only ever
/// added, so a program that ignores unknown ones keeps working.
extension Comparison {
  /// Everything, with names.
  ///
  /// ```json
  /// { "version": "0.1.0",
  ///   "model": { "name": "essay", "title": "…", "digest": "c5a97e8a0dc9dbf3" },
  ///   "strategies": [{ "strategy": "key", "method": "sample", "trials": 1000, "runs": null, "seed": 1,
  ///     "measures": { "disagree": { "estimate": 0.0, "low": 0.0, "high": 0.0036…, "count": 0, "unit": "probability" },
  /// ```
  func json() -> String {
    let document = JSONValue.object([
      ("version", .string(Version.current)),
      ("model", .object(model.jsonMembers)),
      ("strategies", .array(results.map { $0.json(in: model) })),
    ])
    return document.text() + "\n"
  }
}

/// The model as a member of a document.
extension Model {
  /// The members by which a document names the model.
  var jsonMembers: [(key: String, value: JSONValue)] {
    [
      ("name", .string(name)), ("title", .string(title)), ("digest", .string(digest)),
    ]
  }
}

/// One strategy as a member of a document.
extension StrategyResult {
  /// All that is known of one strategy.
  func json(in model: Model) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("strategy", .string(strategy)),
      ("method", .string(method.name)),
      ("trials", method.trials.map(JSONValue.number) ?? .null),
      ("runs", method.runs.map(JSONValue.number) ?? .null),
      ("seed", method.seed.map(JSONValue.number) ?? .null),
      ("measures", measuresJSON),
    ]
    if let differences { members.append(("differences", differences.json)) }
    if let verdict {
      members.append(("verdict", verdict.json))
      members.append(("status", StrategyStatus(self, in: model).json))
    }
    if case .rare(let method) = method {
      members.append(("plain_trials", .number(method.plainTrials)))
      members.append(("mean_weight", .number(method.meanWeight.value)))
      members.append(("doubt", doubt.map(JSONValue.string) ?? .null))
    }
    if let sensitivity { members.append(("sensitivity", sensitivity.json)) }
    return .object(members)
  }
}

/// The answer to "safe to retry?" as a member of a document.
extension StrategyStatus {
  /// The answer, the grade, and the reason, as the page and the table have them.
  fileprivate var json: JSONValue {
    .object([
      ("answer", .string(identifier)),
      ("may_be_recommended", .boolean(grade != .bad)),
      ("harms", .array(harms.map { .string($0.rawValue) })),
      ("breaks_never", .array(broken.map { .string($0.rawValue) })),
      ("reason", .string(reason)),
    ])
  }
}
