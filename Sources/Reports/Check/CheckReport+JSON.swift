import EndToEnd
import Statistics
import Study
import Text

extension CheckReport {
  /// Every answer with its evidence, with names.
  ///
  /// ```json
  /// { "strategy": "ack-first", "line": 73, "column": 5, "key": "never", "measure": "lost", "status": "broken",
  ///   "method": "faults", "faults": ["attempt 1: server fails before storing"], "probability": 0.0049005 }
  /// ```
  func json() -> String {
    let document = JSONValue.object([
      ("version", .string(Version.current)),
      (
        "model",
        .object(model.jsonMembers + [("file", source.file.map(JSONValue.string) ?? .null)])
      ),
      ("status", .string(results.status.rawValue)),
      ("holds", .number(UInt64(count(.holds)))),
      ("broken", .number(UInt64(count(.broken)))),
      ("undecided", .number(UInt64(count(.undecided)))),
      ("properties", .array(results.map(json))),
    ])
    return document.text() + "\n"
  }

  /// One answer: the strategy with its place, the property, the status, and the evidence.
  private func json(of result: CheckResult) -> JSONValue {
    let place = source.strategies[result.strategy.name]
    var members: [(key: String, value: JSONValue)] = [
      ("strategy", .string(result.strategy.name)),
      ("line", place.map { .number(UInt64($0.line)) } ?? .null),
      ("column", place.map { .number(UInt64($0.column)) } ?? .null),
      ("key", .string(result.property.key)),
      ("measure", .string(result.property.figure.measure.name)),
    ]
    switch result.property {
    case .never: break
    case .atMost(_, let bound): members.append(("bound", .number(bound)))
    case .expected(_, let value, let tolerance):
      members += [("expected", .number(value)), ("tolerance", .number(tolerance))]
    }
    members.append(("status", .string(result.status.rawValue)))
    members += CheckReport.members(of: result)
    members.append(("message", .string(CheckText(result).sentence)))
    return .object(members)
  }

  /// The members about the evidence.
  private static func members(of result: CheckResult) -> [(key: String, value: JSONValue)] {
    func interval(_ estimate: Estimate) -> [(key: String, value: JSONValue)] {
      [
        ("estimate", .number(estimate.value)), ("low", .number(estimate.low)),
        ("high", .number(estimate.high)),
      ]
    }
    switch result.evidence {
    case nil: return [("method", .null)]
    case .exact(let estimate, let states, let isApproximate):
      return [("method", .string(isApproximate ? "discretised" : "exact"))] + interval(estimate)
        + [("states", .number(UInt64(states)))]
    case .sampled(let sample):
      return [("method", .string("sample"))] + interval(sample.estimate) + [
        ("trials", .number(sample.trials)), ("runs", sample.runs.map(JSONValue.number) ?? .null),
        ("trial", sample.trial.map(JSONValue.number) ?? .null), ("seed", .number(sample.seed)),
      ]
    case .search(let check): return members(of: check)
    }
  }

  /// The members about a search: how far it is a proof, or the faults that break the property.
  private static func members(of check: PropertyCheck) -> [(key: String, value: JSONValue)] {
    let faults = FaultText(scenario: check.strategy.scenario)
    let method: String
    switch check.finding {
    case .holds(let proof), .holdsInEveryOrder(let proof):
      if case .holds = check.finding { method = "faults" } else { method = "orders" }
      return [
        ("method", .string(method)),
        ("most_faults", proof.mostFaults.map { .number(UInt64($0)) } ?? .null),
        ("states", .number(UInt64(proof.states))),
      ]
    case .broken(let path), .brokenInSomeOrder(let path):
      if case .broken = check.finding { method = "faults" } else { method = "orders" }
      return [
        ("method", .string(method)),
        ("faults", .array(path.faults.map { .string(faults.text($0)) })),
        ("probability", .number(path.probability)),
      ]
    }
  }
}
