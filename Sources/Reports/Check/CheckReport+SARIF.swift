import EndToEnd
import Foundation
import Study
import Text

extension CheckReport {
  /// A log of results for code scanning: a rule for each property, and a result for each strategy at its name in the
  /// model. A broken property fails, an undecided one is open.
  ///
  /// Source: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*, sections 3.13 to 3.28.
  ///
  /// ```json
  /// { "ruleId": "never/lost", "kind": "fail", "level": "error",
  ///   "message": { "text": "ack-first: never lost: broken by 1 fault: …" }, "locations": […] }
  /// ```
  func sarif() -> String {
    let rules = rules
    let driver = JSONValue.object([
      ("name", .string("disagree")),
      ("version", .string(Version.current)),
      ("semanticVersion", .string(Version.current)),
      (
        "rules",
        .array(
          rules.map { property in
            .object([
              ("id", .string(CheckReport.rule(property))),
              (
                "shortDescription",
                .object([("text", .string(CheckReport.meaning(of: property)))])
              ),
            ])
          })
      ),
    ])
    let run = JSONValue.object([
      ("tool", .object([("driver", driver)])),
      ("columnKind", .string("unicodeCodePoints")),
      ("results", .array(results.map { sarif(of: $0, rules) })),
    ])
    let log = JSONValue.object([
      ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      ("version", .string("2.1.0")),
      ("runs", .array([run])),
    ])
    return log.text() + "\n"
  }

  /// One property for each rule, in the order of the results.
  private var rules: [Property] {
    var names: Set<String> = []
    return results.map(\.property).filter { names.insert(CheckReport.rule($0)).inserted }
  }

  /// The identity of a rule, for example "never/lost": the same in every run, so that a code host
  /// can follow a result over time.
  private static func rule(_ property: Property) -> String {
    "\(property.key)/\(property.figure.name)"
  }

  /// The meaning of a rule, for readers of the results.
  private static func meaning(of property: Property) -> String {
    let name = property.figure.name
    return switch property {
    case .never: "No write ends as \(name)."
    case .atMost: "The strategy's \(name) is at most the model's bound."
    case .expected: "The strategy's \(name) is as the model expects."
    }
  }

  /// The result of one strategy (SARIF 2.1.0, section 3.27), at the name of the strategy in the
  /// model.
  private func sarif(of result: CheckResult, _ rules: [Property]) -> JSONValue {
    let (kind, level) =
      switch result.status {
      case .holds: ("pass", "none")
      case .broken: ("fail", "error")
      case .undecided: ("open", "none")
      }
    let rule = CheckReport.rule(result.property)
    let index = rules.firstIndex { CheckReport.rule($0) == rule } ?? 0
    let text = "\(result.strategy.name): \(CheckText(result).sentence)"
    var members: [(key: String, value: JSONValue)] = [
      ("ruleId", .string(rule)),
      ("ruleIndex", .number(UInt64(index))),
      ("kind", .string(kind)),
      ("level", .string(level)),
      ("message", .object([("text", .string(text))])),
    ]
    if let location = location(of: result) { members.append(("locations", .array([location]))) }
    return .object(members)
  }

  /// The place of a strategy's name; `nil` if the model is no file.
  private func location(of result: CheckResult) -> JSONValue? {
    guard let file = source.file,
      let address = file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    else { return nil }
    var physical: [(key: String, value: JSONValue)] = [
      ("artifactLocation", .object([("uri", .string(address))]))
    ]
    if let place = source.strategies[result.strategy.name] {
      let region: [(key: String, value: JSONValue)] = [
        ("startLine", .number(UInt64(place.line))), ("startColumn", .number(UInt64(place.column))),
      ]
      physical.append(("region", .object(region)))
    }
    return .object([("physicalLocation", .object(physical))])
  }
}
