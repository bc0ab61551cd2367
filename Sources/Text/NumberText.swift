/// Numbers as text, by the standard library or by integers, never by a locale.
package enum NumberText {
  /// The shortest decimal that reads back as the same number, with a point: `2.0`.
  package static func shortest(_ value: Double) -> String {
    value.description
  }

  /// The shortest decimal that reads back as the same number, without a point where none is needed: `2`.
  package static func plain(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number with a fixed number of decimals, rounded by a rule.
  ///
  /// - Precondition: the value times 10 ^ decimals is below 10¹⁸ in size.
  package static func fixed(
    _ value: Double, decimals: Int, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) -> String {
    let scaled = (value * power(decimals)).rounded(rule)
    precondition(abs(scaled) < 1e18, "a number in a table has at most 18 digits")
    let digits = String(UInt64(abs(scaled)))
    let sign = scaled < 0 ? "-" : ""
    if decimals == 0 { return sign + digits }
    let padding = String(repeating: "0", count: max(decimals + 1 - digits.count, 0))
    let padded = padding + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A positive number with two digits and a power of ten: `3.7e-12`.
  package static func scientific(_ value: Double) -> String {
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

  /// A number with a fixed number of significant digits, as the format `%g` of C has it: `0.0125`, `1.25e-07`.
  ///
  /// - Parameter digits: from 1 to 15.
  package static func significant(_ value: Double, digits: Int) -> String {
    precondition((1...15).contains(digits), "a double has 15 digits to show")
    // Beyond these sizes the powers of ten have no room in a double.
    guard value.isFinite, (1e-280...1e280).contains(abs(value)) else { return plain(value) }
    let sign = value < 0 ? "-" : ""
    let size = abs(value)
    var exponent = 0
    while size >= 10 * power(exponent) { exponent += 1 }
    while size < power(exponent) { exponent -= 1 }
    var whole = rounded(size, shiftedBy: digits - 1 - exponent)
    if whole >= power(digits) {
      whole /= 10
      exponent += 1
    }
    if exponent < -4 || exponent >= digits {
      let mantissa = withoutZeros(fixed(whole / power(digits - 1), decimals: digits - 1))
      let places = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
      return sign + mantissa + (exponent < 0 ? "e-" : "e+") + places
    }
    let decimals = digits - 1 - exponent
    return sign + withoutZeros(fixed(whole / power(decimals), decimals: decimals))
  }

  /// A decimal without the zeros at its end, nor a point that nothing follows.
  package static func withoutZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var shown = Substring(text)
    while shown.last == "0" { shown.removeLast() }
    if shown.last == "." { shown.removeLast() }
    return String(shown)
  }

  /// A positive number with three digits, or two and a power of ten where it is small.
  package static func threeDigits(_ value: Double) -> String {
    if value < 1e-4 { return scientific(value) }
    return withoutZeros(fixed(value, decimals: decimals(toResolve: value) + 2))
  }

  /// A whole number with a comma between thousands.
  package static func grouped(_ value: UInt64) -> String {
    var text = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// The number of decimals that show the first digit of a difference: 1 for 0.3, 2 for 0.03, 0 from 1 up.
  package static func decimals(toResolve difference: Double) -> Int {
    var decimals = 0
    var scaled = difference
    while scaled < 1, decimals < 15 {
      scaled *= 10
      decimals += 1
    }
    return decimals
  }

  /// The nearest whole number to a number times a power of ten; a tie goes to the even one.
  private static func rounded(_ value: Double, shiftedBy shift: Int) -> Double {
    let scale = power(abs(shift))
    let product = shift < 0 ? value / scale : value * scale
    // The part that the product, itself rounded, has lost decides what looks like a tie.
    let lost =
      shift < 0
      ? value.addingProduct(-product, scale) : (-product).addingProduct(value, scale)
    let below = product.rounded(.down)
    if product - below == 0.5, lost != 0 { return lost > 0 ? below + 1 : below }
    return product.rounded(.toNearestOrEven)
  }

  /// Ten to a power.
  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }
}
