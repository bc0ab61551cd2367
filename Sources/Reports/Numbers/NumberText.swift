/// Numbers as text, by the standard library or by integers, never by a locale.
enum NumberText {
  /// The shortest decimal that reads back as the same number.
  static func shortest(_ value: Double) -> String {
    value.description
  }

  /// A number with so many decimals, rounded by a rule.
  ///
  /// - Precondition: the value times 10 ^ decimals is below 10¹⁸ in size.
  static func fixed(
    _ value: Double, decimals: Int, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value * scale).rounded(rule)
    precondition(abs(scaled) < 1e18, "a number in a table has at most 18 digits")
    let digits = String(UInt64(abs(scaled)))
    let sign = scaled < 0 ? "-" : ""
    if decimals == 0 { return sign + digits }
    let padding = String(repeating: "0", count: max(decimals + 1 - digits.count, 0))
    let padded = padding + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A positive number with two digits and a power of ten, such as "3.7e-12".
  static func scientific(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return shortest(value) }
    var exponent = 0
    var scaled = value
    while scaled < 1 {
      scaled *= 10
      exponent -= 1
    }
    while scaled >= 10 {
      scaled /= 10
      exponent += 1
    }
    var tenths = (scaled * 10).rounded()
    if tenths >= 100 {
      tenths = 10
      exponent += 1
    }
    return fixed(tenths / 10, decimals: 1) + "e\(exponent)"
  }

  /// A decimal without the zeros at its end, nor a point that nothing follows.
  static func withoutZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var shown = Substring(text)
    while shown.last == "0" { shown.removeLast() }
    if shown.last == "." { shown.removeLast() }
    return String(shown)
  }

  /// A whole number with a comma between thousands.
  static func grouped(_ value: UInt64) -> String {
    var text = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// How many decimals show the first digit of a difference: 1 for 0.3, 2 for 0.03, 0 from 1 up.
  static func decimals(toResolve difference: Double) -> Int {
    var decimals = 0
    var scaled = difference
    while scaled < 1, decimals < 15 {
      scaled *= 10
      decimals += 1
    }
    return decimals
  }
}
