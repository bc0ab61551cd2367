import Statistics
import Study

extension Comparison {
  /// The comparison in a form.
  ///
  /// - Returns: the whole text, with a line end at its end.
  package func report(as format: ReportFormat) -> String {
    switch format {
    case .table: table()
    case .csv: csv()
    case .csvLong: longCSV()
    case .json: json()
    case .markdown: markdown()
    }
  }
}
