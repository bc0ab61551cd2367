import Simulation

/// The reason why a value is not the quantity that it should be.
package struct QuantityError: Error {
  /// The requirement, which follows the name of a key in messages.
  package let requirement: String
}

/// Values with their units, and back again.
package enum Quantity {
  /// Reads a number of things from a model, where it is a number and no text: `attempts: 3`, not `"3"`.
  ///
  /// - Parameter range: the numbers that are allowed.
  package static func count(
    _ value: Value, in range: ClosedRange<UInt64>
  ) throws(QuantityError) -> UInt64 {
    guard case .number(let number) = value else { return try count(nil, in: range) }
    // Digits are read as they are: a double has room for 15 of them only.
    return try count(UInt64(number.text) ?? UInt64(exactly: number.value), in: range)
  }

  /// Reads a number of things from a command line, where everything is text.
  ///
  /// - Parameter range: the numbers that are allowed.
  package static func count(
    _ text: String, in range: ClosedRange<UInt64>
  ) throws(QuantityError) -> UInt64 {
    try count(UInt64(text), in: range)
  }

  /// Checks a number against its range.
  ///
  /// - Throws: a requirement that names both ends, or only the lower one where the upper one is
  ///   no real bound.
  private static func count(
    _ count: UInt64?, in range: ClosedRange<UInt64>
  ) throws(QuantityError) -> UInt64 {
    let bounds =
      range.upperBound == .max
      ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
    guard let count, range.contains(count) else {
      throw QuantityError(requirement: "must be a whole number, \(bounds)")
    }
    return count
  }

  /// A number without a unit.
  ///
  /// - Parameter range: what it may be; both ends finite.
  static func number(
    _ value: Value, in range: ClosedRange<Double>, what: String = "a number"
  ) throws(QuantityError) -> Double {
    let from = JSON5Writer.plain(range.lowerBound)
    let to = JSON5Writer.plain(range.upperBound)
    guard case .number(let number) = value, range.contains(number.value) else {
      throw QuantityError(requirement: "must be \(what) from \(from) to \(to)")
    }
    return number.value
  }

  /// A probability: `0.01`, `"1%"`, `"0.5‰"`.
  package static func probability(_ value: Value) throws(QuantityError) -> Probability {
    let number: Double?
    switch value {
    case .number(let literal): number = literal.value
    case .string(let text):
      // A percentage is its digits with an exponent: dividing would round twice.
      if text.hasSuffix("%") {
        number = DecimalDigits(text.dropLast())?.value(shiftedBy: -2)
      } else if text.hasSuffix("‰") {
        number = DecimalDigits(text.dropLast())?.value(shiftedBy: -3)
      } else {
        number = DecimalDigits(text[...])?.value(shiftedBy: 0)
      }
    default: number = nil
    }
    guard let number, let probability = Probability(number) else {
      let meant = meantProbability(value).map { ", for example \"\($0)\"" } ?? ""
      throw QuantityError(requirement: "must be between 0 and 1 (or 0% and 100%)" + meant)
    }
    return probability
  }

  /// The notation for a probability that a user put in words, for example "1 percent" or "1 in 100", or without
  /// its sign; `nil` if the text has no such meaning.
  private static func meantProbability(_ value: Value) -> String? {
    let text: String
    switch value {
    case .string(let string): text = string.lowercased()
    case .number(let literal): text = literal.text
    default: return nil
    }
    func written(_ number: Double?) -> String? {
      guard let number, let probability = Probability(number) else { return nil }
      let text = self.text(of: probability)
      // A third has no end; who wrote it may say what is near enough.
      return text.count <= 10 ? text : nil
    }
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let count = DecimalDigits(digits) else { return nil }
    let rest = text.dropFirst(digits.count).split(separator: " ").joined(separator: " ")
    switch rest {
    case "", "%", "percent", "per cent", "pct": return written(count.value(shiftedBy: -2))
    case "‰", "permille", "per mille", "per mil", "promille":
      return written(count.value(shiftedBy: -3))
    default:
      guard let sign = ["/", "in ", "of ", "out of ", "per "].first(where: rest.hasPrefix),
        let part = count.value(shiftedBy: 0),
        let all = DecimalDigits(rest.dropFirst(sign.count))?.value(shiftedBy: 0), all > 0
      else { return nil }
      return written(part / all)
    }
  }

  /// The text of a probability, as a percentage, that reads back as the same.
  static func text(of probability: Probability) -> String {
    var text = JSON5Writer.plain(probability.value)
    if let digits = DecimalDigits(text[...]) { text = digits.plainText(shiftedBy: 2) + "%" }
    return text
  }
}
