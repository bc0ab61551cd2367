/// A form in which results are written.
package enum ReportFormat: String, Hashable, Sendable, CaseIterable {
  /// For a terminal, 80 columns wide.
  case table
  /// One row a strategy.
  case csv
  /// One row a strategy and measure.
  case csvLong = "csv-long"
  /// For programs: everything, with names.
  case json
  /// For a document.
  case markdown
}
