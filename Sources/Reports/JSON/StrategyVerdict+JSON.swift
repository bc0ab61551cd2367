import EndToEnd
import Statistics
import Study
import Text

/// Verdicts as JSON: for each anomaly a word, the faults, and a note.
extension StrategyVerdict {
  /// For programs.
  var json: JSONValue {
    let anomalies = OutcomeClass.anomaliesInColumnOrder.map { anomaly in
      (key: anomaly.rawValue, value: text(of: anomaly).json)
    }
    let safety = SafetyText(verdict: self)
    return .object(
      anomalies + [
        ("safe_to_retry", .string(safety.answer.rawValue)),
        ("gains_nothing", .boolean(safety.gainsNothing)),
        ("answer", .string(safety.text)),
        ("obstacle", obstacle.map(JSONValue.string) ?? .null),
      ])
  }
}

/// The word of a judgement for programs.
extension JudgementText {
  /// One judgement: the word, the number of faults, their names, and the trial that shows it.
  fileprivate var json: JSONValue {
    .object([
      ("verdict", .string(word)),
      ("faults", number.map { .number("\($0)") } ?? .null),
      ("by", faults.isEmpty ? .null : .string(faults)),
      ("trial", trial.map { .number("\($0)") } ?? .null),
      ("approximate", .boolean(isApproximate)),
    ])
  }
}
