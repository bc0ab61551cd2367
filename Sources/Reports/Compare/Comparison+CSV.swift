import Statistics
import Study
import Text

extension Comparison {
  /// One row a strategy.
  func csv() -> String { CSVDocument(rows: csvRows).text }

  /// One row a strategy and measure.
  func longCSV() -> String { CSVDocument(rows: longRows).text }

  /// The heading, then one row a strategy.
  var csvRows: [[String]] {
    var heading = ["model", "strategy", "method", "trials", "seed"]
    for measure in Measure.compared {
      heading.append(measure.name)
      if measure.hasIntervalColumns { heading += ["\(measure.name)_low", "\(measure.name)_high"] }
    }
    heading += ["version", "model_digest"] + Measure.appended.map(\.name) + ["runs"]
    heading += Measure.ofPeople.map(\.name) + (hasVerdicts ? StrategyVerdict.csvColumns : [])
    heading += baseline == nil ? [] : Differences.csvColumns
    heading += isRare ? WeightDiagnosis.csvColumns : []
    var rows = [heading]
    for result in results {
      var row = [model.name, result.strategy, result.method.name]
      row += [result.method.trials, result.method.seed].map { $0.map(String.init) ?? "" }
      for measure in Measure.compared {
        let estimate = result[measure]?.estimate
        row.append(CSVDocument.number(estimate?.value))
        if measure.hasIntervalColumns {
          row += [CSVDocument.number(estimate?.low), CSVDocument.number(estimate?.high)]
        }
      }
      row += [Version.current, model.digest]
      row += Measure.appended.map { CSVDocument.number(result[$0]?.estimate.value) }
      row.append(result.method.runs.map(String.init) ?? "")
      row += Measure.ofPeople.map { CSVDocument.number(result[$0]?.estimate.value) }
      row += result.verdict?.csvFields ?? []
      row += result.differences?.csvFields ?? []
      if isRare { row += WeightDiagnosis.csvFields(of: result) }
      rows.append(row)
    }
    return rows
  }

  /// The heading, then one row a strategy and measure.
  var longRows: [[String]] {
    let heading = [
      "model", "strategy", "method", "measure", "unit", "estimate", "low", "high", "count",
      "trials", "seed", "version", "model_digest", "runs",
    ]
    let verdictColumns = hasVerdicts ? StrategyVerdict.longColumns : []
    let differenceColumns = baseline == nil ? [] : Differences.longColumns
    let weightColumns = isRare ? WeightDiagnosis.longColumns : []
    func empty(_ columns: [String]) -> [String] { columns.map { _ in "" } }
    var rows = [heading + verdictColumns + differenceColumns + weightColumns]
    for result in results {
      for measurement in result.measurements {
        let estimate = measurement.estimate
        var row = [model.name, result.strategy, result.method.name]
        row += [measurement.measure.name, measurement.measure.unit]
        row += [estimate.value, estimate.low, estimate.high].map(CSVDocument.number)
        row += [measurement.count, result.method.trials, result.method.seed].map {
          $0.map(String.init) ?? ""
        }
        row += [Version.current, model.digest, result.method.runs.map(String.init) ?? ""]
        row += empty(verdictColumns + differenceColumns)
        rows.append(row + (isRare ? WeightDiagnosis.longFields(of: measurement) : []))
      }
      for row in result.verdict?.longRows(of: model) ?? [] {
        rows.append(row + empty(differenceColumns + weightColumns))
      }
      for row in result.differences?.longRows(of: result, in: model) ?? [] {
        let middle = row.count - differenceColumns.count
        rows.append(row[..<middle] + empty(verdictColumns) + row[middle...] + empty(weightColumns))
      }
    }
    return rows
  }

  private var hasVerdicts: Bool { results.contains { $0.verdict != nil } }

  /// Whether numbers are from weighted trials.
  var isRare: Bool {
    results.contains { result in
      if case .rare = result.method { true } else { false }
    }
  }
}

extension CSVDocument {
  /// A number; nothing for one that is not known or has no bound.
  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return NumberText.shortest(value)
  }
}
