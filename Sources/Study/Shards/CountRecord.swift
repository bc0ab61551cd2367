/// Counts as rows of numbers under names, in which they travel from one process to another.
///
/// Numbers are written as decimal digits, so that those of 128 bits and exact doubles fit too.
package struct CountRecord: Hashable, Sendable {
  /// The rows under each name, in the order in which they were added.
  package private(set) var tables: [Table] = []

  /// Rows of numbers under one name.
  package struct Table: Hashable, Sendable {
    /// The name of the count.
    package let name: String
    /// The rows, each a list of numbers in decimal digits.
    package let rows: [[String]]

    /// Creates a table from its parts.
    package init(name: String, rows: [[String]]) {
      self.name = name
      self.rows = rows
    }
  }

  /// The most trials of any run.
  package static let mostTrials: UInt64 = 1_000_000_000_000_000

  /// Creates a record of some tables; none by default.
  package init(_ tables: [Table] = []) {
    self.tables = tables
  }

  /// Adds a table at the end.
  mutating func add(_ name: String, _ rows: [[String]]) {
    tables.append(Table(name: name, rows: rows))
  }

  /// Adds the two sums of moments as a row.
  mutating func add(_ name: String, _ moments: Moments) {
    add(name, [[moments.sum.description, moments.sumOfSquares.description]])
  }

  /// Adds the two sums of differences as a row.
  mutating func add(_ name: String, _ moments: DifferenceMoments) {
    add(name, [[moments.sum.description, moments.sumOfSquares.description]])
  }

  /// The rows under a name.
  ///
  /// - Throws: if there are none of that name, or not all have this number of columns.
  func rows(_ name: String, columns: Int) throws(CountRecordError) -> [Row] {
    guard let table = tables.first(where: { $0.name == name }) else {
      throw CountRecordError("'\(name)' is missing")
    }
    if table.rows.contains(where: { $0.count != columns }) {
      throw CountRecordError("a row of '\(name)' does not have \(columns) numbers")
    }
    return table.rows.map { Row(name: name, fields: $0) }
  }

  /// The only row under a name.
  func row(_ name: String, columns: Int) throws(CountRecordError) -> Row {
    let rows = try rows(name, columns: columns)
    if rows.count != 1 { throw CountRecordError("'\(name)' does not have one row") }
    return rows[0]
  }

  /// Reads a table that `add` has written.
  ///
  /// - Throws: if it is missing or impossible.
  func moments(_ name: String) throws(CountRecordError) -> Moments {
    let row = try row(name, columns: 2)
    return Moments(sum: try row.number(0), sumOfSquares: try row.number(1))
  }

  /// Reads a table that `add` has written.
  ///
  /// - Throws: if it is missing or impossible.
  func differenceMoments(_ name: String) throws(CountRecordError) -> DifferenceMoments {
    let row = try row(name, columns: 2)
    return DifferenceMoments(sum: try row.number(0), sumOfSquares: try row.number(1))
  }

  /// One row of numbers.
  struct Row {
    let name: String
    let fields: [String]

    /// The number in a column.
    ///
    /// - Throws: an error that names the row if there is no number.
    func number<Number: FixedWidthInteger>(_ column: Int) throws(CountRecordError) -> Number {
      guard let number = Number(fields[column]) else {
        throw CountRecordError("'\(fields[column])' is no number for '\(name)'")
      }
      return number
    }

    /// A finite number.
    func double(_ column: Int) throws(CountRecordError) -> Double {
      guard let number = Double(fields[column]), abs(number) < 1e300 else {
        throw CountRecordError("'\(fields[column])' is no number for '\(name)'")
      }
      return number
    }

    /// A count: at most ``mostTrials``.
    func count(_ column: Int) throws(CountRecordError) -> UInt64 {
      let count: UInt64 = try number(column)
      if count > CountRecord.mostTrials {
        throw CountRecordError("\(count) is too large for '\(name)'")
      }
      return count
    }

    /// An index below a bound.
    func index(_ column: Int, below bound: Int) throws(CountRecordError) -> Int {
      let index: Int = try number(column)
      guard (0..<bound).contains(index) else {
        throw CountRecordError("\(index) is too large for '\(name)'")
      }
      return index
    }
  }
}

/// A record with missing or impossible numbers.
package struct CountRecordError: Error, Hashable, CustomStringConvertible {
  /// The fault, with the name of the table that has it.
  package let description: String

  /// Creates an error with its text.
  package init(_ description: String) {
    self.description = description
  }
}
