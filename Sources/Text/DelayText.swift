/// Lengths of time as text, from whole nanoseconds.
///
/// The digits come from integers, so they are the same on every machine.
package enum DelayText {
  /// A length for a reader: `20 ms`, `223.417 ms`, `1.5 s`.
  ///
  /// Milliseconds below one second, seconds from there on. The length is rounded to the microsecond
  /// from 10 µs up, because finer digits only hide the coarse ones; below that it is exact.
  package static func text(nanoseconds: Int64) -> String {
    let rounded = nanoseconds < 10_000 ? nanoseconds : (nanoseconds + 500) / 1_000 * 1_000
    return rounded < 1_000_000_000
      ? quotient(rounded, by: 1_000_000, decimals: 6) + " ms"
      : quotient(rounded, by: 1_000_000_000, decimals: 9) + " s"
  }

  /// A length as a model file has it, which reads back as the same: `200 ms`, `1.5 s`, `24 h`.
  ///
  /// The unit is the largest in which the length needs at most three decimals, and none in minutes,
  /// hours and days.
  package static func exact(nanoseconds: Int64) -> String {
    for unit in units where nanoseconds >= unit.nanoseconds {
      if nanoseconds % unit.nanoseconds == 0 {
        return "\(nanoseconds / unit.nanoseconds) \(unit.name)"
      }
      let isDecimal = unit.nanoseconds <= 1_000_000_000 && unit.nanoseconds >= 1_000
      if isDecimal, nanoseconds % (unit.nanoseconds / 1_000) == 0 {
        let thousandths = nanoseconds / (unit.nanoseconds / 1_000)
        return quotient(thousandths, by: 1_000, decimals: 3) + " " + unit.name
      }
    }
    return nanoseconds == 0 ? "0 s" : "\(nanoseconds) ns"
  }

  /// A length in one word: `35ms`, or nanoseconds where it is no whole number of milliseconds.
  package static func word(nanoseconds: Int64) -> String {
    nanoseconds % 1_000_000 == 0 ? "\(nanoseconds / 1_000_000)ms" : "\(nanoseconds)ns"
  }

  /// The units, from the longest to the shortest.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000),
    ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
  ]

  /// A quotient without zeros at its end; `unit` is 10 to the power of `decimals`.
  private static func quotient(_ value: Int64, by unit: Int64, decimals: Int) -> String {
    let whole = String(value / unit)
    let digits = String(value % unit)
    var fraction = String(repeating: "0", count: decimals - digits.count) + digits
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? whole : whole + "." + fraction
  }
}
