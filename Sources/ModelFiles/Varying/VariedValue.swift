import Simulation
import Text

/// One of the values that a variation goes through.
struct VariedValue: Hashable {
  /// For the eye.
  let text: String
  /// The value as a model file says it.
  let syntax: String
  /// A probability as a fraction, a length of time in milliseconds, another number as it is.
  let number: Double?

  /// A value from a list.
  init(listed text: Substring) {
    self.text = String(text)
    let isSyntax = text.first.map { "{[\"'".contains($0) } ?? false
    let isWord = ["true", "false", "null"].contains(String(text))
    let isNumber = NumberSyntax.literal(String(text)) != nil
    syntax = isSyntax || isWord || isNumber ? String(text) : JSONText.quoted(String(text))
    number = Amount(text)?.number
  }

  /// A value from a range.
  init(_ amount: Amount) {
    text = amount.text
    syntax = amount.needsQuotes ? JSONText.quoted(text) : text
    number = amount.number
  }

  /// All values of a range or a list.
  static func all(
    _ text: Substring, of name: String, limit: Int
  ) throws(VariationError) -> [VariedValue] {
    let isPlain = !text.contains { "{[\"'".contains($0) }
    if isPlain, let dots = text.firstRange(of: "..") {
      let range = try VariedRange(
        from: text[..<dots.lowerBound], rest: text[dots.upperBound...], of: name)
      return try range.amounts(limit: limit).map(VariedValue.init)
    }
    let parts = split(text)
    if parts.contains(where: \.isEmpty) {
      throw VariationError(
        message: "\(name): a value is missing; list them with commas, for example \(name)=1,2,4")
    }
    if parts.count > limit { throw VariedRange.tooMany(name, limit: limit) }
    return parts.map(VariedValue.init(listed:))
  }

  /// The parts between commas that are inside no brackets and quotes.
  private static func split(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      switch character {
      case "\"", "'": quote = character
      case "{", "[": depth += 1
      case "}", "]": depth -= 1
      case "," where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    return parts + [text[start...]]
  }
}

/// A number with the unit in which a model file has it.
struct Amount: Hashable {
  /// The unit, in which it is written again.
  let unit: Unit
  /// In the unit, or in nanoseconds for a length of time.
  let digits: DecimalDigits

  /// The units of amounts. Lengths of time are one unit, since "1 s" and "1000 ms" can be added.
  enum Unit: Hashable {
    /// A number without a unit.
    case one
    /// The sign behind the number, for example "%", "‰" or "/s".
    case suffix(String)
    /// A length of time, in nanoseconds.
    case time
  }

  /// An amount of digits in a unit.
  init(_ digits: DecimalDigits, in unit: Unit) {
    self.digits = digits
    self.unit = unit
  }

  /// - Returns: `nil` if the text is no amount.
  init?(_ text: Substring) {
    if let digits = DecimalDigits(text) {
      self.init(digits, in: .one)
    } else if let suffix = text.firstIndex(where: { "%‰/".contains($0) }),
      let digits = DecimalDigits(text[..<suffix])
    {
      self.init(digits, in: .suffix(String(text[suffix...])))
    } else if let delay = try? Quantity.delay(.string(String(text))),
      let digits = DecimalDigits("\(delay.nanoseconds)")
    {
      self.init(digits, in: .time)
    } else {
      return nil
    }
  }

  /// A Boolean value that indicates whether it is zero, which needs no unit.
  var isZero: Bool { digits.value(shiftedBy: 0) == 0 }
  /// A Boolean value that indicates whether a model has it in quotes.
  var needsQuotes: Bool { unit != .one }

  /// The amount with its unit.
  var text: String {
    switch unit {
    case .one: digits.plainText(shiftedBy: 0)
    case .suffix(let suffix): digits.plainText(shiftedBy: 0) + suffix
    case .time: Quantity.text(of: .nanoseconds(digits.whole(shiftedBy: 0) ?? 0))
    }
  }

  /// The amount as a plot has it: a fraction, milliseconds, or the number itself.
  var number: Double? {
    switch unit {
    case .one: digits.value(shiftedBy: 0)
    case .suffix("%"): digits.value(shiftedBy: -2)
    case .suffix("‰"): digits.value(shiftedBy: -3)
    case .suffix: digits.value(shiftedBy: 0)
    case .time: digits.value(shiftedBy: -6)
    }
  }
}
