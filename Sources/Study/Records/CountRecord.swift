/// What was counted, as rows of numbers under names: so counts travel from one process to another.
///
/// The numbers are written out, so that those of 128 bits and exact doubles have their place too.
package struct CountRecord: Hashable, Sendable {
  /// The rows under each name, in the order in which they were added.
  package private(set) var tables: [Table] = []

  package struct Table: Hashable, Sendable {
    package let name: String
    package let rows: [[String]]

    package init(name: String, rows: [[String]]) {
      self.name = name
      self.rows = rows
    }
  }

  /// More trials than these are never made.
  package static let mostTrials: UInt64 = 1_000_000_000_000_000

  /// A record that does not say what it should.
  package struct Problem: Error, Hashable {
    package let description: String

    package init(_ description: String) {
      self.description = description
    }
  }

  package init(_ tables: [Table] = []) {
    self.tables = tables
  }

  mutating func add(_ name: String, _ rows: [[String]]) {
    tables.append(Table(name: name, rows: rows))
  }

  mutating func add(_ name: String, _ moments: Moments) {
    add(name, [[moments.sum.description, moments.sumOfSquares.description]])
  }

  mutating func add(_ name: String, _ moments: DifferenceMoments) {
    add(name, [[moments.sum.description, moments.sumOfSquares.description]])
  }

  /// The rows under a name.
  ///
  /// - Throws: if there are none of that name, or not all have so many columns.
  func rows(_ name: String, columns: Int) throws(Problem) -> [Row] {
    guard let table = tables.first(where: { $0.name == name }) else {
      throw Problem("'\(name)' is missing")
    }
    if table.rows.contains(where: { $0.count != columns }) {
      throw Problem("a row of '\(name)' does not have \(columns) numbers")
    }
    return table.rows.map { Row(name: name, fields: $0) }
  }

  /// The only row under a name.
  func row(_ name: String, columns: Int) throws(Problem) -> Row {
    let rows = try rows(name, columns: columns)
    if rows.count != 1 { throw Problem("'\(name)' does not have one row") }
    return rows[0]
  }

  func moments(_ name: String) throws(Problem) -> Moments {
    let row = try row(name, columns: 2)
    return Moments(sum: try row.number(0), sumOfSquares: try row.number(1))
  }

  func differenceMoments(_ name: String) throws(Problem) -> DifferenceMoments {
    let row = try row(name, columns: 2)
    return DifferenceMoments(sum: try row.number(0), sumOfSquares: try row.number(1))
  }

  /// Some numbers next to each other.
  struct Row {
    let name: String
    let fields: [String]

    func number<Number: FixedWidthInteger>(_ column: Int) throws(Problem) -> Number {
      guard let number = Number(fields[column]) else {
        throw Problem("'\(fields[column])' is no number for '\(name)'")
      }
      return number
    }

    /// A finite number.
    func double(_ column: Int) throws(Problem) -> Double {
      guard let number = Double(fields[column]), abs(number) < 1e300 else {
        throw Problem("'\(fields[column])' is no number for '\(name)'")
      }
      return number
    }

    /// How often something came: no more often than trials can be made.
    func count(_ column: Int) throws(Problem) -> UInt64 {
      let count: UInt64 = try number(column)
      if count > CountRecord.mostTrials {
        throw Problem("\(count) is too large for '\(name)'")
      }
      return count
    }

    /// A number that must be the place of something.
    func index(_ column: Int, below bound: Int) throws(Problem) -> Int {
      let index: Int = try number(column)
      guard (0..<bound).contains(index) else {
        throw Problem("\(index) is too large for '\(name)'")
      }
      return index
    }
  }
}
