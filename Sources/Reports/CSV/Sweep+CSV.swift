import Statistics
import Study
import Text

/// Sweeps as CSV: `network.request.loss,model,strategy,…`, a row for each point and strategy.
///
/// The header names each parameter by its path in the model, so that a table of several sweeps
/// can be joined on them.
extension Sweep {
  /// The parameters of each point, then the columns of its comparison.
  func csv(_ rows: (Comparison) -> [[String]]) -> String {
    var document = CSVDocument()
    for (index, point) in points.enumerated() {
      let values = point.values.map { $0.number.map(NumberText.shortest) ?? $0.text }
      for (number, row) in rows(point.comparison).enumerated() {
        if number > 0 {
          document.append(row: values + row)
        } else if index == 0 {
          document.append(row: parameters + row)
        }
      }
    }
    return document.text
  }
}
