/// Values of a function that were computed with a thousand bits: see `references.py`.
struct ReferenceTable: Sendable {
  /// The function at one point.
  struct Row: Sendable {
    let arguments: [Double]
    /// The exact value, rounded to a double.
    let nearest: Double
    /// The exact value less `nearest`, in units of its last place, to a hundredth.
    let rest: Double
  }

  let rows: [Row]

  /// - Parameter text: rows divided by commas or line ends; in each the bits of the arguments and of
  ///   the nearest double, in hexadecimal, and the rest in hundredths.
  init(_ text: String) {
    rows = text.split { $0 == "," || $0 == "\n" }.map { row in
      let fields = row.split(separator: " ")
      let numbers = fields.dropLast().map { field -> Double in
        guard let bits = UInt64(field, radix: 16) else { preconditionFailure("\(row)") }
        return Double(bitPattern: bits)
      }
      guard let last = fields.last, let hundredths = Int(last) else {
        preconditionFailure("\(row)")
      }
      return Row(
        arguments: numbers.dropLast(), nearest: numbers[numbers.count - 1],
        rest: Double(hundredths) / 100)
    }
  }

  /// How far a function is from the table where it is farthest.
  struct Deviation {
    /// In units of the last place, to a hundredth.
    var ulp = 0.0
    /// Relative to the exact value.
    var relative = 0.0
    /// Where `ulp` was found.
    var arguments: [Double] = []
  }

  func deviation(of function: ([Double]) -> Double) -> Deviation {
    precondition(rows.count > 250, "a table that was not read fits any function")
    var worst = Deviation()
    for row in rows {
      let value = function(row.arguments)
      // The bit patterns of doubles count last places even across a power of two.
      let places = Double(ReferenceTable.number(of: value) - ReferenceTable.number(of: row.nearest))
      let ulp = value.isNaN ? .infinity : (places - row.rest).magnitude
      if ulp > worst.ulp {
        worst.ulp = ulp
        worst.arguments = row.arguments
      }
      worst.relative = max(worst.relative, ulp * row.nearest.ulp / row.nearest.magnitude)
    }
    return worst
  }

  /// The place of a double among all doubles, counted from zero.
  private static func number(of value: Double) -> Int64 {
    let magnitude = Int64(value.magnitude.bitPattern)
    return value.sign == .minus ? -magnitude : magnitude
  }
}
