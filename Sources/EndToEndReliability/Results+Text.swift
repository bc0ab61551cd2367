import Reports
import Study

extension Comparison {
  /// The comparison as CSV: one row a strategy, with every digit that there is.
  public func csv() -> String { report(as: .csv) }

  /// The comparison as CSV: one row a strategy and measure.
  public func longCSV() -> String { report(as: .csvLong) }

  /// The comparison as JSON.
  public func json() -> String { report(as: .json) }

  /// The comparison for a document.
  public func markdown() -> String { report(as: .markdown) }

  /// The comparison for a terminal of 80 columns.
  public func table() -> String { report(as: .table) }
}

extension Sweep {
  /// The sweep as CSV: one row a point and strategy, with every digit that there is.
  public func csv() -> String { report(as: .csv) }

  /// The sweep as JSON.
  public func json() -> String { report(as: .json) }

  /// The sweep for a terminal of 80 columns.
  public func table() -> String { report(as: .table) }
}
