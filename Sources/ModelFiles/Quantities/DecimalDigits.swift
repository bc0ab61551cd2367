/// A decimal number as its digits, without rounding: 0.050 is 50 · 10⁻³.
///
/// `--vary loss=0%..1%:0.1%` must go through 0.3% and not 0.30000000000000004%. So ranges are
/// computed on digits, and become doubles at the end.
struct DecimalDigits: Hashable {
  /// Without a point; at least one.
  private let digits: String
  /// The number of digits behind the point, less the exponent.
  private let decimals: Int

  /// - Returns: `nil` if the text, apart from spaces around it, is not a decimal number.
  init?(_ text: Substring) {
    var text = text.drop { $0 == " " }
    while text.last == " " { text = text.dropLast() }
    if text.first == "+" { text = text.dropFirst() }
    guard NumberSyntax.isDecimal(text) else { return nil }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    // Any exponent beyond these is as large or as small as they are.
    let exponent = parts.count > 1 ? (Int(parts[1]) ?? (parts[1].first == "-" ? -9_999 : 9_999)) : 0
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = halves.count > 1 ? halves[1] : ""
    digits = String(halves[0] + fraction)
    decimals = fraction.count - min(max(exponent, -9_999), 9_999)
  }

  /// The nearest double to the number times a power of ten.
  func value(shiftedBy shift: Int) -> Double? {
    Double("\(digits)e\(shift - decimals)")
  }

  /// The number times a power of ten as a whole number; `nil` if it is none, or too large.
  func whole(shiftedBy shift: Int) -> Int64? {
    var rest = Substring(digits).drop { $0 == "0" }
    var zeros = shift - decimals
    while zeros < 0, !rest.isEmpty {
      guard rest.last == "0" else { return nil }
      rest = rest.dropLast()
      zeros += 1
    }
    if rest.isEmpty { return 0 }
    guard rest.count + zeros <= 19 else { return nil }
    return Int64(rest + String(repeating: "0", count: zeros))
  }

  /// The number times a power of ten, without an exponent and needless zeros.
  func plainText(shiftedBy shift: Int) -> String {
    let places = decimals - shift
    var text = digits
    if places <= 0 {
      text += String(repeating: "0", count: -places)
    } else {
      text = String(repeating: "0", count: max(places + 1 - text.count, 0)) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    while text.count > 1, text.first == "0", !text.hasPrefix("0.") { text.removeFirst() }
    return text
  }
}
