import EndToEnd
import Statistics
import Study
import Text

/// The derivatives in a row for each strategy, behind all other columns: `duplicate_slope_network.request.loss`.
struct SensitivityColumns {
  /// The places of the faults' probabilities in the model.
  private let paths: [String]
  /// The measures that have columns.
  private let measures: [Measure]

  /// Collects the faults of all strategies.
  init(_ results: [StrategyResult]) {
    let effects = results.flatMap { $0.sensitivity?.effects ?? [] }
    var paths: [String] = []
    for effect in effects where !paths.contains(effect.fault.path) {
      paths.append(effect.fault.path)
    }
    self.paths = paths
    measures = Measure.differing.filter { measure in
      effects.contains { $0.change(in: measure) != nil }
    }
  }

  /// The mark between a measure and a fault in the name of a column.
  static let mark = "_slope_"

  /// The names of the columns that `csv` has at its end.
  var headings: [String] {
    paths.flatMap { path in measures.map { $0.name + SensitivityColumns.mark + path } }
  }

  /// The fields of a strategy under these headings; empty where it has no such fault.
  func fields(of result: StrategyResult) -> [String] {
    paths.flatMap { path in
      let effect = result.sensitivity?.effects.first { $0.fault.path == path }
      return measures.map { CSVDocument.number(effect?.change(in: $0)?.derivative) }
    }
  }

  /// The columns in a row for each strategy and measure, behind the others; empty except in rows of derivatives.
  static let longColumns = ["fault", "elasticity", "halved"]

  /// A row for each fault and measure. Its estimate is the derivative.
  static func longRows(of result: StrategyResult, in model: Model) -> [(
    row: [String], own: [String]
  )] {
    (result.sensitivity?.effects ?? []).flatMap { effect in
      effect.changes.map { change in
        var row = [model.name, result.strategy]
        row.append(result.sensitivity?.isApproximate == true ? "discretised" : "exact")
        row += [change.measure.name + "_slope", "\(change.measure.unit) per probability"]
        row += [String](repeating: CSVDocument.number(change.derivative), count: 3)
        row += ["", "", "", Version.current, model.digest, ""]
        let own = [
          effect.fault.path, CSVDocument.number(change.elasticity),
          CSVDocument.number(change.halved),
        ]
        return (row, own)
      }
    }
  }
}

/// Sensitivities as JSON.
extension Sensitivity {
  /// The derivatives for the JSON: for each fault its probability and every measure.
  var json: JSONValue {
    if let problem {
      return .object([
        ("obstacle", .string(problem.remedy(fewerStates: nil, isSampled: false)))
      ])
    }
    return .object([
      ("approximate", .boolean(isApproximate)),
      ("faults", .object(effects.map { ($0.fault.path, $0.json) })),
    ])
  }
}

/// The effect of one fault as JSON.
extension FaultEffect {
  /// The effect of one fault on every measure: derivative, elasticity, and the value with half of
  /// the fault.
  fileprivate var json: JSONValue {
    .object([
      ("probability", .number(fault.probability)),
      (
        "measures",
        .object(
          changes.map { change in
            let members: [(key: String, value: JSONValue)] = [
              ("derivative", .number(change.derivative)),
              ("elasticity", change.elasticity.map(JSONValue.number) ?? .null),
              ("halved", .number(change.halved)),
            ]
            return (change.measure.name, .object(members))
          })
      ),
    ])
  }
}

extension PageReport {
  /// The faults whose halving changes most; `nil` without sensitivities.
  var sensitivity: Section? {
    let texts = comparison.results.compactMap { result in
      SensitivityText(result).map { (result.strategy, $0) }
    }
    if texts.isEmpty { return nil }
    let words = texts.map { name, text in
      Markup("p", [Markup("b", name), .text(": " + text.finding)])
    }
    let tables = texts.filter { !$0.1.rows.isEmpty }.map { name, text in
      PageTable(
        "\(name): the values with half of a fault", heading: text.heading,
        rows: text.rows.map { row in row.map { PageTable.Cell($0) } }
      ).markup
    }
    return Section(
      id: "sensitivity", name: "Which fault first",
      heading: PageReport.firstFault(texts.map(\.1)), words: words, figure: tables)
  }

  /// The fault whose halving changes most, if it is the same for all strategies that have one.
  private static func firstFault(_ texts: [SensitivityText]) -> String {
    let first = Set(texts.compactMap { $0.measure == nil ? nil : $0.effects.first?.fault.words })
    guard let fault = first.first else { return "No fault is worth mending first" }
    return first.count == 1
      ? "Mend \(fault) first" : "Which fault to mend first depends on the strategy"
  }
}
