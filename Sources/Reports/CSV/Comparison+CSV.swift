import Statistics
import Study
import Text

/// Comparisons as CSV. The reference page "Measures and columns" lists the columns.
///
/// The first columns and their order are a promise to programs outside this repository. A new
/// column goes to the end of the row.
extension Comparison {
  /// One row a strategy.
  ///
  /// ```
  /// model,strategy,method,trials,seed,disagree,disagree_low,disagree_high,lost,…
  /// essay,none,sample,100000,1,0.01516,0.014411765061435258,0.015936545058771998,0.0,…
  /// ```
  func csv() -> String { CSVDocument(rows: csvRows).text }

  /// One row a strategy and measure.
  ///
  /// ```
  /// model,strategy,method,measure,unit,estimate,low,high,count,trials,seed,version,model_digest,runs
  /// essay,none,sample,disagree,probability,0.01516,0.0144…,0.0159…,1516,100000,1,0.1.0,c5a97e8a0dc9dbf3,
  /// ```
  func longCSV() -> String { CSVDocument(rows: longRows).text }

  /// The heading, then one row a strategy.
  var csvRows: [[String]] {
    var heading = ["model", "strategy", "method", "trials", "seed"] + Measure.headings(at: .first)
    heading += ["version", "model_digest"] + Measure.headings(at: .second) + ["runs"]
    heading += Measure.headings(at: .last) + (hasVerdicts ? StrategyVerdict.csvColumns : [])
    heading += baseline == nil ? [] : Differences.csvColumns
    heading += isRare ? WeightDiagnosis.csvColumns : []
    let sensitivity = SensitivityColumns(results)
    heading += sensitivity.headings
    var rows = [heading]
    for result in results {
      var row = [model.name, result.strategy, result.method.name]
      row += [result.method.trials, result.method.seed].map { $0.map(String.init) ?? "" }
      row += Measure.fields(at: .first, of: result) + [Version.current, model.digest]
      row += Measure.fields(at: .second, of: result)
      row.append(result.method.runs.map(String.init) ?? "")
      row += Measure.fields(at: .last, of: result)
      row += result.verdict?.csvFields ?? []
      row += result.differences?.csvFields ?? []
      if isRare { row += WeightDiagnosis.csvFields(of: result) }
      row += sensitivity.fields(of: result)
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
    let slopeColumns = hasSensitivities ? SensitivityColumns.longColumns : []
    func empty(_ columns: [String]) -> [String] { columns.map { _ in "" } }
    var rows = [heading + verdictColumns + differenceColumns + weightColumns + slopeColumns]
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
        row += isRare ? WeightDiagnosis.longFields(of: measurement) : []
        rows.append(row + empty(slopeColumns))
      }
      for row in result.verdict?.longRows(of: model) ?? [] {
        rows.append(row + empty(differenceColumns + weightColumns + slopeColumns))
      }
      for row in result.differences?.longRows(of: result, in: model) ?? [] {
        let middle = row.count - differenceColumns.count
        rows.append(
          row[..<middle] + empty(verdictColumns) + row[middle...]
            + empty(weightColumns + slopeColumns))
      }
      for (row, own) in SensitivityColumns.longRows(of: result, in: model) {
        rows.append(row + empty(verdictColumns + differenceColumns + weightColumns) + own)
      }
    }
    return rows
  }

  /// A Boolean value that indicates whether the rows end with the columns of verdicts.
  private var hasVerdicts: Bool { results.contains { $0.verdict != nil } }

  /// A Boolean value that indicates whether the rows end with the columns of derivatives.
  private var hasSensitivities: Bool { results.contains { $0.sensitivity != nil } }
}

/// The columns of a measure: its value, and the ends of its interval where it has one.
extension Measure {
  /// Returns the headings of the columns at a place.
  fileprivate static func headings(at place: Column) -> [String] {
    columns(place).flatMap { measure in
      let name = measure.name
      return measure.hasIntervalColumns ? [name, "\(name)_low", "\(name)_high"] : [name]
    }
  }

  /// Returns the fields of a strategy's row under those headings.
  fileprivate static func fields(at place: Column, of result: StrategyResult) -> [String] {
    columns(place).flatMap { measure in
      let estimate = result[measure]?.estimate
      let numbers =
        measure.hasIntervalColumns
        ? [estimate?.value, estimate?.low, estimate?.high] : [estimate?.value]
      return numbers.map(CSVDocument.number)
    }
  }
}

/// Numbers as the CSV has them: all digits, and a point.
extension CSVDocument {
  /// Returns the text of a number; an empty one for a number that is not known or has no bound.
  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return NumberText.shortest(value)
  }
}
