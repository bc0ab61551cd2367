import Statistics
import Study
import Text

/// The file that `--series` writes.
extension Comparison {
  /// The load on the server over time: one row for each strategy and bin of time.
  ///
  /// - Returns: `nil` if the model of a strategy has no `clients`.
  package func seriesCSV() -> String? {
    var document = CSVDocument()
    document.append(row: LoadSeries.csvColumns)
    for result in results {
      guard let series = result.series else { return nil }
      for bin in series.bins.indices {
        let nanoseconds = Double(series.binWidth.nanoseconds)
        var row = [model.name, result.strategy]
        row += [nanoseconds * Double(bin) / 1e9, nanoseconds / 1e9].map(NumberText.shortest)
        row += LoadSeries.Quantity.allCases.map { quantity in
          series.value(quantity, in: bin).map(NumberText.shortest) ?? ""
        }
        row += ["\(series.runs)", result.method.seed.map(String.init) ?? ""]
        document.append(row: row + [Version.current, model.digest])
      }
    }
    return document.text
  }
}

/// The rows of one strategy: one for each bin of time.
///
/// ```
/// model,strategy,time_s,width_s,offered_per_s,goodput_per_s,given_up_per_s,…
/// retry-storm,none,0.0,2.0,29.2,28.05,0.0,…
/// ```
extension LoadSeries {
  /// The columns of the file of `--series`, in their order.
  static let csvColumns =
    ["model", "strategy", "time_s", "width_s"] + Quantity.allCases.map(\.rawValue)
    + ["runs", "seed", "version", "model_digest"]
}
